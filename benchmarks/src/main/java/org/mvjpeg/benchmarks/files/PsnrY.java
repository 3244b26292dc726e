package org.mvjpeg.benchmarks.files;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import org.mvjpeg.benchmarks.NativePicture;
import org.mvjpeg.benchmarks.PlanesBuffer;
import org.mvjpeg.kernel.Kernel;

/** PSNR of full-range BT.601 luma. */
final class PsnrY {
    private PsnrY() {}

    /** Decibels between two pictures of one size. */
    static double of(BufferedImage expected, BufferedImage found) {
        int width = expected.getWidth();
        int height = expected.getHeight();
        if (found.getWidth() != width || found.getHeight() != height) {
            throw new IllegalArgumentException("a picture of " + found.getWidth() + "x" + found.getHeight()
                    + " pixels cannot be compared with one of " + width + "x" + height);
        }
        try (PlanesBuffer a = planes(expected);
                PlanesBuffer b = planes(found)) {
            double sum = 0;
            for (long k = 0; k < (long) width * height; k++) {
                int difference =
                        (a.planes().y().get(k) & 0xFF) - (b.planes().y().get(k) & 0xFF);
                sum += difference * difference;
            }
            return 10 * Math.log10(255.0 * 255 * width * height / sum);
        }
    }

    private static PlanesBuffer planes(BufferedImage picture) {
        BufferedImage plain = new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = plain.createGraphics();
        try {
            graphics.drawImage(picture, 0, 0, null);
        } finally {
            graphics.dispose();
        }
        PlanesBuffer planes = new PlanesBuffer(picture.getWidth(), picture.getHeight());
        try (Kernel converter = Kernel.converter("cpu");
                NativePicture pixels = new NativePicture(plain)) {
            converter.process(pixels.source(), 0, planes.planes(), 1);
        }
        return planes;
    }
}
