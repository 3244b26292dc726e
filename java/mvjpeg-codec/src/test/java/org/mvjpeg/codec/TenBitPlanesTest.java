package org.mvjpeg.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.javacpp.BytePointer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mvjpeg.kernel.Planes;

/** The planes of 10 bits against docs/kernel.md in rational numbers. */
class TenBitPlanesTest {
    private static final BigInteger SCALE = BigInteger.valueOf(65536).multiply(BigInteger.valueOf(65535));

    @BeforeAll
    static void load() {
        Kernels.load();
        Ffmpeg.load();
    }

    private static short[][] planes(BufferedImage image, EncoderOptions options) {
        Pixels pixels = Pixels.of(image);
        MemoryBudget budget = new MemoryBudget(1 << 28, 0, 0, 8, () -> {});
        try (MemoryBudget.Account account = budget.open();
                MemoryBudget.Reservation memory = account.reserve(TenBitFiller.memory(pixels, options));
                Kernels kernels = new Kernels();
                WholePlanes whole = new WholePlanes(pixels.width(), pixels.height(), Short.BYTES)) {
            new TenBitFiller(memory, kernels, options, pixels).colour(whole.planes());
            Planes planes = whole.planes();
            int luma = planes.width() * planes.height();
            return new short[][] {
                samples(planes.y(), luma), samples(planes.u(), luma / 4), samples(planes.v(), luma / 4)
            };
        }
    }

    private static short[] samples(BytePointer plane, int count) {
        ShortBuffer samples = plane.capacity(2L * count)
                .asByteBuffer()
                .order(ByteOrder.nativeOrder())
                .asShortBuffer();
        short[] array = new short[count];
        samples.get(array);
        return array;
    }

    private static byte[][] eightBitPlanes(BufferedImage image, EncoderOptions options) {
        Pixels pixels = Pixels.of(image);
        MemoryBudget budget = new MemoryBudget(1 << 28, 0, 0, 8, () -> {});
        try (MemoryBudget.Account account = budget.open();
                MemoryBudget.Reservation memory = account.reserve(EightBitFiller.memory(pixels));
                Kernels kernels = new Kernels();
                WholePlanes whole = new WholePlanes(pixels.width(), pixels.height(), Byte.BYTES)) {
            return EightBitFiller.with(memory, kernels, options, pixels, filler -> {
                filler.colour(whole.planes());
                byte[][] planes = new byte[3][];
                for (int plane = 0; plane < 3; plane++) {
                    int width = plane == 0 ? whole.width() : whole.width() / 2;
                    int height = plane == 0 ? whole.height() : whole.height() / 2;
                    planes[plane] = new byte[width * height];
                    byte[] row = new byte[width];
                    for (int y = 0; y < height; y++) {
                        whole.row(plane, y, row);
                        System.arraycopy(row, 0, planes[plane], y * width, width);
                    }
                }
                return planes;
            });
        }
    }

    private static EncoderOptions options(Profile profile) {
        return EncoderOptions.builder()
                .qp(24)
                .profile(profile)
                .device(Device.CPU)
                .build();
    }

    /** {@code offset + sum * 1023 / (65536 * 65535 * pixels)}, rounded half up. */
    private static int level(long sum, int pixels, int offset) {
        BigDecimal level = new BigDecimal(BigInteger.valueOf(sum).multiply(BigInteger.valueOf(1023)))
                .add(new BigDecimal(SCALE.multiply(BigInteger.valueOf((long) pixels * offset))));
        BigDecimal divisor = new BigDecimal(SCALE.multiply(BigInteger.valueOf(pixels)));
        return level.divide(divisor, 0, RoundingMode.HALF_UP).intValueExact();
    }

    @ParameterizedTest
    @CsvSource({"34, 20", "33, 21", "1, 1", "2, 5", "7, 1"})
    void conversionIsExact(int width, int height) {
        for (int seed = 0; seed < 4; seed++) {
            BufferedImage image = seed == 0
                    ? DeepPictures.draw(
                            width,
                            height,
                            java.awt.color.ColorSpace.getInstance(java.awt.color.ColorSpace.CS_sRGB),
                            false,
                            (x, y, band) -> (x / 2 + y / 2 >> band) % 2)
                    : DeepPictures.noise(width, height, false, seed);
            short[][] planes = planes(image, options(Profile.OFF));
            int evenWidth = width + width % 2;
            int evenHeight = height + height % 2;
            for (int y = 0; y < evenHeight; y += 2) {
                for (int x = 0; x < evenWidth; x += 2) {
                    long[] four = new long[3];
                    for (int k = 0; k < 4; k++) {
                        int[] rgb = image.getRaster()
                                .getPixel(
                                        Math.min(x + k % 2, width - 1), Math.min(y + k / 2, height - 1), (int[]) null);
                        for (int band = 0; band < 3; band++) {
                            four[band] += rgb[band];
                        }
                        assertThat(planes[0][(y + k / 2) * evenWidth + x + k % 2])
                                .isEqualTo((short) level(19595L * rgb[0] + 38470L * rgb[1] + 7471L * rgb[2], 1, 0));
                    }
                    int at = y / 2 * (evenWidth / 2) + x / 2;
                    int cb = level(-11058 * four[0] - 21710 * four[1] + 32768 * four[2], 4, 512);
                    int cr = level(32768 * four[0] - 27439 * four[1] - 5329 * four[2], 4, 512);
                    assertThat(planes[1][at]).isEqualTo((short) Math.min(1023, cb));
                    assertThat(planes[2][at]).isEqualTo((short) Math.min(1023, cr));
                }
            }
        }
    }

    @Test
    void whatTheNetworkChangesIsAddedOnTop() {
        for (BufferedImage image :
                new BufferedImage[] {DeepPictures.noise(365, 331, false, 5), DeepPictures.waves(97, 50, false)}) {
            short[][] plain = planes(image, options(Profile.OFF));
            short[][] edited = planes(image, options(Profile.MACHINE));
            byte[][] plainBytes = eightBitPlanes(image, options(Profile.OFF));
            byte[][] editedBytes = eightBitPlanes(image, options(Profile.MACHINE));
            AtomicInteger changed = new AtomicInteger();
            for (int plane = 0; plane < 3; plane++) {
                for (int i = 0; i < plain[plane].length; i++) {
                    int change = (editedBytes[plane][i] & 255) - (plainBytes[plane][i] & 255);
                    changed.addAndGet(change == 0 ? 0 : 1);
                    assertThat(edited[plane][i])
                            .isEqualTo((short) Math.max(0, Math.min(1023, plain[plane][i] + 4 * change)));
                }
            }
            assertThat(changed.get()).isPositive();
        }
    }

    @Test
    void whatIsBeyondThePictureRepeatsItsEdge() {
        BufferedImage image = DeepPictures.noise(3, 5, false, 9);
        Pixels pixels = Pixels.of(image);
        EncoderOptions options = options(Profile.OFF);
        try (WholePlanes whole = new WholePlanes(16, 16, Short.BYTES)) {
            new TenBitFiller(null, new Kernels(), options, pixels).colour(whole.planes());
            short[] luma = samples(whole.planes().y(), 256);
            short[] cb = samples(whole.planes().u(), 64);
            for (int i = 0; i < 256; i++) {
                assertThat(luma[i]).isEqualTo(luma[Math.min(i / 16, 4) * 16 + Math.min(i % 16, 2)]);
            }
            for (int i = 0; i < 64; i++) {
                assertThat(cb[i]).isEqualTo(cb[Math.min(i / 8, 2) * 8 + Math.min(i % 8, 1)]);
            }
        }
    }
}
