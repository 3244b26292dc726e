package org.mvjpeg.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class ManyCallersTest {
    private static final int MANY = 1000;
    private static final Runnable TRIM = () -> {};
    private static final int CALLERS = 64;
    private static final long MB = 1L << 20;

    private static BufferedImage picture(int number) {
        int type = number % 3 == 0 ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_3BYTE_BGR;
        return number % 3 == 0
                ? Drawings.noise(17 + number, 40, type, number)
                : Drawings.scene(17 + 2 * number, 90 - number, type);
    }

    /** Room for about three small pictures at a time; one in eight is a grid with alpha that exceeds the ceiling by itself. */
    @Test
    void sixtyFourCallersOnASmallCeilingGetTheBytesOfOne() throws Exception {
        MemoryBudget small = new MemoryBudget(10 * MB, 5 * MB, MANY, 1000, TRIM);
        EncoderOptions options = EncoderOptions.builder()
                .speed(Speed.FAST)
                .device(Device.CPU)
                .threads(3)
                .tile(256)
                .build();
        List<Pixels> pictures = new ArrayList<>();
        List<byte[]> expected = new ArrayList<>();
        try (MvjpegEncoder alone = new MvjpegEncoder(new MemoryBudget(1L << 40, 1L << 40, MANY, 1, TRIM))) {
            for (int i = 0; i < 16; i++) {
                BufferedImage image =
                        i < 2 ? Drawings.scene(600, 250 * (1 + i), BufferedImage.TYPE_4BYTE_ABGR) : picture(i);
                pictures.add(Pixels.of(image));
                expected.add(alone.encode(pictures.get(i), options).heif());
            }
        }
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
        CountDownLatch go = new CountDownLatch(1);
        try (MvjpegEncoder encoder = new MvjpegEncoder(small)) {
            List<Future<?>> callers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                int first = i;
                callers.add(threads.submit(() -> {
                    go.await();
                    for (int k = 0; k < 4; k++) {
                        int number = (first + 5 * k) % pictures.size();
                        assertThat(encoder.encode(pictures.get(number), options).heif())
                                .isEqualTo(expected.get(number));
                    }
                    return null;
                }));
            }
            go.countDown();
            for (Future<?> caller : callers) {
                caller.get();
            }
            assertThat(small.held()).isEqualTo(small.idleBytes()).isBetween(1L, 5 * MB);
            assertThat(small.waiting()).isZero();
        } finally {
            threads.shutdown();
        }
        assertThat(small.held()).isZero();
    }

    @Test
    void anEncoderGivesBackAllThatItHeld() {
        MemoryBudget budget = new MemoryBudget(1L << 40, 1L << 40, MANY, 8, TRIM);
        EncoderOptions options =
                EncoderOptions.builder().speed(Speed.FAST).device(Device.CPU).build();
        try (MvjpegEncoder encoder = new MvjpegEncoder(budget)) {
            encoder.encode(Pixels.of(picture(3)), options);
            long alpha = budget.idleBytes();
            assertThat(alpha).isEqualTo(budget.held()).isGreaterThan(2 * MB);
            encoder.encode(Pixels.of(picture(3)), options);
            assertThat(budget.held()).as("contexts and buffers are used again").isEqualTo(alpha);
        }
        assertThat(budget.held()).isZero();
    }
}
