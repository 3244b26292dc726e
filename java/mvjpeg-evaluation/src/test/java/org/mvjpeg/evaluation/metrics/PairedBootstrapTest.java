package org.mvjpeg.evaluation.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class PairedBootstrapTest {
    private static double[] gaussian(int count, double mean, Random random) {
        double[] values = new double[count];
        Arrays.setAll(values, i -> mean + random.nextGaussian());
        return values;
    }

    private static ToDoubleFunction<int[]> meanOf(double[] values) {
        return sample ->
                Arrays.stream(sample).mapToDouble(i -> values[i]).average().orElseThrow();
    }

    @Test
    void theIntervalOfAMeanIsThatOfTheNormalLaw() {
        double[] values = gaussian(400, 3, new Random(1));
        BootstrapInterval interval = new PairedBootstrap(4000, 7).interval(400, meanOf(values));
        double mean = Arrays.stream(values).average().orElseThrow();
        double deviation = Math.sqrt(Arrays.stream(values)
                .map(x -> (x - mean) * (x - mean))
                .average()
                .orElseThrow());
        assertThat(interval.estimate()).isEqualTo(mean);
        assertThat(interval.low()).isCloseTo(mean - 1.96 * deviation / 20, within(0.01));
        assertThat(interval.high()).isCloseTo(mean + 1.96 * deviation / 20, within(0.01));
        assertThat(interval.replicates()).isEqualTo(4000);
        assertThat(interval.undefined()).isZero();
    }

    @Test
    void theIntervalCoversTheTruthAsOftenAsItSays() {
        Random random = new Random(2);
        int covered = 0;
        for (int trial = 0; trial < 400; trial++) {
            double[] values = gaussian(60, 0.5, random);
            BootstrapInterval interval = new PairedBootstrap(400, trial).interval(60, meanOf(values));
            covered += interval.low() <= 0.5 && 0.5 <= interval.high() ? 1 : 0;
        }
        assertThat(covered / 400.0).isBetween(0.91, 0.98);
    }

    @Test
    void whatBothArmsShareCancels() {
        Random random = new Random(3);
        double[] anchor = gaussian(50, 0, random);
        double[] test = Arrays.stream(anchor).map(x -> x - 0.25).toArray();
        BootstrapInterval interval = new PairedBootstrap(500, 1)
                .interval(
                        50,
                        sample -> meanOf(test).applyAsDouble(sample)
                                - meanOf(anchor).applyAsDouble(sample));
        assertThat(interval.low()).isCloseTo(-0.25, within(1e-12));
        assertThat(interval.high()).isCloseTo(-0.25, within(1e-12));
    }

    @Test
    void theSeedAloneDecides() throws Exception {
        ToDoubleFunction<int[]> statistic = meanOf(gaussian(30, 0, new Random(4)));
        BootstrapInterval first = new PairedBootstrap(300, 5).interval(30, statistic);
        assertThat(new PairedBootstrap(300, 5).interval(30, statistic)).isEqualTo(first);
        assertThat(new PairedBootstrap(300, 6).interval(30, statistic)).isNotEqualTo(first);
        ForkJoinPool seven = new ForkJoinPool(7);
        try {
            assertThat(seven.submit(() -> new PairedBootstrap(300, 5).interval(30, statistic))
                            .get())
                    .isEqualTo(first);
        } finally {
            seven.shutdown();
        }
    }

    @Test
    void samplesDrawEveryPictureEquallyOften() {
        double[] seen = new double[5];
        new PairedBootstrap(4000, 8).interval(5, sample -> {
            assertThat(sample).hasSize(5);
            synchronized (seen) {
                Arrays.stream(sample).forEach(i -> seen[i]++);
            }
            return 0;
        });
        assertThat(seen).usingComparatorWithPrecision(300.0).containsExactly(4000, 4000, 4000, 4000, 4000);
    }

    @Test
    void undefinedResamplesAreCountedAndLeftOut() {
        // A resample of 2 pictures misses picture 0 with probability 1/4.
        BootstrapInterval interval =
                new PairedBootstrap(4000, 9).interval(2, sample -> sample[0] != 0 && sample[1] != 0 ? Double.NaN : 1);
        assertThat(interval.undefined()).isBetween(880, 1120);
        assertThat(interval.low()).isEqualTo(1);
        assertThat(interval.high()).isEqualTo(1);
        BootstrapInterval none = new PairedBootstrap(10, 9).interval(2, sample -> Double.NaN);
        assertThat(none.undefined()).isEqualTo(10);
        assertThat(none.estimate()).isNaN();
        assertThat(none.bias()).isNaN();
        assertThat(none.low()).isNaN();
        assertThat(none.high()).isNaN();
    }

    @Test
    void theBiasOfTheReplicatesIsTold() {
        // The best of 2 pictures is missing from 1/4 of the resamples.
        BootstrapInterval best = new PairedBootstrap(8000, 10).interval(2, sample -> Math.max(sample[0], sample[1]));
        assertThat(best.bias()).isCloseTo(-0.25, within(0.025));
    }

    @Test
    void nothingToDrawIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PairedBootstrap(0, 1))
                .withMessageContaining("replicates is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PairedBootstrap(1, 1).interval(0, sample -> 0))
                .withMessageContaining("pictures is 0");
    }
}
