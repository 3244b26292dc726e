package org.mvjpeg.evaluation.metrics;

import java.util.List;
import java.util.Optional;
import org.mvjpeg.sets.internal.MonotoneCubic;

/**
 * Bjøntegaard delta of rate: how many more bits the tested coder needs for the same quality, on average over the quality
 * range that both curves reach.
 *
 * <p>Source: Bjøntegaard, VCEG-M33 (2001), with ln(bpp) interpolated over quality by PCHIP as in JCTVC-L1100 instead of
 * one cubic through four points: {@code percent = 100 (exp(mean(ln R_test(q) - ln R_anchor(q))) - 1)}.
 *
 * <p>Curves enter as their {@linkplain RateCurve#front() fronts}, so that rate is a function of quality; the points left
 * out are counted.
 *
 * @param percent more bits than the anchor, in percent, above -100; negative is fewer bits
 * @param qualityLow lower end of the common quality range
 * @param qualityHigh upper end of the common quality range, above the lower one
 * @param anchorPointsLeftOut points of the anchor off its front, at least 0
 * @param testPointsLeftOut points of the tested curve off its front, at least 0
 */
public record BdRate(
        double percent, double qualityLow, double qualityHigh, int anchorPointsLeftOut, int testPointsLeftOut) {
    /**
     * Compares two curves.
     *
     * @return empty where the qualities of the fronts have no range in common, or a front is a single point
     */
    public static Optional<BdRate> of(RateCurve anchor, RateCurve test) {
        List<RatePoint> anchorFront = anchor.front();
        List<RatePoint> testFront = test.front();
        if (anchorFront.size() < 2 || testFront.size() < 2) {
            return Optional.empty();
        }
        MonotoneCubic anchorRate = new MonotoneCubic(anchorFront, RatePoint::quality, RatePoint::lnRate);
        MonotoneCubic testRate = new MonotoneCubic(testFront, RatePoint::quality, RatePoint::lnRate);
        double low = Math.max(anchorRate.first(), testRate.first());
        double high = Math.min(anchorRate.last(), testRate.last());
        if (low >= high) {
            return Optional.empty();
        }
        double difference = testRate.mean(low, high) - anchorRate.mean(low, high);
        return Optional.of(new BdRate(
                100 * Math.expm1(difference),
                low,
                high,
                anchor.points().size() - anchorFront.size(),
                test.points().size() - testFront.size()));
    }
}
