package org.mvjpeg.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Point;
import java.awt.Rectangle;
import java.awt.color.ColorSpace;
import java.awt.image.BandedSampleModel;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferDouble;
import java.awt.image.DataBufferFloat;
import java.awt.image.DataBufferInt;
import java.awt.image.DataBufferShort;
import java.awt.image.DataBufferUShort;
import java.awt.image.DirectColorModel;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.awt.image.SampleModel;
import java.awt.image.WritableRaster;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images of more than 8 bits in the layouts that Java has. */
class DeepSamplesTest {
    private static final int WIDTH = 13;
    private static final int HEIGHT = 6;
    private static final ColorSpace SRGB = ColorSpace.getInstance(ColorSpace.CS_sRGB);
    private static final ColorSpace GRAY = ColorSpace.getInstance(ColorSpace.CS_GRAY);

    /** Red, green, blue and alpha (65535 where there is none) as 16 bits. */
    private static int[] rgba(Pixels pixels, int x, int y) {
        DeepSamples deep = pixels.deepSamples();
        int at = deep.offset() + y * deep.rowStride() + x * deep.pixelStride();
        return new int[] {
            deep.array()[at + deep.red()] & 0xFFFF,
            deep.array()[at + deep.green()] & 0xFFFF,
            deep.array()[at + deep.blue()] & 0xFFFF,
            deep.alpha() < 0 ? 0xFFFF : deep.array()[at + deep.alpha()] & 0xFFFF
        };
    }

    private static BufferedImage image(ColorModel model, SampleModel layout, DataBuffer data) {
        return new BufferedImage(model, Raster.createWritableRaster(layout, data, null), false, null);
    }

    private static ComponentColorModel model(ColorSpace space, boolean alpha, boolean premultiplied, int type) {
        return new ComponentColorModel(
                space, alpha, premultiplied, alpha ? ColorModel.TRANSLUCENT : ColorModel.OPAQUE, type);
    }

    @Test
    void interleavedSamplesAreShared() {
        BufferedImage image = DeepPictures.noise(WIDTH, HEIGHT, true, 1);
        Pixels pixels = Pixels.of(image);
        assertThat(pixels.isDeep()).isTrue();
        assertThat(pixels.hasAlpha()).isTrue();
        assertThat(pixels.deepSamples().array())
                .isSameAs(((DataBufferUShort) image.getRaster().getDataBuffer()).getData());
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            assertThat(rgba(pixels, i % WIDTH, i / WIDTH))
                    .isEqualTo(image.getRaster().getPixel(i % WIDTH, i / WIDTH, (int[]) null));
        }
    }

    @Test
    void regionsStepsAndParentsAreFollowed() {
        BufferedImage parent = DeepPictures.noise(40, 30, false, 2);
        BufferedImage image = parent.getSubimage(3, 4, 30, 20);
        Pixels pixels = Pixels.of(image, new Rectangle(5, 6, 21, 11), 4, 3);
        assertThat(pixels.width()).isEqualTo(6);
        assertThat(pixels.height()).isEqualTo(4);
        for (int y = 0; y < 4; y++) {
            for (int x = 0; x < 6; x++) {
                int[] expected = parent.getRaster().getPixel(8 + 4 * x, 10 + 3 * y, (int[]) null);
                assertThat(rgba(pixels, x, y)).startsWith(expected);
                for (int c = 0; c < 3; c++) {
                    Interleaved bytes = pixels.samples();
                    int at = (y * 6 + x) * bytes.pixelStride() + c;
                    assertThat(((byte[]) bytes.array())[at] & 255).isEqualTo((int) Math.round(expected[c] / 257.0));
                }
            }
        }
    }

    @Test
    void bandsInBanksOfTheirOwnAndInOtherOrdersAreRead() {
        Random random = new Random(3);
        short[][] banks = new short[3][WIDTH * HEIGHT];
        for (short[] bank : banks) {
            for (int i = 0; i < bank.length; i++) {
                bank[i] = (short) random.nextInt();
            }
        }
        BufferedImage banded = image(
                model(SRGB, false, false, DataBuffer.TYPE_USHORT),
                new BandedSampleModel(DataBuffer.TYPE_USHORT, WIDTH, HEIGHT, 3),
                new DataBufferUShort(banks, WIDTH * HEIGHT));
        short[] one = new short[3 * WIDTH * HEIGHT];
        for (int i = 0; i < one.length; i++) {
            one[i] = banks[2 - i % 3][i / 3];
        }
        BufferedImage reversed = image(
                model(SRGB, false, false, DataBuffer.TYPE_USHORT),
                new PixelInterleavedSampleModel(
                        DataBuffer.TYPE_USHORT, WIDTH, HEIGHT, 3, 3 * WIDTH, new int[] {2, 1, 0}),
                new DataBufferUShort(one, one.length));
        BufferedImage planar = image(
                model(SRGB, false, false, DataBuffer.TYPE_USHORT),
                new ComponentSampleModel(DataBuffer.TYPE_USHORT, 2, 2, 1, 2, new int[] {0, 4, 8}),
                new DataBufferUShort(new short[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, 12));
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            int[] expected = {banks[0][i] & 0xFFFF, banks[1][i] & 0xFFFF, banks[2][i] & 0xFFFF, 0xFFFF};
            assertThat(rgba(Pixels.of(banded), i % WIDTH, i / WIDTH)).isEqualTo(expected);
            assertThat(rgba(Pixels.of(reversed), i % WIDTH, i / WIDTH)).isEqualTo(expected);
        }
        assertThat(rgba(Pixels.of(planar), 1, 1)).containsExactly(4, 8, 12, 0xFFFF);
    }

    @Test
    void grayIsOneSampleForAllColours() {
        BufferedImage image = new BufferedImage(256, 256, BufferedImage.TYPE_USHORT_GRAY);
        for (int i = 0; i < 65536; i++) {
            image.getRaster().setSample(i % 256, i / 256, 0, i);
        }
        Pixels pixels = Pixels.of(image);
        for (int i = 0; i < 65536; i++) {
            assertThat(rgba(pixels, i % 256, i / 256)).containsExactly(i, i, i, 0xFFFF);
        }
    }

    @Test
    void floatsAndDoublesSpanZeroToOne() {
        float[] floats = {0, 0.25f, 1, 1.5f, -0.5f, Float.NaN};
        double[] doubles = {0, 0.25, 1, 1.5, -0.5, Double.NaN};
        int[] expected = {0, 16384, 65535, 65535, 0, 0};
        ComponentSampleModel ofFloats = new ComponentSampleModel(DataBuffer.TYPE_FLOAT, 6, 1, 1, 6, new int[] {0});
        ComponentSampleModel ofDoubles = new ComponentSampleModel(DataBuffer.TYPE_DOUBLE, 6, 1, 1, 6, new int[] {0});
        Pixels single = Pixels.of(
                image(model(GRAY, false, false, DataBuffer.TYPE_FLOAT), ofFloats, new DataBufferFloat(floats, 6)));
        Pixels twice = Pixels.of(
                image(model(GRAY, false, false, DataBuffer.TYPE_DOUBLE), ofDoubles, new DataBufferDouble(doubles, 6)));
        for (int x = 0; x < 6; x++) {
            assertThat(rgba(single, x, 0)[0]).isEqualTo(expected[x]);
            assertThat(rgba(twice, x, 0)[1]).isEqualTo(expected[x]);
        }
    }

    @Test
    void integersOf32BitsAreUnsignedAndShortsSigned() {
        int[] ints = {0, 0x7FFFFFFF, 0x80000000, -1};
        Pixels pixels = Pixels.of(image(
                model(GRAY, false, false, DataBuffer.TYPE_INT),
                new ComponentSampleModel(DataBuffer.TYPE_INT, 4, 1, 1, 4, new int[] {0}),
                new DataBufferInt(ints, 4)));
        assertThat(rgba(pixels, 0, 0)[0]).isZero();
        assertThat(rgba(pixels, 1, 0)[0]).isEqualTo(32767);
        assertThat(rgba(pixels, 2, 0)[0]).isEqualTo(32768);
        assertThat(rgba(pixels, 3, 0)[0]).isEqualTo(65535);
        short[] shorts = {-5, 0, 16384, 32767};
        pixels = Pixels.of(image(
                model(GRAY, false, false, DataBuffer.TYPE_SHORT),
                new ComponentSampleModel(DataBuffer.TYPE_SHORT, 4, 1, 1, 4, new int[] {0}),
                new DataBufferShort(shorts, 4)));
        assertThat(rgba(pixels, 0, 0)[0]).isZero();
        assertThat(rgba(pixels, 2, 0)[0]).isEqualTo(32769);
        assertThat(rgba(pixels, 3, 0)[0]).isEqualTo(65535);
    }

    /** Java itself takes such gray for linear light, and shows it brighter than that of bytes. */
    @ParameterizedTest
    @ValueSource(
            ints = {
                DataBuffer.TYPE_BYTE,
                DataBuffer.TYPE_USHORT,
                DataBuffer.TYPE_SHORT,
                DataBuffer.TYPE_INT,
                DataBuffer.TYPE_FLOAT,
                DataBuffer.TYPE_DOUBLE
            })
    void grayOfAnyTypeIsAsBrightAsThatOfBytes(int type) {
        double white =
                switch (type) {
                    case DataBuffer.TYPE_BYTE -> 255;
                    case DataBuffer.TYPE_USHORT -> 65535;
                    case DataBuffer.TYPE_SHORT -> 32767;
                    case DataBuffer.TYPE_INT -> 4294967295.0;
                    default -> 1;
                };
        ComponentColorModel model = model(GRAY, false, false, type);
        WritableRaster raster =
                Raster.createWritableRaster(new ComponentSampleModel(type, 256, 1, 1, 256, new int[] {0}), new Point());
        for (int x = 0; x < 256; x++) {
            double sample = white * x / 255;
            if (white == 1) {
                raster.setSample(x, 0, 0, sample);
            } else {
                raster.setSample(x, 0, 0, (int) Math.round(sample));
            }
        }
        Interleaved samples =
                Pixels.of(new BufferedImage(model, raster, false, null)).samples();
        byte[] bytes = samples.packedBytes();
        for (int x = 0; x < 256; x++) {
            assertThat(bytes[x * samples.pixelStride() + samples.green()] & 255).isEqualTo(x);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 12, 14})
    void samplesWithSpareBitsAreStretched(int bits) {
        int most = (1 << bits) - 1;
        ComponentColorModel model = new ComponentColorModel(
                SRGB, new int[] {bits, bits, bits}, false, false, ColorModel.OPAQUE, DataBuffer.TYPE_USHORT);
        WritableRaster raster = model.createCompatibleWritableRaster(1, 1);
        raster.setPixel(0, 0, new int[] {most, most / 3, 0});
        assertThat(rgba(Pixels.of(new BufferedImage(model, raster, false, null)), 0, 0))
                .containsExactly(65535, (int) Math.round(most / 3 * 65535.0 / most), 0, 65535);
    }

    @Test
    void tenBitsPackedIntoAnIntAreRead() {
        DirectColorModel model = new DirectColorModel(30, 0x3FF00000, 0xFFC00, 0x3FF);
        WritableRaster raster = model.createCompatibleWritableRaster(1, 1);
        raster.setPixel(0, 0, new int[] {1023, 300, 7});
        Pixels pixels = Pixels.of(new BufferedImage(model, raster, false, null));
        assertThat(pixels.isDeep()).isTrue();
        assertThat(rgba(pixels, 0, 0)).containsExactly(65535, 19218, 448, 65535);
    }

    @Test
    void premultipliedColoursAreDivided() {
        ComponentColorModel model = model(SRGB, true, true, DataBuffer.TYPE_USHORT);
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_USHORT, 2, 1, 4, new Point());
        raster.setPixel(0, 0, new int[] {8192, 16384, 32768, 32768});
        raster.setPixel(1, 0, new int[] {5, 6, 7, 0});
        Pixels pixels = Pixels.of(new BufferedImage(model, raster, true, null));
        assertThat(rgba(pixels, 0, 0)).containsExactly(16384, 32768, 65535, 32768);
        assertThat(rgba(pixels, 1, 0)).containsExactly(0, 0, 0, 0);
    }

    @Test
    void opaqueAlphaIsNone() {
        BufferedImage opaque = DeepPictures.draw(4, 4, SRGB, true, (x, y, band) -> band == 3 ? 1 : 0.1 * x + 0.2 * y);
        assertThat(Pixels.of(opaque).hasAlpha()).isFalse();
        opaque.getRaster().setSample(3, 3, 3, 65534);
        assertThat(Pixels.of(opaque).hasAlpha()).isTrue();
    }

    @Test
    void whatHasEightBitsIsNotDeep() {
        for (int type = BufferedImage.TYPE_INT_RGB; type <= BufferedImage.TYPE_BYTE_INDEXED; type++) {
            assertThat(Pixels.of(new BufferedImage(4, 4, type)).isDeep())
                    .as("type %d", type)
                    .isEqualTo(type == BufferedImage.TYPE_USHORT_GRAY);
        }
    }
}
