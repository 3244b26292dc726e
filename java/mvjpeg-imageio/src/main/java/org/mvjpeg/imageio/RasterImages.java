package org.mvjpeg.imageio;

import java.awt.Rectangle;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.SampleModel;
import java.awt.image.WritableRaster;
import java.util.stream.IntStream;

/** Gives bare samples a colour model: one band is gray, two are gray and alpha, three RGB, four RGBA, as JPEG and PNG do. */
final class RasterImages {
    private static final int MAX_BITS = 16;
    private static final int BYTE = 0xFF;
    private static final int SHORT = 0xFFFF;

    private RasterImages() {}

    /**
     * Copies part of a raster into an image of 8 bits per sample, or of 16 where a band has more than 8.
     *
     * @param region inside the raster; its corner becomes (0, 0)
     * @param bands to take, in this order; {@code null} for all
     * @throws IllegalArgumentException if there are more than four bands or samples other than integers of up to 16 bits
     */
    static BufferedImage copy(Raster raster, Rectangle region, int[] bands) {
        int[] from = bands == null ? IntStream.range(0, raster.getNumBands()).toArray() : bands;
        int[] maxima = maxima(raster.getSampleModel(), from);
        boolean deep = IntStream.of(maxima).anyMatch(max -> max > BYTE);
        long white = deep ? SHORT : BYTE;
        BufferedImage image = deep ? deepImage(from.length, region) : image(from.length, region.width, region.height);
        int[] source = new int[region.width * raster.getNumBands()];
        int[] target = new int[region.width * from.length];
        WritableRaster into = image.getRaster();
        for (int y = 0; y < region.height; y++) {
            raster.getPixels(region.x, region.y + y, region.width, 1, source);
            for (int i = 0; i < target.length; i++) {
                int band = i % from.length;
                int sample = source[i / from.length * raster.getNumBands() + from[band]];
                target[i] = (int) ((sample * white + maxima[band] / 2) / maxima[band]);
            }
            into.setPixels(0, y, region.width, 1, target);
        }
        return image;
    }

    private static int[] maxima(SampleModel model, int[] bands) {
        int type = model.getDataType();
        if (type != DataBuffer.TYPE_BYTE && type != DataBuffer.TYPE_USHORT && type != DataBuffer.TYPE_INT) {
            throw new IllegalArgumentException(
                    "Raster samples of type " + type + " cannot be coded; unsigned integers of up to 16 bits can");
        }
        return IntStream.of(bands)
                .map(band -> {
                    int bits = model.getSampleSize(band);
                    if (bits > MAX_BITS) {
                        throw new IllegalArgumentException(
                                "Raster samples of " + bits + " bits cannot be coded; up to " + MAX_BITS + " can");
                    }
                    return (1 << bits) - 1;
                })
                .toArray();
    }

    private static BufferedImage image(int bands, int width, int height) {
        return switch (bands) {
            case 1 -> new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
            case 2 -> component(ColorSpace.CS_GRAY, true, DataBuffer.TYPE_BYTE, width, height);
            case 3 -> new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
            case 4 -> new BufferedImage(width, height, BufferedImage.TYPE_4BYTE_ABGR);
            default -> throw unknown(bands);
        };
    }

    private static BufferedImage deepImage(int bands, Rectangle region) {
        if (bands > 4) {
            throw unknown(bands);
        }
        int space = bands < 3 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB;
        return component(space, bands % 2 == 0, DataBuffer.TYPE_USHORT, region.width, region.height);
    }

    private static IllegalArgumentException unknown(int bands) {
        return new IllegalArgumentException(bands + " bands cannot be coded; 1 to 4 can");
    }

    private static BufferedImage component(int space, boolean alpha, int dataType, int width, int height) {
        ComponentColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(space),
                alpha,
                false,
                alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
                dataType);
        return new BufferedImage(model, model.createCompatibleWritableRaster(width, height), false, null);
    }
}
