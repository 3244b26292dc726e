package org.mvjpeg.imageio;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ColorModel;
import java.awt.image.Raster;
import java.awt.image.SampleModel;
import java.awt.image.WritableRaster;
import java.util.stream.IntStream;
import javax.imageio.IIOException;

/**
 * Copies decoded pixels into the image that the caller asked for.
 *
 * @param region of the decoded picture, after subsampling offsets
 * @param stepX every how many columns one is copied
 * @param stepY every how many rows one is copied
 * @param target part of the destination that is filled, {@code ceil(region / step)} large
 * @param sourceBands to copy; {@code null} for all
 * @param targetBands to copy into; {@code null} for all
 */
record PixelTransfer(Rectangle region, int stepX, int stepY, Rectangle target, int[] sourceBands, int[] targetBands) {

    /** Copies samples where bands are chosen or both images mean the same by them, and colours otherwise. */
    void copy(BufferedImage source, BufferedImage destination) throws IIOException {
        boolean choosesBands = sourceBands != null || targetBands != null;
        if (choosesBands && !sameSize(source.getSampleModel(), destination.getSampleModel())) {
            throw new IIOException("Destination bands can only be chosen in images with 8 bits per sample,"
                    + " or with 16 where the file has more than 8");
        }
        if (choosesBands || sameSamples(source, destination)) {
            copySamples(source.getRaster(), destination.getRaster());
        } else {
            copyColours(source, destination);
        }
    }

    private static boolean sameSamples(BufferedImage source, BufferedImage destination) {
        ColorModel model = destination.getColorModel();
        return model.getColorSpace() == source.getColorModel().getColorSpace()
                && model.hasAlpha() == source.getColorModel().hasAlpha()
                && !model.isAlphaPremultiplied()
                && model.getNumComponents() == destination.getSampleModel().getNumBands()
                && sameSize(source.getSampleModel(), destination.getSampleModel());
    }

    private static boolean sameSize(SampleModel source, SampleModel destination) {
        int bits = source.getSampleSize(0);
        return IntStream.of(destination.getSampleSize()).allMatch(size -> size == bits);
    }

    private void copySamples(Raster source, WritableRaster destination) {
        int[] from = orAll(sourceBands, source.getNumBands());
        int[] to = orAll(targetBands, destination.getNumBands());
        int[] wide = new int[region.width * source.getNumBands()];
        int[] band = new int[target.width];
        for (int y = 0; y < target.height; y++) {
            source.getPixels(region.x, region.y + y * stepY, region.width, 1, wide);
            for (int b = 0; b < from.length; b++) {
                for (int x = 0; x < target.width; x++) {
                    band[x] = wide[x * stepX * source.getNumBands() + from[b]];
                }
                destination.setSamples(target.x, target.y + y, target.width, 1, to[b], band);
            }
        }
    }

    private void copyColours(BufferedImage source, BufferedImage destination) {
        ColorModel model = source.getColorModel();
        WritableRaster raster = model.createCompatibleWritableRaster(target.width, target.height);
        Rectangle whole = new Rectangle(target.getSize());
        new PixelTransfer(region, stepX, stepY, whole, null, null).copySamples(source.getRaster(), raster);
        BufferedImage part = new BufferedImage(model, raster, false, null);
        if (!model.getColorSpace().isCS_sRGB()) {
            int type = model.hasAlpha() ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
            part = new ColorConvertOp(null).filter(part, new BufferedImage(target.width, target.height, type));
        }
        int[] row = new int[target.width];
        for (int y = 0; y < target.height; y++) {
            part.getRGB(0, y, target.width, 1, row, 0, target.width);
            destination.setRGB(target.x, target.y + y, target.width, 1, row, 0, target.width);
        }
    }

    private static int[] orAll(int[] bands, int count) {
        return bands == null ? IntStream.range(0, count).toArray() : bands;
    }
}
