package org.mvjpeg.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.Point;
import java.awt.Rectangle;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BandedSampleModel;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DirectColorModel;
import java.awt.image.Raster;
import java.awt.image.RenderedImage;
import java.awt.image.WritableRaster;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PixelsTest {
    /** ARGB of a pixel as the kernel sees it. */
    private static int argb(Pixels pixels, int x, int y) {
        Interleaved view = pixels.samples();
        long at = view.offset() + y * view.rowStride() + (long) x * view.pixelStride();
        int alpha = view.alpha() < 0 ? 255 : sample(view, at + view.alpha());
        return alpha << 24
                | sample(view, at + view.red()) << 16
                | sample(view, at + view.green()) << 8
                | sample(view, at + view.blue());
    }

    private static int sample(Interleaved view, long at) {
        if (view.array() instanceof byte[] bytes) {
            return bytes[(int) at] & 255;
        }
        int shift = (int) (at % 4) * 8;
        return ((int[]) view.array())[(int) (at / 4)] >> shift & 255;
    }

    private static void assertSameAsGetRgb(Pixels pixels, BufferedImage image, int x0, int y0) {
        for (int y = 0; y < pixels.height(); y++) {
            for (int x = 0; x < pixels.width(); x++) {
                assertThat(argb(pixels, x, y)).as("(%d, %d)", x, y).isEqualTo(image.getRGB(x0 + x, y0 + y));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                BufferedImage.TYPE_INT_RGB,
                BufferedImage.TYPE_INT_ARGB,
                BufferedImage.TYPE_INT_ARGB_PRE,
                BufferedImage.TYPE_INT_BGR,
                BufferedImage.TYPE_3BYTE_BGR,
                BufferedImage.TYPE_4BYTE_ABGR,
                BufferedImage.TYPE_4BYTE_ABGR_PRE,
                BufferedImage.TYPE_USHORT_565_RGB,
                BufferedImage.TYPE_USHORT_555_RGB,
                BufferedImage.TYPE_BYTE_BINARY,
                BufferedImage.TYPE_BYTE_INDEXED
            })
    void colourTypesGiveWhatGetRgbGives(int type) {
        BufferedImage image = Drawings.noise(37, 23, type, type);

        Pixels pixels = Pixels.of(image);

        assertThat(pixels.width()).isEqualTo(37);
        assertThat(pixels.height()).isEqualTo(23);
        assertThat(pixels.hasAlpha()).isEqualTo(image.getColorModel().hasAlpha());
        assertThat(pixels.iccProfile()).isEmpty();
        assertSameAsGetRgb(pixels, image, 0, 0);
        BufferedImage part = image.getSubimage(5, 3, 20, 11);
        assertSameAsGetRgb(Pixels.of(part), part, 0, 0);
        assertSameAsGetRgb(Pixels.of(part, new Rectangle(2, 1, 9, 7), 1, 1), part, 2, 1);
    }

    @Test
    void commonTypesShareTheImagesArray() {
        for (int type : new int[] {1, 2, 4, 5, 6, 10}) {
            BufferedImage image = new BufferedImage(8, 8, type);
            DataBuffer buffer = image.getRaster().getDataBuffer();
            Object array = buffer instanceof DataBufferByte bytes
                    ? bytes.getData()
                    : ((java.awt.image.DataBufferInt) buffer).getData();
            assertThat(Pixels.of(image).samples().array()).as("type %d", type).isSameAs(array);
        }
    }

    @Test
    void byteGrayGivesItsRawSamples() {
        BufferedImage image = new BufferedImage(256, 1, BufferedImage.TYPE_BYTE_GRAY);
        for (int x = 0; x < 256; x++) {
            image.getRaster().setSample(x, 0, 0, x);
        }

        Pixels pixels = Pixels.of(image);

        for (int x = 0; x < 256; x++) {
            assertThat(argb(pixels, x, 0)).isEqualTo(0xFF000000 | x * 0x010101);
        }
    }

    @Test
    void ushortGrayIsRoundedToItsHighByte() {
        BufferedImage image = new BufferedImage(257, 255, BufferedImage.TYPE_USHORT_GRAY);
        for (int i = 0; i < 257 * 255; i++) {
            image.getRaster().setSample(i % 257, i / 257, 0, i);
        }

        Pixels pixels = Pixels.of(image);

        for (int i = 0; i < 257 * 255; i++) {
            int value = (int) Math.round(i * 255 / 65535.0);
            assertThat(argb(pixels, i % 257, i / 257)).isEqualTo(0xFF000000 | value * 0x010101);
        }
    }

    @Test
    void sixteenBitRgbIsRounded() {
        ColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false, ColorModel.OPAQUE, DataBuffer.TYPE_USHORT);
        WritableRaster raster = model.createCompatibleWritableRaster(9, 5);
        Random random = new Random(1);
        for (int i = 0; i < 9 * 5 * 3; i++) {
            raster.setSample(i / 3 % 9, i / 27, i % 3, random.nextInt(65536));
        }

        Pixels pixels = Pixels.of(new BufferedImage(model, raster, false, null));

        for (int y = 0; y < 5; y++) {
            for (int x = 0; x < 9; x++) {
                for (int c = 0; c < 3; c++) {
                    assertThat(argb(pixels, x, y) >> 16 - 8 * c & 255)
                            .isEqualTo((int) Math.round(raster.getSample(x, y, c) / 257.0));
                }
            }
        }
    }

    @Test
    void opaqueAlphaIsNone() {
        for (int type : new int[] {BufferedImage.TYPE_INT_ARGB, BufferedImage.TYPE_4BYTE_ABGR_PRE}) {
            BufferedImage image = Drawings.scene(20, 20, type);
            assertThat(Pixels.of(image).hasAlpha()).isFalse();
            image.setRGB(19, 19, 0xFE000000);
            assertThat(Pixels.of(image).hasAlpha()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {BufferedImage.TYPE_INT_ARGB, BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_BYTE_INDEXED})
    void stepsTakeTheFirstOfEachGroup(int type) {
        BufferedImage image = Drawings.noise(31, 17, type, 3);

        Pixels pixels = Pixels.of(image, new Rectangle(4, 2, 26, 15), 3, 4);

        assertThat(pixels.width()).isEqualTo(9);
        assertThat(pixels.height()).isEqualTo(4);
        for (int y = 0; y < 4; y++) {
            for (int x = 0; x < 9; x++) {
                assertThat(argb(pixels, x, y)).isEqualTo(image.getRGB(4 + 3 * x, 2 + 4 * y));
            }
        }
    }

    @Test
    void tilesAndNegativeOriginsCount() {
        BufferedImage whole = Drawings.noise(50, 40, BufferedImage.TYPE_3BYTE_BGR, 9);
        RenderedImage tiled = new TiledImage(whole, -7, 11, 16, 16);

        assertSameAsGetRgb(Pixels.of(tiled), whole, 0, 0);
        assertSameAsGetRgb(Pixels.of(tiled, new Rectangle(-2, 15, 30, 20), 1, 1), whole, 5, 4);
    }

    @Test
    void anRgbProfileIsKeptAndItsSamplesAreNotConverted() {
        ICC_Profile linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB);
        ColorModel model = new ComponentColorModel(
                new ICC_ColorSpace(linear), false, false, ColorModel.OPAQUE, DataBuffer.TYPE_BYTE);
        WritableRaster raster = model.createCompatibleWritableRaster(3, 1);
        raster.setPixel(1, 0, new int[] {10, 20, 30});

        Pixels pixels = Pixels.of(new BufferedImage(model, raster, false, null));

        assertThat(pixels.iccProfile()).contains(linear.getData());
        assertThat(argb(pixels, 1, 0)).isEqualTo(0xFF0A141E);
    }

    @Test
    void aCopyOfTheSrgbProfileIsSrgb() {
        ICC_Profile copy = ICC_Profile.getInstance(
                ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData());
        ColorModel model = new ComponentColorModel(
                new ICC_ColorSpace(copy), false, false, ColorModel.OPAQUE, DataBuffer.TYPE_BYTE);

        Pixels pixels = Pixels.of(new BufferedImage(model, model.createCompatibleWritableRaster(2, 2), false, null));

        assertThat(pixels.iccProfile()).isEmpty();
    }

    @Test
    void bandsInPlanesAreGathered() {
        ColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB), true, false, ColorModel.TRANSLUCENT, DataBuffer.TYPE_BYTE);
        WritableRaster raster =
                Raster.createWritableRaster(new BandedSampleModel(DataBuffer.TYPE_BYTE, 11, 7, 4), new Point());
        BufferedImage image = new BufferedImage(model, raster, false, null);
        Random random = new Random(2);
        for (int i = 0; i < 77; i++) {
            image.setRGB(i % 11, i / 11, random.nextInt());
        }

        assertSameAsGetRgb(Pixels.of(image), image, 0, 0);
    }

    @Test
    void aColourSpaceOfFourInksIsConverted() {
        ColorModel model =
                new ComponentColorModel(new PlainCmyk(), false, false, ColorModel.OPAQUE, DataBuffer.TYPE_BYTE);
        WritableRaster raster = model.createCompatibleWritableRaster(2, 1);
        raster.setPixel(0, 0, new int[] {255, 0, 0, 0});
        raster.setPixel(1, 0, new int[] {0, 0, 0, 255});
        BufferedImage image = new BufferedImage(model, raster, false, null);

        Pixels pixels = Pixels.of(image);

        assertThat(argb(pixels, 0, 0)).isEqualTo(0xFF00FFFF);
        assertThat(argb(pixels, 1, 0)).isEqualTo(0xFF000000);
    }

    @Test
    void aProfiledSpaceThatIsNotRgbIsConvertedInBands() {
        ICC_ColorSpace xyz = (ICC_ColorSpace) ColorSpace.getInstance(ColorSpace.CS_PYCC);
        ColorModel model = new ComponentColorModel(xyz, false, false, ColorModel.OPAQUE, DataBuffer.TYPE_BYTE);
        WritableRaster raster = model.createCompatibleWritableRaster(5, 150);
        Random random = new Random(4);
        for (int i = 0; i < 5 * 150; i++) {
            raster.setPixel(i % 5, i / 5, new int[] {
                60 + random.nextInt(100), 150 + random.nextInt(10), 130 + random.nextInt(10)
            });
        }
        BufferedImage image = new BufferedImage(model, raster, false, null);

        Pixels pixels = Pixels.of(image);

        for (int y = 0; y < 150; y++) {
            for (int x = 0; x < 5; x++) {
                for (int shift = 0; shift < 24; shift += 8) {
                    assertThat(argb(pixels, x, y) >> shift & 255)
                            .isBetween(
                                    (image.getRGB(x, y) >> shift & 255) - 2, (image.getRGB(x, y) >> shift & 255) + 2);
                }
            }
        }
    }

    @Test
    void packedPixelsOfOtherOrdersAreShared() {
        DirectColorModel rgba = new DirectColorModel(32, 0xFF000000, 0xFF0000, 0xFF00, 0xFF);
        WritableRaster raster = rgba.createCompatibleWritableRaster(4, 3);
        BufferedImage image = new BufferedImage(rgba, raster, false, null);
        Random random = new Random(5);
        for (int i = 0; i < 12; i++) {
            image.setRGB(i % 4, i / 4, random.nextInt());
        }

        Pixels pixels = Pixels.of(image);

        assertThat(pixels.samples().array()).isInstanceOf(int[].class);
        assertSameAsGetRgb(pixels, image, 0, 0);
    }

    @Test
    void bytesAreReadInEveryFormatAndFromTheBottomUp() {
        byte[] bytes = new byte[64];
        new Random(6).nextBytes(bytes);
        for (PixelFormat format : PixelFormat.values()) {
            Pixels up = Pixels.of(bytes, 40, -20, format, 3, 3);
            Pixels down = Pixels.of(bytes, 0, 20, format, 3, 3);
            for (int y = 0; y < 3; y++) {
                assertThat(argb(up, 1, y)).isEqualTo(argb(down, 1, 2 - y));
            }
            int p = format.bytes();
            int at = 20 + p;
            int red = format == PixelFormat.GRAY ? 0 : format.name().indexOf('R');
            int blue = format == PixelFormat.GRAY ? 0 : format.name().indexOf('B');
            assertThat(argb(down, 1, 1) >> 16 & 255).as("%s", format).isEqualTo(bytes[at + red] & 255);
            assertThat(argb(down, 1, 1) & 255).as("%s", format).isEqualTo(bytes[at + blue] & 255);
        }
    }

    @Test
    void badArgumentsAreNamed() {
        BufferedImage image = new BufferedImage(10, 10, BufferedImage.TYPE_INT_RGB);
        byte[] bytes = new byte[300];
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pixels.of(image, new Rectangle(5, 5, 6, 5), 1, 1))
                .withMessageContaining("6x5 at 5,5");
        assertThatIllegalArgumentException().isThrownBy(() -> Pixels.of(image, new Rectangle(5, 5, 0, 5), 1, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pixels.of(image, new Rectangle(10, 10), 0, 1))
                .withMessageContaining("0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pixels.of(bytes, 0, 30, PixelFormat.RGB, 10, 11))
                .withMessageContaining("300");
        assertThatIllegalArgumentException().isThrownBy(() -> Pixels.of(bytes, -1, 30, PixelFormat.RGB, 10, 10));
        assertThatIllegalArgumentException().isThrownBy(() -> Pixels.of(bytes, 10, -30, PixelFormat.RGB, 10, 2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pixels.of(bytes, 0, 30, PixelFormat.RGB, 0, 10))
                .withMessageContaining("0x10");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pixels.of(bytes, 0, 0, PixelFormat.GRAY, 65_536, 1))
                .withMessageContaining("65535");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pixels.of(new byte[16_400], 0, 0, PixelFormat.GRAY, 16_400, 16_400))
                .withMessageContaining("268960000; 268435456 are possible");
    }
}
