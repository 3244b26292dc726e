package org.mvjpeg.evaluation.report;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mvjpeg.evaluation.arms.Arm;
import org.mvjpeg.evaluation.arms.Arms;
import org.mvjpeg.evaluation.metrics.BootstrapInterval;
import org.mvjpeg.evaluation.networks.VisionTask;
import org.mvjpeg.evaluation.run.NamedNetwork;
import org.mvjpeg.evaluation.run.Skipped;

/** The report for people: one HTML file that needs nothing beside it. */
public final class HtmlReport {
    private final Report report;
    private final Html html = new Html();

    private HtmlReport(Report report) {
        this.report = report;
    }

    /** The report as an HTML document. */
    public static String of(Report report) {
        return new HtmlReport(report).write();
    }

    private String write() {
        html.open("mvjpeg evaluation");
        head();
        savings();
        report.figures().forEach(this::subject);
        examples();
        arms();
        reading();
        skipped();
        return html.close();
    }

    private void head() {
        int pictures = report.results().pictures().size();
        html.heading(1, "What the networks still see")
                .raw("<p class=\"lead\">" + pictures + (pictures == 1 ? " picture" : " pictures") + ", coded by "
                        + report.arms().size() + " arms and looked at by "
                        + Html.escape(String.join(
                                ", ",
                                report.results().plan().networks().stream()
                                        .map(NamedNetwork::name)
                                        .toList()))
                        + ". Every file is a real one: encoded, decoded, and given to the network.</p>");
        for (Arm arm : ours()) {
            headline(arm).ifPresent(line -> html.raw("<p class=\"headline\">" + line + "</p>"));
        }
        if (!report.results().skipped().isEmpty()) {
            html.raw("<p class=\"note\"><a href=\"#skipped\">"
                    + report.results().skipped().size() + " skipped</a>: they count nowhere.</p>");
        }
    }

    /** The product, and the user's own arms. */
    private List<Arm> ours() {
        return report.arms().stream()
                .filter(arm -> arm.name().equals(Arms.MACHINE) || !Arms.all().contains(arm))
                .toList();
    }

    /** An arm against x265's own defaults, else against the first anchor, by the first network's first measure. */
    private Optional<String> headline(Arm arm) {
        SubjectFigures first = report.figures().get(0);
        List<Comparison> found = first.comparisons().stream()
                .filter(one -> one.test().equals(arm)
                        && one.measure() == first.measures().get(0))
                .toList();
        return found.stream()
                .filter(one -> one.anchor().name().equals(Arms.X265))
                .findFirst()
                .or(() -> found.stream().findFirst())
                .filter(one -> one.rateDetails().isPresent())
                .map(one -> headline(first.name(), one));
    }

    private static String headline(String subject, Comparison one) {
        BootstrapInterval rate = one.rate();
        return Html.minus(String.format(
                Locale.ROOT,
                "For the same %s of %s, <b>%s</b> needs <b>%.1f %% %s bits</b> than <b>%s</b>"
                        + " (95 %% interval %+.1f to %+.1f %%%s).",
                Html.escape(one.measure().label()),
                Html.escape(subject),
                Html.escape(one.test().name()),
                Math.abs(rate.estimate()),
                rate.estimate() < 0 ? "fewer" : "more",
                Html.escape(one.anchor().name()),
                rate.low(),
                rate.high(),
                rate.low() > 0 || rate.high() < 0 ? "" : ": with these pictures the difference may be chance"));
    }

    private void savings() {
        html.heading(2, "Bits for the same result")
                .paragraph(
                        "BD-rate: how many more bits an arm needs than the anchor for the same quality, on average over the "
                                + "qualities that both reach; negative is fewer. Below, the 95 % interval over pictures. Coloured where it "
                                + "leaves zero out: green saves bits, red costs them.");
        List<SubjectFigures> subjects = report.figures();
        html.raw("<div class=\"tables\">");
        for (Arm anchor : subjects.get(0).comparisons().stream()
                .map(Comparison::anchor)
                .distinct()
                .toList()) {
            html.raw("<section>").heading(3, "against " + anchor.name());
            List<String> head = new ArrayList<>(List.of("arm"));
            for (SubjectFigures subject : subjects) {
                for (Measure measure : subject.headlines()) {
                    head.add(Html.escape(subject.name()) + "<br><small>" + Html.escape(measure.label()) + "</small>");
                }
            }
            html.table(head);
            for (Arm arm : report.arms()) {
                List<Optional<Comparison>> found = subjects.stream()
                        .flatMap(subject ->
                                subject.headlines().stream().map(measure -> comparison(subject, arm, anchor, measure)))
                        .toList();
                if (found.stream().anyMatch(Optional::isPresent)) {
                    List<String> cells = new ArrayList<>(List.of(name(arm)));
                    found.forEach(one -> cells.add(one.map(HtmlReport::rate).orElse("")));
                    html.row(cells);
                }
            }
            html.endTable().raw("</section>");
        }
        html.raw("</div>");
    }

    private static Optional<Comparison> comparison(SubjectFigures subject, Arm arm, Arm anchor, Measure measure) {
        return subject.comparisons().stream()
                .filter(one -> one.test().equals(arm) && one.anchor().equals(anchor) && one.measure() == measure)
                .findFirst();
    }

    private static String rate(Comparison one) {
        return one.whyNoRate()
                .map(why -> "<small>" + Html.escape(why) + "</small>")
                .orElseGet(() -> cell(one.rate(), "%+.1f %%", 1, -1));
    }

    private static String quality(Comparison one) {
        Measure measure = one.measure();
        String form = measure == Measure.KL ? "%+.3f" : measure == Measure.MS_SSIM ? "%+.4f" : "%+.2f";
        return one.whyNoQuality()
                .map(why -> "<small>" + Html.escape(why) + "</small>")
                .orElseGet(() -> cell(one.quality(), form, measure.shown(1), 1));
    }

    /** A difference with its interval; coloured where the interval leaves zero out. */
    private static String cell(BootstrapInterval interval, String form, double scale, int betterSign) {
        boolean sure = interval.low() > 0 || interval.high() < 0;
        boolean better = interval.estimate() * betterSign > 0;
        String style = sure ? better ? "better" : "worse" : "open";
        return Html.minus(String.format(
                Locale.ROOT,
                "<span class=\"%s\">" + form + "</span><br><small>" + form + " … " + form + "</small>%s",
                style,
                scale * interval.estimate(),
                scale * interval.low(),
                scale * interval.high(),
                interval.undefined() == 0
                        ? ""
                        : "<br><small>" + interval.undefined() + " of " + interval.replicates()
                                + " undefined</small>"));
    }

    private String name(Arm arm) {
        Color colour = Charts.colour(report.arms().indexOf(arm));
        return String.format(
                "<span class=\"dot\" style=\"background:#%06x\"></span>%s",
                colour.getRGB() & 0xFFFFFF, Html.escape(arm.name()));
    }

    private void examples() {
        if (report.examples().isEmpty()) {
            return;
        }
        html.heading(2, "To look at")
                .paragraph(
                        "Pictures drawn by the seed, not chosen. The anchor is coded at the QP whose file is nearest in size. "
                                + "Large pictures show their middle. Yellow: boxes of the first detector that score 0.3 or more.");
        for (Example example : report.examples()) {
            html.raw("<h3 class=\"file\">" + Html.escape(example.picture()) + "</h3><div class=\"example\">");
            for (Example.Version version : example.versions()) {
                html.raw("<figure><img alt=\"" + Html.escape(version.title()) + "\" width=\""
                        + version.crop().getWidth() + "\" src=\"" + Html.png(version.crop()) + "\">");
                html.raw("<figcaption><b>" + Html.escape(version.title()) + "</b><br>" + Html.escape(version.size()));
                version.predictions().forEach(line -> html.raw("<br>" + Html.escape(line)));
                html.raw("</figcaption></figure>");
            }
            html.raw("</div>");
        }
    }

    private void subject(SubjectFigures figures) {
        boolean fidelity = figures.name().equals(FidelitySubject.NAME);
        html.heading(2, fidelity ? "Likeness to the uncompressed picture" : figures.name());
        if (fidelity) {
            html.paragraph(
                    "What people's measures say. A picture for machines may lose here: these measures count every pixel alike.");
        } else {
            unlabelled(figures);
        }
        html.raw("<div class=\"charts\">");
        figures.headlines()
                .forEach(measure -> html.raw("<figure class=\"chart\">"
                        + Charts.svg(
                                figures,
                                measure,
                                report.arms(),
                                "chart" + report.figures().indexOf(figures) + measure.key())
                        + "</figure>"));
        html.raw("</div>");
        comparisons(figures);
        points(figures);
    }

    private void unlabelled(SubjectFigures figures) {
        if (figures.measures().contains(Measure.TOP1) || figures.measures().contains(Measure.AP50)) {
            return;
        }
        boolean classifier = report.results().plan().networks().stream()
                .anyMatch(network ->
                        network.name().equals(figures.name()) && network.task() == VisionTask.CLASSIFICATION);
        html.paragraph(
                classifier
                        ? "No labels were given: accuracy is not known, and agreement with the network's own answer to the "
                                + "uncompressed picture stands for it."
                        : "No boxes were given: precision is not known, and agreement with the detector's own boxes in the "
                                + "uncompressed picture (score 0.3 or more, IoU 0.5) stands for it.");
    }

    private void comparisons(SubjectFigures figures) {
        List<String> head = new ArrayList<>(List.of("arm", "anchor"));
        for (Measure measure : figures.measures()) {
            head.add("BD-rate<br><small>" + Html.escape(measure.label()) + "</small>");
            head.add("BD-accuracy<br><small>" + Html.escape(measure.label())
                    + (measure.unit().equals("%") ? ", points" : measure.unit().isEmpty() ? "" : ", " + measure.unit())
                    + "</small>");
        }
        html.raw("<details><summary>All comparisons</summary>").table(head);
        for (Arm anchor : figures.comparisons().stream()
                .map(Comparison::anchor)
                .distinct()
                .toList()) {
            for (Arm arm : report.arms()) {
                List<String> cells = new ArrayList<>(List.of(name(arm), name(anchor)));
                for (Measure measure : figures.measures()) {
                    comparison(figures, arm, anchor, measure).ifPresent(one -> {
                        cells.add(rate(one));
                        cells.add(quality(one));
                    });
                }
                if (cells.size() > 2) {
                    html.row(cells);
                }
            }
        }
        html.endTable().raw("</details>");
    }

    private void points(SubjectFigures figures) {
        List<String> head = new ArrayList<>(List.of("arm", "point", "bpp"));
        figures.measures()
                .forEach(measure -> head.add(Html.escape(measure.label())
                        + (measure.unit().isEmpty() ? "" : "<br><small>" + measure.unit() + "</small>")));
        head.add("ms<br><small>per picture</small>");
        html.raw("<details><summary>All points</summary>").table(head);
        if (!figures.original().isEmpty()) {
            List<String> cells = new ArrayList<>(List.of("uncompressed", "", ""));
            figures.measures()
                    .forEach(measure ->
                            cells.add(value(measure, figures.original().get(measure))));
            cells.add("");
            html.row(cells);
        }
        for (PointFigures point : figures.points()) {
            List<String> cells = new ArrayList<>(List.of(
                    name(point.arm()),
                    Html.escape(point.arm().point(point.point())),
                    String.format(Locale.ROOT, "%.4f", point.bpp())));
            figures.measures()
                    .forEach(measure -> cells.add(value(measure, point.values().get(measure))));
            cells.add(String.format(Locale.ROOT, "%.1f", point.millis()));
            html.row(cells);
        }
        html.endTable().raw("</details>");
    }

    private static String value(Measure measure, BootstrapInterval interval) {
        return measure.format(interval.estimate()) + " <small>(" + measure.format(interval.low()) + " … "
                + measure.format(interval.high()) + ")</small>";
    }

    private void arms() {
        html.heading(2, "The arms").table(List.of("arm", "what it is", "settings"));
        for (Arm arm : report.arms()) {
            html.row(List.of(
                    name(arm),
                    Html.text(Html.escape(arm.description())),
                    Html.text("<code>" + Html.escape(arm.settings()) + "</code>")));
        }
        html.endTable();
    }

    private void reading() {
        html.heading(2, "How to read this")
                .paragraph(
                        "bpp: eight times the bytes of all files, divided by the pixels of all pictures. The rate axis is "
                                + "logarithmic. BD-rate and BD-accuracy (Bjøntegaard) join an arm's points by monotone piecewise-cubic curves over "
                                + "ln(bpp) and take the mean difference over the range that both curves cover; BD-rate leaves out "
                                + "points that cost more bits and are no better.")
                .paragraph(
                        "KL divergence: how far a network's answer is from its answer to the uncompressed picture, nats. Of "
                                + "classifiers that of the class probabilities, of detectors the sum of those of all scores, boxes or not. "
                                + "The least noisy measure, as every picture adds to it; values of different networks do not compare.")
                .paragraph("Intervals: the pictures are drawn anew with replacement " + report.replicates()
                        + " times (seed " + report.seed()
                        + "), the same ones for both arms, and all figures are computed again; 95 % of "
                        + "the results lie inside. They say how much the choice of pictures matters, not whether other networks or "
                        + "other kinds of pictures behave the same.")
                .paragraph(
                        "Milliseconds are those of kernel and x265, or of the JPEG writer, one thread per picture, measured "
                                + "while the machine also did the rest of the evaluation. Program version "
                                + report.version() + ".");
    }

    private void skipped() {
        List<Skipped> skipped = report.results().skipped();
        if (skipped.isEmpty()) {
            return;
        }
        html.raw("<h2 id=\"skipped\">Skipped pictures</h2>").table(List.of("picture", "reason"));
        skipped.forEach(one -> html.row(List.of(Html.escape(one.name()), Html.text(Html.escape(one.reason())))));
        html.endTable();
    }
}
