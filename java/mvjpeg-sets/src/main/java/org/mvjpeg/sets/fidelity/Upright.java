package org.mvjpeg.sets.fidelity;

import java.awt.image.BufferedImage;
import org.mvjpeg.codec.Orientation;

/** Turns pixels the way they are to be shown. */
public final class Upright {
    private Upright() {}

    /** The image itself where nothing has to be turned. */
    public static BufferedImage of(BufferedImage image, Orientation orientation) {
        BufferedImage turned = image;
        for (int k = 0; k < orientation.quarterTurns(); k++) {
            turned = turn(turned);
        }
        return orientation.flipsRows() || orientation.flipsColumns() ? flip(turned, orientation.flipsRows()) : turned;
    }

    /** By a quarter, anti-clockwise. */
    private static BufferedImage turn(BufferedImage image) {
        BufferedImage turned = new BufferedImage(image.getHeight(), image.getWidth(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                turned.setRGB(y, image.getWidth() - 1 - x, image.getRGB(x, y));
            }
        }
        return turned;
    }

    private static BufferedImage flip(BufferedImage image, boolean rows) {
        int width = image.getWidth();
        int height = image.getHeight();
        BufferedImage flipped = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                flipped.setRGB(rows ? x : width - 1 - x, rows ? height - 1 - y : y, image.getRGB(x, y));
            }
        }
        return flipped;
    }
}
