package org.mvjpeg.codec;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Random;

/** 16-bit pictures drawn in code. */
final class DeepPictures {
    private DeepPictures() {}

    /** The value of a sample, 0 to 1. */
    interface Drawing {
        double at(int x, int y, int band);
    }

    /** Red, green, blue and perhaps alpha of 16 bits. */
    static BufferedImage draw(int width, int height, ColorSpace space, boolean alpha, Drawing drawing) {
        ColorModel model = new ComponentColorModel(
                space, alpha, false, alpha ? ColorModel.TRANSLUCENT : ColorModel.OPAQUE, DataBuffer.TYPE_USHORT);
        WritableRaster raster = model.createCompatibleWritableRaster(width, height);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int band = 0; band < raster.getNumBands(); band++) {
                    raster.setSample(x, y, band, (int) Math.round(65535 * drawing.at(x, y, band)));
                }
            }
        }
        return new BufferedImage(model, raster, false, null);
    }

    private static ColorSpace srgb() {
        return ColorSpace.getInstance(ColorSpace.CS_sRGB);
    }

    static BufferedImage flat(int width, int height, int sample) {
        return draw(width, height, srgb(), false, (x, y, band) -> sample / 65535.0);
    }

    /** A slope from left to right that is much finer than 8 bits, gray but for a slight tint. */
    static BufferedImage slope(int width, int height) {
        return draw(
                width,
                height,
                srgb(),
                false,
                (x, y, band) -> 0.2 + 0.02 * band + 0.5 * (x + 0.1 * y) / (width + height));
    }

    /** Waves in all colours, and in alpha. */
    static BufferedImage waves(int width, int height, boolean alpha) {
        return draw(
                width,
                height,
                srgb(),
                alpha,
                (x, y, band) -> 0.5 + 0.45 * Math.sin(0.05 * x * (band + 1) + 0.08 * y) * Math.cos(0.03 * y * band));
    }

    static BufferedImage noise(int width, int height, boolean alpha, long seed) {
        Random random = new Random(seed);
        return draw(width, height, srgb(), alpha, (x, y, band) -> random.nextDouble());
    }

    /** Peak signal-to-noise ratio of the luma of two pictures of 8 or 16 bits, dB; infinite where they are equal. */
    static double lumaPsnr(BufferedImage a, BufferedImage b) {
        double squares = 0;
        for (int y = 0; y < a.getHeight(); y++) {
            for (int x = 0; x < a.getWidth(); x++) {
                double d = luma(a, x, y) - luma(b, x, y);
                squares += d * d;
            }
        }
        double mean = squares / ((double) a.getWidth() * a.getHeight());
        return mean == 0 ? Double.POSITIVE_INFINITY : -10 * Math.log10(mean);
    }

    private static double luma(BufferedImage image, int x, int y) {
        Raster raster = image.getRaster();
        double white = (1 << raster.getSampleModel().getSampleSize(0)) - 1;
        return (0.299 * raster.getSample(x, y, 0)
                        + 0.587 * raster.getSample(x, y, 1)
                        + 0.114 * raster.getSample(x, y, 2))
                / white;
    }
}
