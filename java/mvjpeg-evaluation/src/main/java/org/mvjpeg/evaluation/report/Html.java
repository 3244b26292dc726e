package org.mvjpeg.evaluation.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;

/** Pieces of HTML. Methods that take text escape it; those that take HTML say so. */
final class Html {
    private final StringBuilder out = new StringBuilder();

    /** A minus sign before figures, which a hyphen is too short for. */
    static String minus(String html) {
        return html.replaceAll("(?<![\\w.])-(?=\\d)", "−");
    }

    /** A cell of running text. */
    static String text(String html) {
        return "<span class=\"text\">" + html + "</span>";
    }

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

    /** Begins a document. */
    Html open(String title) {
        return raw("<!DOCTYPE html>")
                .raw("<html lang=\"en\"><head><meta charset=\"utf-8\">")
                .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
                .raw("<title>" + escape(title) + "</title><style>")
                .raw(style())
                .raw("</style></head><body><main>");
    }

    private static String style() {
        try (InputStream in = Html.class.getResourceAsStream("report.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the document. @return all of it */
    String close() {
        return raw("</main></body></html>").toString();
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
