package org.mvjpeg.evaluation.report;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.mvjpeg.evaluation.metrics.BootstrapInterval;
import org.mvjpeg.evaluation.metrics.PairedBootstrap;
import org.mvjpeg.sets.Allotment;
import org.mvjpeg.sets.OperatingPoint;
import org.mvjpeg.sets.RateQualityCurve;
import org.mvjpeg.sets.SetBudgetException;
import org.mvjpeg.sets.SetPlan;
import org.mvjpeg.sets.Share;
import org.mvjpeg.sets.UniformPlan;

/**
 * What a set got.
 *
 * @param version of the program
 * @param plan how its pictures are coded
 * @param comparison with one quantiser for all; empty where it was not made
 */
public record SetReport(String version, SetPlan plan, Optional<Comparison> comparison) {
    /**
     * The plan beside one quantiser for all.
     *
     * @param uniform what comes of that
     * @param gain in mean quality, with its interval
     * @param replicates resamples behind the interval
     * @param seed of the resamples
     */
    public record Comparison(UniformPlan uniform, BootstrapInterval gain, int replicates, long seed) {
        /**
         * Compares. For the interval pictures are drawn anew with replacement; of each draw one quantiser for all gives the bytes, and
         * those are allotted among what was measured of the drawn pictures: at equal bytes, and without fractions made for the draw.
         */
        public static Comparison of(SetPlan plan, UniformPlan uniform, PairedBootstrap bootstrap) {
            List<RateQualityCurve> curves =
                    plan.shares().stream().map(Share::curve).toList();
            BootstrapInterval drawn = bootstrap.interval(curves.size(), indices -> gain(curves, uniform, indices));
            double gain = plan.meanQuality() - uniform.meanQuality();
            return new Comparison(
                    uniform,
                    new BootstrapInterval(
                            gain,
                            drawn.low(),
                            drawn.high(),
                            drawn.bias() + drawn.estimate() - gain,
                            drawn.replicates(),
                            drawn.undefined()),
                    bootstrap.replicates(),
                    bootstrap.seed());
        }

        private static double gain(List<RateQualityCurve> curves, UniformPlan uniform, int[] indices) {
            long bytes = 0;
            double quality = 0;
            for (int index : indices) {
                OperatingPoint point = uniform.points().get(index);
                bytes += point.bytes();
                quality += point.quality();
            }
            try {
                Allotment allotment = Allotment.of(
                        Arrays.stream(indices).mapToObj(curves::get).toList(), bytes);
                return allotment.meanQuality() - quality / indices.length;
            } catch (SetBudgetException e) {
                return Double.NaN;
            }
        }
    }
}
