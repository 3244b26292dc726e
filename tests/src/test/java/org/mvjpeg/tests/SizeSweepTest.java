package org.mvjpeg.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mvjpeg.codec.EncoderOptions;
import org.mvjpeg.codec.MvjpegEncoder;
import org.mvjpeg.codec.Pixels;

/**
 * Files of every size through other people's decoders, as width and as height, of 8 and 10 bits, with and without alpha. For a size
 * {@code n} these are the pictures {@code n x m} and {@code m x n}, where {@code m} walks through 1 to 97 and 97 is prime to 64: all
 * pairs of remainders of a coding tree unit come up.
 *
 * <p>Here {@code n} is every size up to 70, which has every remainder too, and a sample of those to 600, drawn anew each day. With
 * {@code -Dmvjpeg.sweep=full} it is every one.
 */
class SizeSweepTest {
    private static final int LARGEST = 600;
    private static final int ALWAYS = 70;
    private static final int SAMPLE = 12;
    private static final int WALK = 97;
    private static final int STEP = 37;

    /** Processes are started beside each other, but not so many that they would be in each other's way. */
    private static final int THREADS = Math.min(4, Runtime.getRuntime().availableProcessors());

    private static ExternalTool convert;
    private static ExternalTool info;
    private static MvjpegEncoder encoder;

    @TempDir
    static Path folder;

    @BeforeAll
    static void open() {
        convert = ExternalTool.find("libheif-examples", "heif-dec", "heif-convert");
        info = ExternalTool.find("libheif-examples", "heif-info");
        encoder = new MvjpegEncoder();
    }

    @AfterAll
    static void close() {
        if (encoder != null) {
            encoder.close();
        }
    }

    private static int[] sizes() {
        if ("full".equals(System.getProperty("mvjpeg.sweep"))) {
            return IntStream.rangeClosed(1, LARGEST).toArray();
        }
        long today = System.currentTimeMillis() / 86_400_000;
        IntStream sample = new Random(today)
                .ints(ALWAYS + 1, LARGEST + 1)
                .distinct()
                .limit(SAMPLE)
                .sorted();
        return IntStream.concat(IntStream.rangeClosed(1, ALWAYS), sample).toArray();
    }

    @ParameterizedTest
    @CsvSource({"8, false", "8, true", "10, false", "10, true"})
    void everySizeIsShownByOthersAsWeShowIt(int bitDepth, boolean alpha) throws Exception {
        List<Future<?>> tried = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            for (int n : sizes()) {
                int m = 1 + n * STEP % WALK;
                tried.add(threads.submit(() -> check(n, m, bitDepth, alpha)));
                if (m != n) {
                    tried.add(threads.submit(() -> check(m, n, bitDepth, alpha)));
                }
            }
            for (Future<?> one : tried) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Void check(int width, int height, int bitDepth, boolean alpha) throws Exception {
        String name = width + "x" + height + "-" + bitDepth + (alpha ? "-alpha" : "");
        Path heic = folder.resolve(name + ".heic");
        Path png = folder.resolve(name + ".png");
        try {
            // Coarse and fine in turns, and never alike in neighbours.
            EncoderOptions options = EncoderOptions.builder()
                    .qp(12 + (width * 7 + height * 11) % 32)
                    .build();
            byte[] file = encoder.encode(Pixels.of(picture(width, height, bitDepth, alpha)), options)
                    .heif();
            Files.write(heic, file);
            BufferedImage ours = Pictures.decodeAsCoded(file);
            assertThat(ours.getWidth()).isEqualTo(width);
            assertThat(ours.getHeight()).isEqualTo(height);
            InteropFfmpegTest.assertShown(ours, FfmpegPictures.decode(heic));
            assertThat(info.run(heic.toString()))
                    .contains("main brand: " + (bitDepth == 8 ? "heic" : "heix"))
                    .contains(width + "x" + height + " (id=1), primary")
                    .contains("alpha channel: " + (alpha ? "yes" : "no"));
            convert.run(heic.toString(), png.toString());
            InteropLibheifTest.assertAlike(ours, ImageIO.read(png.toFile()));
            return null;
        } catch (Throwable e) {
            throw new AssertionError(name + ": " + e.getMessage(), e);
        } finally {
            Files.deleteIfExists(heic);
            Files.deleteIfExists(png);
        }
    }

    private static BufferedImage picture(int width, int height, int bitDepth, boolean alpha) {
        return bitDepth == 8
                ? Pictures.draw(width, height, alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB)
                : Pictures.component(
                        width, height, ColorSpace.getInstance(ColorSpace.CS_sRGB), alpha, DataBuffer.TYPE_USHORT);
    }
}
