package org.mvjpeg.evaluation.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mvjpeg.evaluation.metrics.BootstrapInterval;
import org.mvjpeg.sets.OperatingPoint;
import org.mvjpeg.sets.QualityMeasure;
import org.mvjpeg.sets.SetPlan;
import org.mvjpeg.sets.Share;
import org.mvjpeg.sets.UniformPlan;

/** A set's report for people: one HTML file that needs nothing beside it. */
public final class SetHtml {
    private static final double KILOBYTE = 1000;

    private final SetReport report;
    private final SetPlan plan;
    private final QualityMeasure measure;
    private final Optional<UniformPlan> uniform;
    private final Html html = new Html();

    private SetHtml(SetReport report) {
        this.report = report;
        this.plan = report.plan();
        this.measure = plan.options().measure();
        this.uniform = report.comparison().map(SetReport.Comparison::uniform);
    }

    /** The report as an HTML document. */
    public static String of(SetReport report) {
        return new SetHtml(report).write();
    }

    private String write() {
        html.open("mvjpeg set");
        head();
        totals();
        pictures();
        reading();
        skipped();
        return html.close();
    }

    private void head() {
        int pictures = plan.shares().size();
        html.heading(1, "One budget for a set")
                .raw(String.format(
                        Locale.ROOT,
                        "<p class=\"lead\">%d %s %s %d of %d bytes: %.4f bits per pixel, %.2f %% of the budget left.</p>",
                        pictures,
                        pictures == 1 ? "picture" : "pictures",
                        pictures == 1 ? "takes" : "share",
                        plan.bytes(),
                        plan.budget(),
                        plan.bitsPerPixel(),
                        100 * plan.left()));
        if (plan.isBest()) {
            html.raw(
                    "<p class=\"note\">The budget exceeds what the set can use: every picture has its best quantiser.</p>");
        }
        report.comparison().ifPresent(this::headline);
        if (!plan.skipped().isEmpty()) {
            html.raw("<p class=\"note\"><a href=\"#skipped\">" + plan.skipped().size()
                    + " skipped</a>: they get nothing and add nothing to the budget.</p>");
        }
    }

    private void headline(SetReport.Comparison comparison) {
        BootstrapInterval gain = comparison.gain();
        boolean sure = gain.low() > 0 || gain.high() < 0;
        html.raw("<p class=\"headline\">"
                + Html.minus(String.format(
                        Locale.ROOT,
                        "Mean quality against one quantiser for all: <b>%s</b> (95 %% interval %s to %s%s).",
                        gain(gain.estimate()),
                        gain(gain.low()),
                        gain(gain.high()),
                        sure ? "" : ": with these pictures the difference may be chance"))
                + "</p>");
    }

    private String gain(double quality) {
        return String.format(Locale.ROOT, "%+.4f", quality) + (measure.unit().isEmpty() ? "" : " " + measure.unit());
    }

    private String quality(double quality) {
        return Html.minus(String.format(Locale.ROOT, "%.4f", measure.shown(quality)));
    }

    private void totals() {
        html.table(List.of("", "QP", "bytes", "bpp", "mean " + Html.escape(label())));
        html.row(List.of(
                "set rate control",
                "each its own",
                Long.toString(plan.bytes()),
                String.format(Locale.ROOT, "%.4f", plan.bitsPerPixel()),
                quality(plan.meanQuality())));
        uniform.ifPresent(one -> html.row(List.of(
                "one quantiser",
                qp(one.qp()),
                Long.toString(one.bytes()),
                String.format(Locale.ROOT, "%.4f", 8.0 * one.bytes() / plan.pixels()),
                quality(one.meanQuality()))));
        html.endTable();
    }

    private String label() {
        return measure.label() + (measure.unit().isEmpty() ? "" : ", " + measure.unit());
    }

    private static String qp(double qp) {
        return String.format(Locale.ROOT, "%.2f", qp);
    }

    private void pictures() {
        html.heading(2, "What each picture got, and why");
        List<String> head =
                new ArrayList<>(List.of("picture", "QP", "bytes", "bpp", Html.escape(measure.label()), "slopes"));
        uniform.ifPresent(one -> head.addAll(List.of("bytes<br><small>one quantiser</small>", "gain")));
        head.add("why");
        html.table(head);
        for (int i = 0; i < plan.shares().size(); i++) {
            Share share = plan.shares().get(i);
            List<String> cells = new ArrayList<>(List.of(
                    Html.escape(share.picture().name()),
                    qp(share.point().qp()),
                    Long.toString(share.point().bytes()),
                    String.format(Locale.ROOT, "%.3f", share.bitsPerPixel()),
                    quality(share.point().quality()),
                    slope(share.slopeBefore()) + " … " + slope(share.slopeAfter())));
            if (uniform.isPresent()) {
                OperatingPoint other = uniform.get().points().get(i);
                cells.add(Long.toString(other.bytes()));
                cells.add(Html.minus(
                        String.format(Locale.ROOT, "%+.4f", share.point().quality() - other.quality())));
            }
            cells.add(Html.text(Html.escape(share.why(measure.unit()))));
            html.row(cells);
        }
        html.endTable();
    }

    private static String slope(double perByte) {
        if (Double.isNaN(perByte)) {
            return "off";
        }
        return Double.isInfinite(perByte) ? "∞" : String.format(Locale.ROOT, "%.3g", KILOBYTE * perByte);
    }

    private void reading() {
        html.heading(2, "How to read this")
                .paragraph(
                        "Each picture was coded at a few quantisers into whole files, decoded and measured. Of its points "
                                + "only those on the convex hull are best at any price of a byte. One slope for all, "
                                + slope(plan.slope())
                                + (measure.unit().isEmpty() ? "" : " " + measure.unit())
                                + " per kB, cuts the hulls: each picture goes as far as a further kB still gains that much. "
                                + "What that leaves of the budget goes to points that still fit, fractions of a QP among them.")
                .paragraph(
                        "Slopes: gain per kB of the step that leads to the point, and of the next. Bytes are those of the "
                                + "whole files. The mean is over pictures, each counting alike.");
        report.comparison()
                .ifPresent(
                        comparison -> html.paragraph(
                                "The one quantiser is the coarsest found whose files together are "
                                        + "not smaller than the set's. Interval: the pictures are drawn anew with replacement "
                                        + comparison.replicates() + " times (seed " + comparison.seed()
                                        + "); the bytes that the one quantiser takes for the draw are allotted again among what was measured; "
                                        + "95 % of the gains lie inside. Fractions of a QP are not looked for again, so it is rather too low."));
        html.paragraph("Program version " + report.version() + ".");
    }

    private void skipped() {
        if (plan.skipped().isEmpty()) {
            return;
        }
        html.raw("<h2 id=\"skipped\">Skipped pictures</h2>").table(List.of("picture", "reason"));
        plan.skipped()
                .forEach(one ->
                        html.row(List.of(Html.escape(one.picture().name()), Html.text(Html.escape(one.reason())))));
        html.endTable();
    }
}
