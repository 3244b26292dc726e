package org.mvjpeg.cli;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;

/** Paints original, plain and preprocessed picture side by side, and below them the spot where the last two differ most, unless that is all of it. */
final class SideBySide {
    /** Columns are at least this wide, pixels, so that captions stay legible under a tiny picture. */
    private static final int MIN_COLUMN = 360;

    /** A picture's longest side is shown no larger than this, pixels. */
    private static final int MAX_PANEL = 1000;

    private static final int GAP = 16;
    private static final int ZOOM = 4;
    private static final Color PAPER = new Color(0xF4F4F2);
    private static final Color MARK = new Color(0xFFD000);

    private SideBySide() {}

    /** The painting. All three pictures have one size. */
    static BufferedImage paint(BufferedImage original, Arm plain, Arm preprocessed) {
        Dimension panel = panelSize(original.getWidth(), original.getHeight());
        int column = Math.max(panel.width, MIN_COLUMN);
        Rectangle crop = LargestDifference.find(
                original, plain.decoded(), preprocessed.decoded(), column / ZOOM, column * 2 / 3 / ZOOM);
        boolean detailed = crop.width < original.getWidth() || crop.height < original.getHeight();
        int zoom = Math.max(1, Math.min(column / crop.width, (int) (column * 2L / 3 / crop.height)));

        List<BufferedImage> pictures = List.of(original, plain.decoded(), preprocessed.decoded());
        Captions captions = Captions.fitting(
                column,
                List.of(
                        List.of("original", original.getWidth() + " x " + original.getHeight() + " pixels", ""),
                        caption(plain, ""),
                        caption(preprocessed, "  (" + preprocessed.percentOf(plain) + ")")));
        int top = GAP + captions.height() + GAP / 2;
        int detailTop = top + panel.height + GAP;
        int heading = captions.lineHeight() + GAP / 2;
        int bottom = detailed ? detailTop + heading + crop.height * zoom + GAP : detailTop;

        BufferedImage canvas = new BufferedImage(3 * column + 4 * GAP, bottom, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = canvas.createGraphics();
        try {
            graphics.setColor(PAPER);
            graphics.fillRect(0, 0, canvas.getWidth(), canvas.getHeight());
            for (int i = 0; i < pictures.size(); i++) {
                int left = GAP + i * (column + GAP);
                captions.draw(graphics, i, left, GAP);
                int panelLeft = left + (column - panel.width) / 2;
                drawScaled(graphics, pictures.get(i), panelLeft, top, panel);
                if (detailed) {
                    mark(graphics, crop, panelLeft, top, panel, original);
                    captions.drawLine(
                            graphics,
                            "detail at (" + crop.x + ", " + crop.y + "), " + zoom + " x enlarged",
                            left,
                            detailTop);
                    int detailLeft = left + (column - crop.width * zoom) / 2;
                    drawDetail(graphics, pictures.get(i), crop, zoom, detailLeft, detailTop + heading);
                }
            }
        } finally {
            graphics.dispose();
        }
        return canvas;
    }

    private static List<String> caption(Arm arm, String difference) {
        return List.of(
                arm.name(),
                arm.bytes() + " bytes" + difference + "   " + arm.bitsPerPixel() + " bpp",
                "PSNR Y " + Psnr.format(arm.psnr().luma()) + " dB   RGB "
                        + Psnr.format(arm.psnr().rgb()) + " dB");
    }

    /** Large pictures shrink to {@link #MAX_PANEL}; tiny ones grow by a whole factor towards {@link #MIN_COLUMN}. */
    static Dimension panelSize(int width, int height) {
        int longest = Math.max(width, height);
        if (longest <= MIN_COLUMN) {
            int factor = MIN_COLUMN / longest;
            return new Dimension(width * factor, height * factor);
        }
        double scale = Math.min(1, (double) MAX_PANEL / longest);
        return new Dimension(
                Math.max(1, (int) Math.round(width * scale)), Math.max(1, (int) Math.round(height * scale)));
    }

    private static void drawScaled(Graphics2D graphics, BufferedImage picture, int x, int y, Dimension size) {
        if (size.width >= picture.getWidth()) {
            graphics.setRenderingHint(
                    RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
            graphics.drawImage(picture, x, y, size.width, size.height, null);
            return;
        }
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        BufferedImage shrunk = picture;
        // Bilinear interpolation aliases beyond a factor of two: halve until it does not.
        while (shrunk.getWidth() >= 2 * size.width && shrunk.getHeight() >= 2 * size.height) {
            shrunk = halved(shrunk);
        }
        graphics.drawImage(shrunk, x, y, size.width, size.height, null);
    }

    private static BufferedImage halved(BufferedImage picture) {
        BufferedImage half =
                new BufferedImage(picture.getWidth() / 2, picture.getHeight() / 2, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = half.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            graphics.drawImage(picture, 0, 0, half.getWidth(), half.getHeight(), null);
        } finally {
            graphics.dispose();
        }
        return half;
    }

    private static void drawDetail(Graphics2D graphics, BufferedImage picture, Rectangle crop, int zoom, int x, int y) {
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        BufferedImage part = picture.getSubimage(crop.x, crop.y, crop.width, crop.height);
        graphics.drawImage(part, x, y, crop.width * zoom, crop.height * zoom, null);
    }

    private static void mark(
            Graphics2D graphics, Rectangle crop, int x, int y, Dimension panel, BufferedImage picture) {
        double scaleX = (double) panel.width / picture.getWidth();
        double scaleY = (double) panel.height / picture.getHeight();
        graphics.setColor(MARK);
        graphics.setStroke(new BasicStroke(2));
        graphics.drawRect(
                x + (int) (crop.x * scaleX),
                y + (int) (crop.y * scaleY),
                Math.max(1, (int) (crop.width * scaleX) - 1),
                Math.max(1, (int) (crop.height * scaleY) - 1));
    }
}
