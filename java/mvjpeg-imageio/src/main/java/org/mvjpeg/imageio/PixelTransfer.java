package org.mvjpeg.imageio;

import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ColorModel;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.awt.image.SampleModel;
import java.awt.image.WritableRaster;
import java.util.Arrays;
import java.util.stream.IntStream;
import javax.imageio.IIOException;
import javax.imageio.ImageTypeSpecifier;

/**
 * Copies decoded pixels into the image that the caller asked for.
 *
 * @param sourceBands to copy; {@code null} for all
 * @param targetBands to copy into; {@code null} for all
 */
record PixelTransfer(int[] sourceBands, int[] targetBands) {
    /**
     * Checks that bands which are chosen can be copied.
     *
     * @param decoded samples to copy
     * @throws IIOException if the destination has others
     */
    void requirePossible(SampleModel decoded, SampleModel destination) throws IIOException {
        if (choosesBands() && !sameSize(decoded, destination)) {
            throw new IIOException("Destination bands can only be chosen in images with 8 bits per sample,"
                    + " or with 16 where the file has more than 8");
        }
    }

    private boolean choosesBands() {
        return sourceBands != null || targetBands != null;
    }

    /** Whether nothing is to be copied, since an image holds samples just as they are decoded. */
    boolean isDirect(ImageTypeSpecifier decoded, BufferedImage destination) {
        return !choosesBands()
                && sameSamples(decoded.getColorModel(), decoded.getSampleModel(), destination)
                && destination.getSampleModel().getDataType()
                        == decoded.getSampleModel().getDataType()
                && destination.getSampleModel() instanceof PixelInterleavedSampleModel to
                && decoded.getSampleModel() instanceof PixelInterleavedSampleModel from
                && Arrays.equals(to.getBandOffsets(), from.getBandOffsets());
    }

    /**
     * Copies samples where bands are chosen or both images mean the same by them, and colours otherwise.
     *
     * @param source copied as a whole
     * @param x where it goes in the destination
     * @param y where it goes in the destination
     */
    void copy(BufferedImage source, BufferedImage destination, int x, int y) {
        if (choosesBands() || sameSamples(source.getColorModel(), source.getSampleModel(), destination)) {
            copySamples(source.getRaster(), destination.getRaster(), x, y);
        } else {
            copyColours(source, destination, x, y);
        }
    }

    private static boolean sameSamples(ColorModel colours, SampleModel samples, BufferedImage destination) {
        ColorModel model = destination.getColorModel();
        return model.getColorSpace() == colours.getColorSpace()
                && model.hasAlpha() == colours.hasAlpha()
                && !model.isAlphaPremultiplied()
                && model.getNumComponents() == destination.getSampleModel().getNumBands()
                && sameSize(samples, destination.getSampleModel());
    }

    private static boolean sameSize(SampleModel source, SampleModel destination) {
        int bits = source.getSampleSize(0);
        return IntStream.of(destination.getSampleSize()).allMatch(size -> size == bits);
    }

    private void copySamples(Raster source, WritableRaster destination, int toX, int toY) {
        int width = source.getWidth();
        int[] from = Bands.orAll(sourceBands, source.getNumBands());
        int[] to = Bands.orAll(targetBands, destination.getNumBands());
        int[] band = new int[width];
        for (int y = 0; y < source.getHeight(); y++) {
            for (int b = 0; b < from.length; b++) {
                source.getSamples(source.getMinX(), source.getMinY() + y, width, 1, from[b], band);
                destination.setSamples(toX, toY + y, width, 1, to[b], band);
            }
        }
    }

    private static void copyColours(BufferedImage source, BufferedImage destination, int toX, int toY) {
        ColorModel model = source.getColorModel();
        int width = source.getWidth();
        BufferedImage part = source;
        if (!model.getColorSpace().isCS_sRGB()) {
            int type = model.hasAlpha() ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
            part = new ColorConvertOp(null).filter(part, new BufferedImage(width, source.getHeight(), type));
        }
        int[] row = new int[width];
        for (int y = 0; y < source.getHeight(); y++) {
            part.getRGB(0, y, width, 1, row, 0, width);
            destination.setRGB(toX, toY + y, width, 1, row, 0, width);
        }
    }
}
