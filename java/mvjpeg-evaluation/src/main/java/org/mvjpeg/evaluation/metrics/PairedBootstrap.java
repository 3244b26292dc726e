package org.mvjpeg.evaluation.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Percentile bootstrap over pictures. One resample of picture indices serves both arms, so that what makes a picture hard
 * for both cancels.
 *
 * <p>Source: Efron and Tibshirani, "An Introduction to the Bootstrap" (1993), chapter 13; quantiles between order
 * statistics by linear interpolation (Hyndman and Fan's type 7).
 *
 * @param replicates resamples to draw, at least 1; 1000 and more for a 95 % interval
 * @param seed equal seeds give equal resamples, whatever the number of threads
 */
public record PairedBootstrap(int replicates, long seed) {
    private static final double TAIL = 0.025;

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException for fewer than 1 replicate
     */
    public PairedBootstrap {
        if (replicates < 1) {
            throw new IllegalArgumentException("replicates is " + replicates + ", must be at least 1");
        }
    }

    /**
     * The intervals of several statistics that share their resamples and most of their work.
     *
     * @param pictures how many there are, at least 1
     * @param statistics maps picture indices, as {@link #interval} does, to figures, equally many each time; NaN where undefined
     * @return one for each figure, in their order
     * @throws IllegalArgumentException for fewer than 1 picture
     */
    public List<BootstrapInterval> intervals(int pictures, Function<int[], double[]> statistics) {
        if (pictures < 1) {
            throw new IllegalArgumentException("pictures is " + pictures + ", must be at least 1");
        }
        double[] estimates = statistics.apply(IntStream.range(0, pictures).toArray());
        SplittableRandom source = new SplittableRandom(seed);
        SplittableRandom[] streams = new SplittableRandom[replicates];
        Arrays.setAll(streams, replicate -> source.split());
        double[][] drawn = Arrays.stream(streams)
                .parallel()
                .map(stream ->
                        statistics.apply(stream.ints(pictures, 0, pictures).toArray()))
                .toArray(double[][]::new);
        return IntStream.range(0, estimates.length)
                .mapToObj(i -> interval(estimates[i], Arrays.stream(drawn).mapToDouble(figures -> figures[i])))
                .toList();
    }

    private BootstrapInterval interval(double estimate, DoubleStream drawn) {
        double[] defined = drawn.filter(Double::isFinite).sorted().toArray();
        return new BootstrapInterval(
                estimate,
                quantile(defined, TAIL),
                quantile(defined, 1 - TAIL),
                Arrays.stream(defined).average().orElse(Double.NaN) - estimate,
                replicates,
                replicates - defined.length);
    }

    /**
     * The interval of a statistic.
     *
     * @param pictures how many there are, at least 1
     * @param statistic maps picture indices, 0 to {@code pictures - 1}, as many as there are pictures, with repeats, to a
     *     figure of both arms; NaN where it is undefined. Called from several threads at once, each time with an array of
     *     its own
     * @throws IllegalArgumentException for fewer than 1 picture
     */
    public BootstrapInterval interval(int pictures, ToDoubleFunction<int[]> statistic) {
        return intervals(pictures, indices -> new double[] {statistic.applyAsDouble(indices)})
                .get(0);
    }

    private static double quantile(double[] sorted, double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double position = share * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
