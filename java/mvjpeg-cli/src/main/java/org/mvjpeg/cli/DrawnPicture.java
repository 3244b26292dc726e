package org.mvjpeg.cli;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/** Draws pictures for the self-test: the same pixels on every machine's code path that matters, whatever fonts or files it has. */
final class DrawnPicture {
    private DrawnPicture() {}

    /** A sky, a sun, hills with grain: gradients, edges and texture. */
    static BufferedImage landscape(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setPaint(new GradientPaint(0, 0, new Color(0x4A7FC1), 0, height, new Color(0xF2DDB0)));
            graphics.fillRect(0, 0, width, height);
            graphics.setColor(new Color(0xFFF4C0));
            graphics.fill(new Ellipse2D.Double(width * 0.65, height * 0.15, height * 0.2, height * 0.2));
        } finally {
            graphics.dispose();
        }
        SplittableRandom random = new SplittableRandom(1);
        for (int x = 0; x < width; x++) {
            int ridge = (int) (height * (0.65 + 0.1 * Math.sin(7.0 * x / width) + 0.03 * Math.sin(31.0 * x / width)));
            for (int y = ridge; y < height; y++) {
                int grain = random.nextInt(48) - 24;
                image.setRGB(x, y, new Color(70 + grain, 110 + grain, 60 + grain / 2).getRGB());
            }
        }
        return image;
    }

    /** One gray level everywhere. @param level 0..255 */
    static BufferedImage flat(int width, int height, int level) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setColor(new Color(level, level, level));
            graphics.fillRect(0, 0, width, height);
        } finally {
            graphics.dispose();
        }
        return image;
    }
}
