package org.mvjpeg.evaluation.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mvjpeg.evaluation.clic.ClicResults;
import org.mvjpeg.evaluation.clic.ClicRow;
import org.mvjpeg.evaluation.metrics.BootstrapInterval;
import org.mvjpeg.evaluation.run.Skipped;

/** The comparison for people: one HTML file that needs nothing beside it. */
public final class ClicHtml {
    private final ClicReport report;
    private final ClicResults results;
    private final Html html = new Html();

    private ClicHtml(ClicReport report) {
        this.report = report;
        this.results = report.results();
    }

    /** The report as an HTML document. */
    public static String of(ClicReport report) {
        return new ClicHtml(report).write();
    }

    private String write() {
        int pictures = results.pictures().size();
        html.open("mvjpeg at one budget")
                .heading(1, "One budget, several ways to spend it")
                .raw(String.format(
                        Locale.ROOT,
                        "<p class=\"lead\">%d %s within %.4g bits per pixel together: %d bytes. Every file is a real one.</p>",
                        pictures,
                        pictures == 1 ? "picture" : "pictures",
                        results.plan().bitsPerPixel(),
                        results.budget()));
        results.notes().forEach(note -> html.raw("<p class=\"note\">" + Html.escape(note) + "</p>"));
        table("Means over the pictures", false);
        table("Gain over " + results.baseline().way().name() + ", decoded plainly", true);
        reading();
        skipped();
        return html.close();
    }

    private void table(String title, boolean gains) {
        html.heading(2, title);
        List<String> head = new ArrayList<>(List.of("way", "decoder", "bpp"));
        report.figures().forEach(figure -> head.add(Html.escape(figure.label())));
        head.add("decoding<br><small>ms per megapixel</small>");
        html.table(head);
        for (ClicReport.Line line : report.lines()) {
            ClicRow row = line.row();
            List<String> cells = new ArrayList<>(List.of(
                    Html.escape(row.way().name()),
                    row.decoder(),
                    String.format(Locale.ROOT, "%.4f", row.bitsPerPixel())));
            for (int i = 0; i < report.figures().size(); i++) {
                String form = report.figures().get(i).form();
                cells.add(
                        gains
                                ? gain(line.gains().get(i), form)
                                : mean(line.means().get(i), form));
            }
            cells.add(String.format(Locale.ROOT, "%.1f", row.decodeMillisPerMegapixel()));
            html.row(cells);
        }
        html.endTable();
    }

    private static String mean(BootstrapInterval interval, String form) {
        return String.format(
                Locale.ROOT,
                form + "<br><small>" + form + " … " + form + "</small>",
                interval.estimate(),
                interval.low(),
                interval.high());
    }

    private static String gain(BootstrapInterval interval, String form) {
        String signed = form.replace("%", "%+");
        boolean sure = interval.low() > 0 || interval.high() < 0;
        return Html.minus(String.format(
                Locale.ROOT,
                "<span class=\"%s\">" + signed + "</span><br><small>" + signed + " … " + signed + "</small>",
                sure ? interval.estimate() > 0 ? "better" : "worse" : "open",
                interval.estimate(),
                interval.low(),
                interval.high()));
    }

    private void reading() {
        html.heading(2, "How to read this")
                .paragraph(
                        "bpp: eight times the bytes of all files, divided by the pixels of all pictures. One QP, or one JPEG "
                                + "quality, is the best for all pictures whose files stay within the budget. A set by a measure has a QP "
                                + "for each picture, so that the mean of that measure over the plainly decoded pictures is high.")
                .paragraph(
                        "PSNR and MS-SSIM are of luma, means over the pictures; KL is the mean divergence of a network's "
                                + "answer from that to the uncompressed picture. Gains are positive where a row is better. Coloured where "
                                + "the interval leaves zero out.")
                .paragraph("Intervals: the pictures are drawn anew with replacement "
                        + report.bootstrap().replicates() + " times (seed "
                        + report.bootstrap().seed()
                        + "), the same ones for all rows, each with the file that it has; 95 % of the results lie inside. "
                        + "The bytes of a draw then differ between one QP and a set, which makes the intervals of sets far too wide; "
                        + "the report of encode --set-bpp has one at equal bytes.")
                .paragraph(
                        "Decoding: HEIF boxes, HEVC or JPEG, colours and the post filter, one thread per picture, measured "
                                + "while the machine also did the rest. Program version " + report.version() + ".");
    }

    private void skipped() {
        List<Skipped> skipped = results.skipped();
        if (!skipped.isEmpty()) {
            html.raw("<h2 id=\"skipped\">Skipped pictures</h2>").table(List.of("picture", "reason"));
            skipped.forEach(one -> html.row(List.of(Html.escape(one.name()), Html.text(Html.escape(one.reason())))));
            html.endTable();
        }
    }
}
