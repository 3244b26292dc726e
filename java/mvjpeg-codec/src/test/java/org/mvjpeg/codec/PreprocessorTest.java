package org.mvjpeg.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreprocessorTest {
    private static final Preprocessor PREPROCESSOR = new Preprocessor();
    private static final int WIDTH = 401;
    private static final int HEIGHT = 333;

    @AfterAll
    static void close() {
        PREPROCESSOR.close();
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void aFlatPictureIsItself(Profile profile) {
        for (int rgb : new int[] {0, 0xFFFFFF, 0x3A7F11}) {
            for (int side : new int[] {1, 17, 400}) {
                BufferedImage flat = Drawings.flat(side, side, rgb);
                for (int qp : new int[] {0, 26, 38, 51}) {
                    assertThat(PREPROCESSOR.process(flat, options(profile, qp))).isSameAs(flat);
                }
            }
        }
    }

    @Test
    void withoutANetworkEveryPictureIsItself() {
        BufferedImage noise = Drawings.noise(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR, 1);
        assertThat(PREPROCESSOR.process(noise, options(Profile.OFF, 40))).isSameAs(noise);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                BufferedImage.TYPE_INT_RGB,
                BufferedImage.TYPE_INT_BGR,
                BufferedImage.TYPE_INT_ARGB,
                BufferedImage.TYPE_3BYTE_BGR,
                BufferedImage.TYPE_4BYTE_ABGR
            })
    void allLayoutsOfColourGiveTheSameSamplesInTheirOwnLayout(int type) {
        BufferedImage scene = Drawings.scene(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, type);
        image.createGraphics().drawImage(scene, 0, 0, null);
        BufferedImage expected = PREPROCESSOR.process(scene, options(Profile.MACHINE, 34));
        BufferedImage actual = PREPROCESSOR.process(image, options(Profile.MACHINE, 34));
        assertThat(actual).isNotSameAs(image);
        assertThat(actual.getType()).isEqualTo(type);
        assertThat(rgb(actual)).isEqualTo(rgb(expected)).isNotEqualTo(rgb(scene));
    }

    @Test
    void alphaIsKept() {
        BufferedImage image = Drawings.noise(WIDTH, HEIGHT, BufferedImage.TYPE_INT_ARGB, 2);
        BufferedImage changed = PREPROCESSOR.process(image, options(Profile.MACHINE, 34));
        assertThat(changed).isNotSameAs(image);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                assertThat(changed.getRGB(x, y) >>> 24).isEqualTo(image.getRGB(x, y) >>> 24);
            }
        }
    }

    @Test
    void grayStaysGray() {
        BufferedImage gray = Drawings.scene(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
        BufferedImage changed = PREPROCESSOR.process(gray, options(Profile.MACHINE, 34));
        assertThat(changed.getType()).isEqualTo(BufferedImage.TYPE_BYTE_GRAY);
        assertThat(changed).isNotSameAs(gray);
    }

    /** The reference is what the kernel writes for an encoder: planes of the changed image are those of the network, but for rounding to RGB. */
    @ParameterizedTest
    @EnumSource(names = {"MACHINE", "DETECTION", "HUMAN"})
    void thePlanesOfTheResultAreTheNetworks(Profile profile) {
        BufferedImage image = Drawings.scene(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
        EncoderOptions options = options(profile, 34);
        BufferedImage changed = PREPROCESSOR.process(image, options);
        byte[][] wanted = planes(image, options);
        byte[][] got = planes(changed, options(Profile.OFF, 34));
        byte[][] before = planes(image, options(Profile.OFF, 34));
        for (int p = 0; p < 3; p++) {
            double error = distance(wanted[p], got[p]);
            double change = distance(wanted[p], before[p]);
            assertThat(error).as("plane " + p).isLessThanOrEqualTo(Math.max(0.1, change / 2));
        }
    }

    @Test
    void aRegionWithStepsIsTheSameAsItsCopy() {
        BufferedImage image = Drawings.scene(900, 800, BufferedImage.TYPE_INT_RGB);
        Rectangle region = new Rectangle(31, 17, 801, 700);
        BufferedImage copy = new BufferedImage(401, 234, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 234; y++) {
            for (int x = 0; x < 401; x++) {
                copy.setRGB(x, y, image.getRGB(31 + 2 * x, 17 + 3 * y));
            }
        }
        EncoderOptions options = options(Profile.MACHINE, 36);
        assertThat(rgb(PREPROCESSOR.process(image, region, 2, 3, options).orElseThrow()))
                .isEqualTo(rgb(PREPROCESSOR.process(copy, options)));
    }

    @Test
    void tiledImagesAreTakenWhereTheyLie() {
        BufferedImage scene = Drawings.scene(500, 400, BufferedImage.TYPE_3BYTE_BGR);
        TiledImage tiled = new TiledImage(scene, -7, 5, 64, 48);
        Rectangle bounds = new Rectangle(tiled.getMinX(), tiled.getMinY(), tiled.getWidth(), tiled.getHeight());
        EncoderOptions options = options(Profile.MACHINE, 36);
        assertThat(rgb(PREPROCESSOR.process(tiled, bounds, 1, 1, options).orElseThrow()))
                .isEqualTo(rgb(PREPROCESSOR.process(scene, options)));
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                BufferedImage.TYPE_INT_ARGB_PRE,
                BufferedImage.TYPE_4BYTE_ABGR_PRE,
                BufferedImage.TYPE_USHORT_565_RGB,
                BufferedImage.TYPE_USHORT_555_RGB,
                BufferedImage.TYPE_USHORT_GRAY,
                BufferedImage.TYPE_BYTE_BINARY,
                BufferedImage.TYPE_BYTE_INDEXED
            })
    void otherLayoutsAreRefused(int type) {
        BufferedImage image = new BufferedImage(8, 8, type);
        assertThat(Preprocessor.accepts(image)).isFalse();
        assertThatThrownBy(() -> PREPROCESSOR.process(image, options(Profile.MACHINE, 30)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("8-bit");
    }

    @Test
    void inksAreRefused() {
        BufferedImage image = new BufferedImage(
                new ComponentColorModel(new PlainCmyk(), false, false, 1, DataBuffer.TYPE_BYTE),
                Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 8, 8, 4, null),
                false,
                null);
        assertThat(Preprocessor.accepts(image)).isFalse();
    }

    @Test
    void manyThreadsGetTheSameSamples() throws Exception {
        BufferedImage image = Drawings.scene(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        int[] expected = rgb(PREPROCESSOR.process(image, options(Profile.MACHINE, 34)));
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            List<Future<int[]>> results = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                results.add(pool.submit(() -> rgb(PREPROCESSOR.process(image, options(Profile.MACHINE, 34)))));
            }
            for (Future<int[]> result : results) {
                assertThat(result.get()).isEqualTo(expected);
            }
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void aClosedOneSaysSo() {
        Preprocessor closed = new Preprocessor();
        closed.close();
        BufferedImage image = Drawings.scene(64, 64, BufferedImage.TYPE_INT_RGB);
        assertThatThrownBy(() -> closed.process(image, options(Profile.MACHINE, 34)))
                .isInstanceOf(IllegalStateException.class);
    }

    private static EncoderOptions options(Profile profile, int qp) {
        return EncoderOptions.builder().profile(profile).qp(qp).build();
    }

    private static int[] rgb(BufferedImage image) {
        int[] rgb = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] &= 0xFFFFFF;
        }
        return rgb;
    }

    private static byte[][] planes(BufferedImage image, EncoderOptions options) {
        try (Kernels kernels = new Kernels();
                WholePlanes planes = new WholePlanes(image.getWidth(), image.getHeight(), Byte.BYTES);
                MemoryBudget.Account account = MemoryCeiling.shared().open()) {
            Interleaved samples = Pixels.of(image).samples();
            try (MemoryBudget.Reservation reserved = account.reserve(StagingBuffer.memory(samples))) {
                StagingBuffer.with(reserved, samples, staged -> {
                    kernels.process(
                            NetworkRun.beforeOthers(options),
                            MvjpegEncoder.source(staged, samples, false),
                            planes.planes());
                    return null;
                });
            }
            int width = planes.width();
            int height = planes.height();
            byte[][] all = {new byte[width * height], new byte[width * height / 4], new byte[width * height / 4]};
            byte[] y = new byte[width];
            byte[] u = new byte[width / 2];
            byte[] v = new byte[width / 2];
            for (int row = 0; row < height; row++) {
                planes.row(0, row, y);
                System.arraycopy(y, 0, all[0], row * width, width);
                if (row % 2 == 0) {
                    planes.row(1, row / 2, u);
                    planes.row(2, row / 2, v);
                    System.arraycopy(u, 0, all[1], row / 2 * (width / 2), width / 2);
                    System.arraycopy(v, 0, all[2], row / 2 * (width / 2), width / 2);
                }
            }
            return all;
        }
    }

    /** Mean absolute difference. */
    private static double distance(byte[] a, byte[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.abs((a[i] & 255) - (b[i] & 255));
        }
        return sum / a.length;
    }
}
