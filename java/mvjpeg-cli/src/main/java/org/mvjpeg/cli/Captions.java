package org.mvjpeg.cli;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;

/** Lines of text over columns of one width, in the largest type that fits them all. */
final class Captions {
    /** A painting of wide columns is looked at from afar, or shrunk to a screen. */
    private static final int COLUMN_TO_TYPE = 28;

    private static final int LARGE = 22;
    private static final int SMALLEST = 9;
    private static final Color INK = new Color(0x202020);

    private final List<List<String>> texts;
    private final Font title;
    private final Font body;
    private final int lineHeight;
    private final int ascent;

    private Captions(List<List<String>> texts, Font title, Font body, FontMetrics metrics) {
        this.texts = texts;
        this.title = title;
        this.body = body;
        this.lineHeight = metrics.getHeight();
        this.ascent = metrics.getAscent();
    }

    /**
     * Sets captions, one list of lines per column; the first line of each is its title.
     *
     * @param width of a column, pixels
     * @throws IllegalStateException if this machine has no fonts
     */
    static Captions fitting(int width, List<List<String>> texts) {
        Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
        try {
            int size = Math.max(LARGE, width / COLUMN_TO_TYPE);
            while (size > SMALLEST && widest(graphics, texts, size) > width) {
                size--;
            }
            Font title = new Font(Font.SANS_SERIF, Font.BOLD, size);
            return new Captions(
                    texts, title, new Font(Font.SANS_SERIF, Font.PLAIN, size), graphics.getFontMetrics(title));
        } catch (InternalError | LinkageError e) {
            // This is how Java says that a machine has no fonts.
            throw new IllegalStateException(
                    "captions need a font and there is none (on Debian: apt install fontconfig fonts-dejavu-core)", e);
        } finally {
            graphics.dispose();
        }
    }

    private static int widest(Graphics2D graphics, List<List<String>> texts, int size) {
        FontMetrics bold = graphics.getFontMetrics(new Font(Font.SANS_SERIF, Font.BOLD, size));
        return texts.stream()
                .flatMap(List::stream)
                .mapToInt(bold::stringWidth)
                .max()
                .orElse(0);
    }

    /** Height of one line, pixels. */
    int lineHeight() {
        return lineHeight;
    }

    /** Height of the longest caption, pixels. */
    int height() {
        return lineHeight * texts.stream().mapToInt(List::size).max().orElse(0);
    }

    /** Draws a column's caption with its top left corner at a point. */
    void draw(Graphics2D graphics, int column, int x, int y) {
        List<String> lines = texts.get(column);
        for (int i = 0; i < lines.size(); i++) {
            draw(graphics, lines.get(i), i == 0 ? title : body, x, y + i * lineHeight);
        }
    }

    /** Draws a line of the body type. */
    void drawLine(Graphics2D graphics, String line, int x, int y) {
        draw(graphics, line, body, x, y);
    }

    private void draw(Graphics2D graphics, String line, Font font, int x, int y) {
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(INK);
        graphics.setFont(font);
        graphics.drawString(line, x, y + ascent);
    }
}
