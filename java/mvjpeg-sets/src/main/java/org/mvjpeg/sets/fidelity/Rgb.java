package org.mvjpeg.sets.fidelity;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;

/** One form for all pictures that are compared: 8-bit sRGB, alpha laid on white, grey samples as they are in all three channels. */
public final class Rgb {
    private Rgb() {}

    /** The picture as {@code TYPE_3BYTE_BGR}, its pixels where they are. */
    public static BufferedImage of(BufferedImage image) {
        BufferedImage rgb = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
        if (isGrey(image)) {
            copyGrey(image, rgb.getRaster());
            return rgb;
        }
        Graphics2D graphics = rgb.createGraphics();
        try {
            graphics.drawImage(image, 0, 0, Color.WHITE, null);
        } finally {
            graphics.dispose();
        }
        return rgb;
    }

    // Java takes grey samples for linear light and brightens them; decoders elsewhere do not.
    private static boolean isGrey(BufferedImage image) {
        return image.getColorModel() instanceof ComponentColorModel model
                && model.getNumComponents() == 1
                && model.getColorSpace().getType() == ColorSpace.TYPE_GRAY
                && (model.getTransferType() == DataBuffer.TYPE_BYTE
                        || model.getTransferType() == DataBuffer.TYPE_USHORT);
    }

    private static void copyGrey(BufferedImage image, WritableRaster to) {
        int width = image.getWidth();
        int shift = Math.max(image.getColorModel().getComponentSize(0) - Byte.SIZE, 0);
        int[] row = new int[width];
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRaster()
                    .getSamples(image.getRaster().getMinX(), image.getRaster().getMinY() + y, width, 1, 0, row);
            for (int x = 0; x < width; x++) {
                row[x] >>= shift;
            }
            for (int band = 0; band < 3; band++) {
                to.setSamples(0, y, width, 1, band, row);
            }
        }
    }
}
