package org.mvjpeg.evaluation.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.mvjpeg.evaluation.clic.ClicResults;
import org.mvjpeg.evaluation.clic.ClicRow;
import org.mvjpeg.evaluation.clic.Outcome;
import org.mvjpeg.evaluation.metrics.BootstrapInterval;
import org.mvjpeg.evaluation.metrics.PairedBootstrap;
import org.mvjpeg.evaluation.run.NamedNetwork;

/**
 * A comparison at one budget with its intervals.
 *
 * @param version of the program
 * @param results what was found
 * @param lines one for each row
 * @param bootstrap behind the intervals
 */
public record ClicReport(String version, ClicResults results, List<Line> lines, PairedBootstrap bootstrap) {
    /** Copies the list. */
    public ClicReport {
        lines = List.copyOf(lines);
    }

    /**
     * A measure.
     *
     * @param key in JSON
     * @param label in tables
     * @param form of its values in tables
     * @param betterSign 1 where more is better, −1 where less is
     */
    public record Figure(String key, String label, String form, int betterSign) {}

    /**
     * A row's means.
     *
     * @param row what they are of
     * @param means of all figures
     * @param gains of all figures over the baseline, positive where better
     */
    public record Line(ClicRow row, List<BootstrapInterval> means, List<BootstrapInterval> gains) {}

    /** Computes means and intervals: pictures are drawn anew, the same for all rows. */
    public static ClicReport of(String version, ClicResults results, PairedBootstrap bootstrap) {
        List<Figure> figures = figures(results);
        List<ClicRow> rows = results.rows();
        int baseline = rows.indexOf(results.baseline());
        int count = figures.size();
        double[][] values = new double[rows.size() * count][];
        for (int row = 0; row < rows.size(); row++) {
            for (int figure = 0; figure < count; figure++) {
                values[row * count + figure] = rows.get(row).outcomes().stream()
                        .mapToDouble(value(figure))
                        .toArray();
            }
        }
        Statistic means = Statistic.means(values);
        List<BootstrapInterval> intervals =
                bootstrap.intervals(results.pictures().size(), indices -> {
                    double[] drawn = means.of(indices);
                    double[] both = java.util.Arrays.copyOf(drawn, 2 * drawn.length);
                    for (int i = 0; i < drawn.length; i++) {
                        int figure = i % count;
                        both[drawn.length + i] =
                                figures.get(figure).betterSign() * (drawn[i] - drawn[baseline * count + figure]) + 0.0;
                    }
                    return both;
                });
        List<Line> lines = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            int from = row * count;
            lines.add(new Line(
                    rows.get(row),
                    intervals.subList(from, from + count),
                    intervals.subList(values.length + from, values.length + from + count)));
        }
        return new ClicReport(version, results, lines, bootstrap);
    }

    /** What is measured, in the order of the lines' values. */
    public List<Figure> figures() {
        return figures(results);
    }

    private static List<Figure> figures(ClicResults results) {
        List<Figure> figures = new ArrayList<>(List.of(
                new Figure(Measure.PSNR.key(), "PSNR Y, dB", "%.3f", 1),
                new Figure(Measure.MS_SSIM.key(), "MS-SSIM", "%.4f", 1)));
        for (NamedNetwork network : results.plan().networks()) {
            figures.add(new Figure("kl " + network.name(), "KL " + network.name() + ", nats", "%.4f", -1));
        }
        return figures;
    }

    private static ToDoubleFunction<Outcome> value(int figure) {
        return switch (figure) {
            case 0 -> Outcome::psnr;
            case 1 -> Outcome::msSsim;
            default -> outcome -> outcome.kl().get(figure - 2);
        };
    }
}
