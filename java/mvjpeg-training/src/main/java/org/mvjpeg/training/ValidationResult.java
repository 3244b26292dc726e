package org.mvjpeg.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.mvjpeg.evaluation.metrics.BdRate;
import org.mvjpeg.evaluation.metrics.RateCurve;
import org.mvjpeg.evaluation.metrics.RatePoint;
import org.mvjpeg.training.loss.AnchorCurve;

/**
 * A validation.
 *
 * @param step after which it was made
 * @param qps at which
 * @param gains means by QP, see {@link Gains}
 * @param judges by judge
 */
record ValidationResult(int step, List<Integer> qps, List<Double> gains, List<JudgeResult> judges) {
    /**
     * What a judge says.
     *
     * @param bdRateLog change of bytes at equal ln of the mean distance, percent; NaN where the curves have nothing in common
     * @param bdRate change of bytes at equal mean distance, percent
     * @param bytes change of the mean file by QP, percent
     * @param distance change of the mean distance by QP, percent
     */
    record JudgeResult(String name, double bdRateLog, double bdRate, List<Double> bytes, List<Double> distance) {}

    static ValidationResult of(
            int step, List<String> names, Measurement anchor, Measurement test, List<AnchorCurve> curves) {
        List<JudgeResult> results = new ArrayList<>();
        for (int judge = 0; judge < names.size(); judge++) {
            List<Double> bytes = new ArrayList<>();
            List<Double> distances = new ArrayList<>();
            for (int q = 0; q < test.qps().size(); q++) {
                int at = anchor.qps().indexOf(test.qps().get(q));
                bytes.add(change(anchor.bytes()[judge][at], test.bytes()[judge][q]));
                distances.add(change(anchor.distances()[judge][at], test.distances()[judge][q]));
            }
            results.add(new JudgeResult(
                    names.get(judge),
                    bdRate(anchor, test, judge, distance -> -Math.log(distance)),
                    bdRate(anchor, test, judge, distance -> -distance),
                    bytes,
                    distances));
        }
        Gains gains = Gains.of(anchor, test, curves);
        return new ValidationResult(step, test.qps(), gains.means(), results);
    }

    private static double change(double[] from, double[] to) {
        return 100 * (Measurement.mean(to) / Measurement.mean(from) - 1);
    }

    private static double bdRate(
            Measurement anchor, Measurement test, int judge, ToDoubleFunction<Double> qualityOfDistance) {
        try {
            return BdRate.of(curve(anchor, judge, qualityOfDistance), curve(test, judge, qualityOfDistance))
                    .map(BdRate::percent)
                    .orElse(Double.NaN);
        } catch (IllegalArgumentException e) {
            // Two QPs gave files of one size, or no distance at all: there is no curve.
            return Double.NaN;
        }
    }

    private static RateCurve curve(Measurement measurement, int judge, ToDoubleFunction<Double> qualityOfDistance) {
        List<RatePoint> points = new ArrayList<>();
        for (int q = 0; q < measurement.qps().size(); q++) {
            points.add(new RatePoint(
                    Measurement.mean(measurement.bytes()[judge][q]),
                    qualityOfDistance.applyAsDouble(Measurement.mean(measurement.distances()[judge][q]))));
        }
        return new RateCurve(points);
    }

    /** Mean of the gains; below 0 the network wins. */
    double gain() {
        return gains.stream().mapToDouble(gain -> gain).average().orElseThrow();
    }

    /** Lines for people. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT, "validation after step %d: gain %+.4f (%s)", step, gain(), byQp(gains, "%+.4f")));
        for (JudgeResult judge : judges) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  %s: BD-rate %+.2f %% at equal ln D, %+.2f %% at equal D; bytes %s %%; D %s %%",
                    judge.name,
                    judge.bdRateLog,
                    judge.bdRate,
                    byQp(judge.bytes, "%+.1f"),
                    byQp(judge.distance, "%+.1f")));
        }
        return lines;
    }

    private String byQp(List<Double> values, String format) {
        List<String> parts = new ArrayList<>();
        for (int q = 0; q < values.size(); q++) {
            parts.add("QP " + qps.get(q) + " " + String.format(Locale.ROOT, format, values.get(q)));
        }
        return String.join(", ", parts);
    }
}
