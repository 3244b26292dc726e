package org.mvjpeg.evaluation.arms;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import org.mvjpeg.evaluation.metrics.Detection;

/** Blurs what a detector sees no object in. */
final class BoxMask {
    private static final double SIGMA = 4;
    private static final double LEAST_SCORE = 0.1;
    private static final double MARGIN = 0.1;

    private BoxMask() {}

    /** A copy of a {@code TYPE_3BYTE_BGR} picture with only the objects, and a margin around them, sharp. */
    static BufferedImage apply(BufferedImage picture, List<Detection> objects) {
        BufferedImage masked = GaussianBlur.apply(picture, SIGMA);
        Graphics2D graphics = masked.createGraphics();
        try {
            for (Detection object : objects) {
                if (object.score() >= LEAST_SCORE) {
                    double marginX = MARGIN * (object.x2() - object.x1());
                    double marginY = MARGIN * (object.y2() - object.y1());
                    int x1 = (int) Math.max(0, Math.floor(object.x1() - marginX));
                    int y1 = (int) Math.max(0, Math.floor(object.y1() - marginY));
                    int x2 = (int) Math.min(picture.getWidth(), Math.ceil(object.x2() + marginX));
                    int y2 = (int) Math.min(picture.getHeight(), Math.ceil(object.y2() + marginY));
                    graphics.drawImage(picture, x1, y1, x2, y2, x1, y1, x2, y2, null);
                }
            }
        } finally {
            graphics.dispose();
        }
        return masked;
    }
}
