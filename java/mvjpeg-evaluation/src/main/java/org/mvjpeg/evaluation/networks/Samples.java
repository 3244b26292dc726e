package org.mvjpeg.evaluation.networks;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;

/** The samples of pictures as eight-bit RGB triples in scan order. */
final class Samples {
    private Samples() {}

    /** Alpha is ignored; grey samples are taken as they are for all three channels. */
    static byte[] rgb(BufferedImage picture) {
        return isGrey(picture) ? grey(picture) : colour(picture);
    }

    // getRGB() takes grey samples for linear light and brightens them; decoders elsewhere do not.
    private static boolean isGrey(BufferedImage picture) {
        return picture.getColorModel() instanceof ComponentColorModel model
                && model.getColorSpace().getType() == ColorSpace.TYPE_GRAY
                && (model.getTransferType() == DataBuffer.TYPE_BYTE
                        || model.getTransferType() == DataBuffer.TYPE_USHORT);
    }

    private static byte[] grey(BufferedImage picture) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        int shift = Math.max(picture.getColorModel().getComponentSize(0) - Byte.SIZE, 0);
        int[] samples = picture.getRaster()
                .getSamples(
                        picture.getRaster().getMinX(), picture.getRaster().getMinY(), width, height, 0, (int[]) null);
        byte[] rgb = new byte[3 * samples.length];
        for (int i = 0; i < samples.length; i++) {
            byte sample = (byte) (samples[i] >> shift);
            rgb[3 * i] = sample;
            rgb[3 * i + 1] = sample;
            rgb[3 * i + 2] = sample;
        }
        return rgb;
    }

    private static byte[] colour(BufferedImage picture) {
        int width = picture.getWidth();
        int[] row = new int[width];
        byte[] rgb = new byte[3 * width * picture.getHeight()];
        for (int y = 0, at = 0; y < picture.getHeight(); y++) {
            picture.getRGB(0, y, width, 1, row, 0, width);
            for (int pixel : row) {
                rgb[at++] = (byte) (pixel >> 16);
                rgb[at++] = (byte) (pixel >> 8);
                rgb[at++] = (byte) pixel;
            }
        }
        return rgb;
    }
}
