package org.mvjpeg.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The report for people: one HTML page with the curve of the loss and the validations. */
final class ReportPage {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 260;
    private static final int POINTS = 200;

    private final Map<String, String> facts;
    private final History history;

    ReportPage(Map<String, String> facts, History history) {
        this.facts = facts;
        this.history = history;
    }

    String html() {
        StringBuilder page = new StringBuilder();
        page.append("<!DOCTYPE html><html lang=\"en\"><meta charset=\"utf-8\"><title>mvjpeg training</title>\n")
                .append("<style>body{font:15px sans-serif;max-width:960px;margin:2em auto}td{padding:2px 12px 2px 0;")
                .append("vertical-align:top}svg{background:#f6f6f6}</style>\n<h1>Training report</h1>\n");
        page.append("<h2>Loss over steps</h2>\n").append(chart(loss(), "#1f5fa8"));
        page.append("<h2>Gain over validations (below 0 the network wins)</h2>\n")
                .append(chart(gains(), "#b3471d"));
        page.append("<h2>Validations</h2>\n<pre>\n");
        history.validations().forEach(validation -> validation.lines().forEach(line -> page.append(escaped(line))
                .append('\n')));
        page.append("</pre>\n<h2>Facts</h2>\n<table>\n");
        facts.forEach((key, value) -> page.append("<tr><td>")
                .append(escaped(key))
                .append("</td><td>")
                .append(escaped(value))
                .append("</td></tr>\n"));
        return page.append("</table>\n</html>\n").toString();
    }

    private record Point(double x, double y) {}

    private List<Point> loss() {
        List<Point> points = new ArrayList<>();
        int every = Math.max(1, history.steps() / POINTS);
        for (int to = every; to <= history.steps(); to += every) {
            points.add(new Point(to, history.mean(to - every, to).loss()));
        }
        return points;
    }

    private List<Point> gains() {
        return history.validations().stream()
                .map(validation -> new Point(validation.step(), validation.gain()))
                .toList();
    }

    private static String chart(List<Point> points, String colour) {
        double low = points.stream().mapToDouble(Point::y).min().orElse(0);
        double high = points.stream().mapToDouble(Point::y).max().orElse(1);
        double last = points.stream().mapToDouble(Point::x).max().orElse(1);
        double range = high > low ? high - low : 1;
        StringBuilder line = new StringBuilder();
        for (Point point : points) {
            line.append(String.format(
                    Locale.ROOT,
                    "%.1f,%.1f ",
                    60 + (WIDTH - 80) * point.x / last,
                    20 + (HEIGHT - 50) * (high - point.y) / range));
        }
        return String.format(
                Locale.ROOT,
                "<svg width=\"%d\" height=\"%d\" font-size=\"12\"><polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\""
                        + " points=\"%s\"/><text x=\"4\" y=\"24\">%.3f</text><text x=\"4\" y=\"%d\">%.3f</text>"
                        + "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">step %.0f</text></svg>\n",
                WIDTH,
                HEIGHT,
                colour,
                line.toString().strip(),
                high,
                HEIGHT - 30,
                low,
                WIDTH - 10,
                HEIGHT - 8,
                last);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
