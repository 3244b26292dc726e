package org.mvjpeg.imageio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Point;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RasterImagesTest {
    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 3", "4, 4"})
    void everyNumberOfBandsKeepsItsSamples(int bands, int expectedBands) {
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 9, 7, bands, new Point(-3, 4));
        fill(raster, 255);
        BufferedImage image = RasterImages.copy(raster, new Rectangle(-1, 5, 5, 4), null);
        assertThat(image.getSampleModel().getNumBands()).isEqualTo(expectedBands);
        for (int y = 0; y < 4; y++) {
            for (int x = 0; x < 5; x++) {
                assertThat(image.getRaster().getPixel(x, y, (int[]) null))
                        .isEqualTo(raster.getPixel(x - 1, y + 5, (int[]) null));
            }
        }
    }

    @Test
    void bandsAreTakenInTheirOrder() {
        BufferedImage source = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        source.setRGB(0, 0, 0x102030);
        BufferedImage image = RasterImages.copy(source.getRaster(), new Rectangle(1, 1), new int[] {2, 1, 0});
        assertThat(image.getRGB(0, 0)).isEqualTo(0xff302010);
        BufferedImage green = RasterImages.copy(source.getRaster(), new Rectangle(1, 1), new int[] {1});
        assertThat(green.getRaster().getSample(0, 0, 0)).isEqualTo(0x20);
    }

    @ParameterizedTest
    @CsvSource({"1, false", "2, true", "3, false", "4, true"})
    void sixteenBitsAreKept(int bands, boolean alpha) {
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_USHORT, 9, 7, bands, new Point(-3, 4));
        fill(raster, 65535);
        BufferedImage image = RasterImages.copy(raster, new Rectangle(-1, 5, 5, 4), null);
        assertThat(image.getColorModel().hasAlpha()).isEqualTo(alpha);
        assertThat(image.getColorModel().getComponentSize(0)).isEqualTo(16);
        assertThat(image.getRaster().getPixels(0, 0, 5, 4, (int[]) null))
                .isEqualTo(raster.getPixels(-1, 5, 5, 4, (int[]) null));
    }

    @Test
    void elevenBitsAreStretchedToSixteen() {
        WritableRaster raster = Raster.createPackedRaster(DataBuffer.TYPE_INT, 1, 1, new int[] {0x7FF}, null);
        for (int sample : new int[] {0, 1, 1000, 2047}) {
            raster.setSample(0, 0, 0, sample);
            BufferedImage image = RasterImages.copy(raster, raster.getBounds(), null);
            assertThat(image.getRaster().getSample(0, 0, 0)).isEqualTo((int) Math.round(sample * 65535 / 2047.0));
        }
    }

    @Test
    void fewerBitsAreStretched() {
        BufferedImage source = new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_565_RGB);
        source.setRGB(0, 0, 0xffffff);
        BufferedImage image = RasterImages.copy(source.getRaster(), new Rectangle(1, 1), null);
        assertThat(image.getRGB(0, 0)).isEqualTo(0xffffffff);
    }

    @Test
    void whatCannotBeCodedIsNamed() {
        Raster five = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 1, 1, 5, null);
        assertThatThrownBy(() -> RasterImages.copy(five, five.getBounds(), null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("5 bands");
        Raster deep = Raster.createInterleavedRaster(DataBuffer.TYPE_USHORT, 1, 1, 5, null);
        assertThatThrownBy(() -> RasterImages.copy(deep, deep.getBounds(), null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("5 bands");
        Raster floats = Raster.createBandedRaster(DataBuffer.TYPE_INT, 1, 1, 1, null);
        assertThatThrownBy(() -> RasterImages.copy(floats, floats.getBounds(), null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("32 bits");
    }

    private static void fill(WritableRaster raster, int maximum) {
        for (int y = 0; y < raster.getHeight(); y++) {
            for (int x = 0; x < raster.getWidth(); x++) {
                for (int b = 0; b < raster.getNumBands(); b++) {
                    int sample = (x * 31 + y * 57 + b * 91) % (maximum + 1);
                    raster.setSample(x + raster.getMinX(), y + raster.getMinY(), b, sample);
                }
            }
        }
    }
}
