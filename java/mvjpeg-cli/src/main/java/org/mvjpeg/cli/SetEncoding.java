package org.mvjpeg.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mvjpeg.cli.Plan.Conversion;
import org.mvjpeg.evaluation.metrics.PairedBootstrap;
import org.mvjpeg.evaluation.report.SetHtml;
import org.mvjpeg.evaluation.report.SetJson;
import org.mvjpeg.evaluation.report.SetReport;
import org.mvjpeg.sets.MeasurementFile;
import org.mvjpeg.sets.QualityMeasure;
import org.mvjpeg.sets.SetOptions;
import org.mvjpeg.sets.SetPlan;
import org.mvjpeg.sets.SetRateControl;
import org.mvjpeg.sets.Share;
import org.mvjpeg.sets.UniformPlan;

/** Codes a set within one budget: measures, has the files written, compares, reports. */
final class SetEncoding {
    private static final int REPLICATES = 1000;
    private static final long SEED = 1;

    private final SetOptions options;
    private final Path work;
    private final boolean compares;
    private final Console console;

    SetEncoding(SetOptions options, Path work, boolean compares, Console console) {
        this.options = options;
        this.work = work;
        this.compares = compares;
        this.console = console;
    }

    /** Writes the files of a set. */
    @FunctionalInterface
    interface Writer {
        /** @param shares what each picture that can be coded gets */
        void write(Map<Conversion, Share> shares) throws InterruptedException;
    }

    /** @throws IOException if measurements or reports cannot be kept, or no picture can be used */
    void run(List<FilePicture> pictures, Writer writer) throws IOException, InterruptedException {
        try (MeasurementFile file = MeasurementFile.open(work.resolve("set.jsonl"));
                SetProgress progress = new SetProgress(console);
                SetRateControl control = new SetRateControl(options, file, progress)) {
            SetPlan plan = control.plan(pictures);
            progress.close();
            Map<Conversion, Share> shares = new HashMap<>();
            plan.shares().forEach(share -> shares.put(((FilePicture) share.picture()).conversion(), share));
            writer.write(shares);
            Optional<SetReport.Comparison> comparison = Optional.empty();
            if (compares) {
                UniformPlan uniform = control.uniform(plan);
                progress.close();
                comparison = Optional.of(SetReport.Comparison.of(plan, uniform, new PairedBootstrap(REPLICATES, SEED)));
            }
            report(new SetReport(new Main.Version().getVersion()[0], plan, comparison));
        }
    }

    private void report(SetReport report) throws IOException {
        lines(report).forEach(console::print);
        write("set.json", SetJson.of(report));
        write("set.html", SetHtml.of(report));
    }

    private void write(String name, String text) throws IOException {
        Path file = work.resolve(name);
        AtomicFile.write(file, text.getBytes(StandardCharsets.UTF_8));
        console.print("wrote " + file);
    }

    private static List<String> lines(SetReport report) {
        SetPlan plan = report.plan();
        QualityMeasure measure = plan.options().measure();
        String unit = measure.unit().isEmpty() ? "" : " " + measure.unit();
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "set: %d of %d B, %.2f %% left  mean %s %.4f%s%s",
                plan.bytes(),
                plan.budget(),
                100 * plan.left(),
                measure.label(),
                measure.shown(plan.meanQuality()),
                unit,
                plan.isBest() ? "  the budget exceeds what the set can use: all have their best QP" : ""));
        report.comparison()
                .ifPresent(one -> lines.add(String.format(
                        Locale.ROOT,
                        "one QP: %s  %d B  mean %s %.4f%s; the set gains %+.4f%s (95 %% interval %+.4f to %+.4f)",
                        Figures.qp(one.uniform().qp()),
                        one.uniform().bytes(),
                        measure.label(),
                        measure.shown(one.uniform().meanQuality()),
                        unit,
                        one.gain().estimate(),
                        unit,
                        one.gain().low(),
                        one.gain().high())));
        return lines;
    }
}
