package org.mvjpeg.evaluation.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;

/** Pieces of HTML. Methods that take text escape it; those that take HTML say so. */
final class Html {
    private final StringBuilder out = new StringBuilder();

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** A picture as a data URI. */
    static String png(BufferedImage picture) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    /** Adds HTML as it is. */
    Html raw(String html) {
        out.append(html).append('\n');
        return this;
    }

    Html heading(int level, String text) {
        return raw("<h" + level + ">" + escape(text) + "</h" + level + ">");
    }

    Html paragraph(String text) {
        return raw("<p>" + escape(text) + "</p>");
    }

    /** A row whose cells are HTML; the first is the row's heading. */
    Html row(List<String> cells) {
        StringBuilder row =
                new StringBuilder("<tr><th scope=\"row\">").append(cells.get(0)).append("</th>");
        cells.subList(1, cells.size())
                .forEach(cell -> row.append("<td>").append(cell).append("</td>"));
        return raw(row.append("</tr>").toString());
    }

    /** Opens a table; the cells of its head are HTML. */
    Html table(List<String> head) {
        StringBuilder row = new StringBuilder("<div class=\"scroll\"><table><thead><tr>");
        head.forEach(cell -> row.append("<th scope=\"col\">").append(cell).append("</th>"));
        return raw(row.append("</tr></thead><tbody>").toString());
    }

    Html endTable() {
        return raw("</tbody></table></div>");
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
