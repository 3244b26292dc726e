package org.mvjpeg.benchmarks.files;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import org.mvjpeg.benchmarks.NativePicture;
import org.mvjpeg.benchmarks.PlanesBuffer;
import org.mvjpeg.kernel.Kernel;
import org.mvjpeg.sets.fidelity.Plane;
import org.mvjpeg.sets.fidelity.Psnr;

/** PSNR of full-range BT.601 luma. */
final class PsnrY {
    private PsnrY() {}

    /** Decibels between two pictures of one size. */
    static double of(BufferedImage expected, BufferedImage found) {
        return Psnr.of(luma(expected), luma(found));
    }

    private static Plane luma(BufferedImage picture) {
        byte[] samples = new byte[picture.getWidth() * picture.getHeight()];
        try (PlanesBuffer planes = planes(picture)) {
            planes.planes().y().get(samples);
        }
        return Plane.of(picture.getWidth(), picture.getHeight(), samples);
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
