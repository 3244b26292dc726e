package org.mvjpeg.evaluation.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.mvjpeg.evaluation.arms.Arm;
import org.mvjpeg.evaluation.metrics.BdAccuracy;
import org.mvjpeg.evaluation.metrics.BdRate;
import org.mvjpeg.evaluation.metrics.BootstrapInterval;
import org.mvjpeg.evaluation.metrics.PairedBootstrap;
import org.mvjpeg.evaluation.metrics.RateCurve;
import org.mvjpeg.evaluation.run.Coding;
import org.mvjpeg.evaluation.run.NamedNetwork;
import org.mvjpeg.evaluation.run.Results;

/** Turns results into figures. Every resample of the pictures serves all arms, points and comparisons. */
public final class Analysis {
    private final Results results;
    private final List<Pair> pairs;
    private final PairedBootstrap bootstrap;
    private final Map<Arm, List<Integer>> points = new LinkedHashMap<>();

    /**
     * Two arms to compare.
     *
     * @param test the one
     * @param anchor the other
     */
    public record Pair(Arm test, Arm anchor) {}

    private Analysis(Results results, List<Pair> pairs, PairedBootstrap bootstrap) {
        this.results = results;
        this.pairs = pairs;
        this.bootstrap = bootstrap;
        results.plan().arms().forEach(arm -> points.put(arm, results.plan().points(arm)));
    }

    /** The figures of all networks, and last those of fidelity. */
    public static List<SubjectFigures> of(Results results, List<Pair> pairs, PairedBootstrap bootstrap) {
        Analysis analysis = new Analysis(results, pairs, bootstrap);
        List<SubjectFigures> figures = new ArrayList<>();
        for (NamedNetwork network : results.plan().networks()) {
            figures.add(analysis.figures(NetworkSubject.of(results, network)));
        }
        figures.add(analysis.figures(new FidelitySubject(results)));
        return figures;
    }

    /** Rate and figures of the points of one arm, over one resample. */
    private record Drawn(double[] bpp, double[][] values) {
        Optional<RateCurve> curve(Measure measure, int index) {
            double[] quality = Arrays.stream(values)
                    .mapToDouble(atPoint -> measure.quality(atPoint[index]))
                    .toArray();
            return Curves.of(bpp, quality);
        }
    }

    private SubjectFigures figures(Subject subject) {
        Map<Arm, List<Statistic>> statistics = new LinkedHashMap<>();
        Map<Arm, List<Statistic>> rates = new LinkedHashMap<>();
        points.forEach((arm, atPoints) -> {
            statistics.put(
                    arm,
                    atPoints.stream().map(point -> subject.coded(arm, point)).toList());
            rates.put(arm, atPoints.stream().map(point -> rate(arm, point)).toList());
        });
        Optional<Statistic> original = subject.original();
        List<Measure> measures = subject.measures();
        int pictures = results.pictures().size();
        List<BootstrapInterval> intervals =
                bootstrap.intervals(pictures, indices -> vector(indices, measures, statistics, rates, original));
        return read(subject, intervals, drawn(IntStream.range(0, pictures).toArray(), statistics, rates));
    }

    /** Bits per pixel over a resample. */
    private Statistic rate(Arm arm, int point) {
        List<Coding> codings = IntStream.range(0, results.pictures().size())
                .mapToObj(picture -> results.coding(picture, arm, point))
                .toList();
        long[] bytes = codings.stream().mapToLong(Coding::bytes).toArray();
        long[] pixels = codings.stream().mapToLong(Coding::pixels).toArray();
        return indices -> {
            long allBytes = 0;
            long allPixels = 0;
            for (int index : indices) {
                allBytes += bytes[index];
                allPixels += pixels[index];
            }
            return new double[] {8.0 * allBytes / allPixels};
        };
    }

    private static Map<Arm, Drawn> drawn(
            int[] indices, Map<Arm, List<Statistic>> statistics, Map<Arm, List<Statistic>> rates) {
        Map<Arm, Drawn> drawn = new LinkedHashMap<>();
        statistics.forEach((arm, atPoints) -> drawn.put(
                arm,
                new Drawn(
                        rates.get(arm).stream()
                                .mapToDouble(rate -> rate.of(indices)[0])
                                .toArray(),
                        atPoints.stream()
                                .map(statistic -> statistic.of(indices))
                                .toArray(double[][]::new))));
        return drawn;
    }

    /** Figures of all points, of the originals, and two of all comparisons, in the order in which {@link #read} takes them. */
    private double[] vector(
            int[] indices,
            List<Measure> measures,
            Map<Arm, List<Statistic>> statistics,
            Map<Arm, List<Statistic>> rates,
            Optional<Statistic> original) {
        Map<Arm, Drawn> drawn = drawn(indices, statistics, rates);
        List<double[]> parts = new ArrayList<>();
        drawn.values().forEach(arm -> parts.addAll(Arrays.asList(arm.values())));
        original.ifPresent(statistic -> parts.add(statistic.of(indices)));
        for (Pair pair : pairs) {
            for (int i = 0; i < measures.size(); i++) {
                Optional<RateCurve> anchor = drawn.get(pair.anchor()).curve(measures.get(i), i);
                Optional<RateCurve> test = drawn.get(pair.test()).curve(measures.get(i), i);
                parts.add(new double[] {
                    rate(anchor, test).map(BdRate::percent).orElse(Double.NaN),
                    quality(anchor, test).map(BdAccuracy::difference).orElse(Double.NaN)
                });
            }
        }
        return parts.stream().flatMapToDouble(Arrays::stream).toArray();
    }

    private static Optional<BdRate> rate(Optional<RateCurve> anchor, Optional<RateCurve> test) {
        return anchor.isEmpty() || test.isEmpty() ? Optional.empty() : BdRate.of(anchor.get(), test.get());
    }

    private static Optional<BdAccuracy> quality(Optional<RateCurve> anchor, Optional<RateCurve> test) {
        return anchor.isEmpty() || test.isEmpty() ? Optional.empty() : BdAccuracy.of(anchor.get(), test.get());
    }

    private SubjectFigures read(Subject subject, List<BootstrapInterval> intervals, Map<Arm, Drawn> estimates) {
        List<Measure> measures = subject.measures();
        var next = intervals.iterator();
        List<PointFigures> figures = new ArrayList<>();
        points.forEach((arm, atPoints) -> {
            for (int i = 0; i < atPoints.size(); i++) {
                int point = atPoints.get(i);
                Map<Measure, BootstrapInterval> values = new EnumMap<>(Measure.class);
                measures.forEach(measure -> values.put(measure, next.next()));
                figures.add(new PointFigures(arm, point, estimates.get(arm).bpp()[i], millis(arm, point), values));
            }
        });
        Map<Measure, BootstrapInterval> original = new EnumMap<>(Measure.class);
        if (subject.original().isPresent()) {
            measures.forEach(measure -> original.put(measure, next.next()));
        }
        List<Comparison> comparisons = new ArrayList<>();
        for (Pair pair : pairs) {
            for (int i = 0; i < measures.size(); i++) {
                Optional<RateCurve> anchor = estimates.get(pair.anchor()).curve(measures.get(i), i);
                Optional<RateCurve> test = estimates.get(pair.test()).curve(measures.get(i), i);
                comparisons.add(new Comparison(
                        pair.test(),
                        pair.anchor(),
                        measures.get(i),
                        next.next(),
                        rate(anchor, test),
                        next.next(),
                        quality(anchor, test)));
            }
        }
        return new SubjectFigures(subject.name(), measures, figures, original, comparisons);
    }

    private double millis(Arm arm, int point) {
        return IntStream.range(0, results.pictures().size())
                .mapToDouble(picture -> results.coding(picture, arm, point).millis())
                .average()
                .orElseThrow();
    }
}
