package org.mvjpeg.evaluation.metrics;

import java.util.Optional;
import org.mvjpeg.sets.internal.MonotoneCubic;

/**
 * Bjøntegaard delta of quality: how much better the tested coder is at the same rate, on average over the ln(bpp) range
 * that both curves cover.
 *
 * <p>Source: Bjøntegaard, VCEG-M33 (2001) (there BD-PSNR), with quality interpolated over ln(bpp) by PCHIP. Every point
 * counts, also where quality falls as rate grows.
 *
 * @param difference tested quality less the anchor's, in the unit of the curves; positive is better
 * @param bppLow lower end of the common rate range, bits per pixel
 * @param bppHigh upper end of the common rate range, bits per pixel, above the lower one
 */
public record BdAccuracy(double difference, double bppLow, double bppHigh) {
    /**
     * Compares two curves.
     *
     * @return empty where the curves have no range of rates in common
     */
    public static Optional<BdAccuracy> of(RateCurve anchor, RateCurve test) {
        MonotoneCubic anchorQuality = new MonotoneCubic(anchor.points(), RatePoint::lnRate, RatePoint::quality);
        MonotoneCubic testQuality = new MonotoneCubic(test.points(), RatePoint::lnRate, RatePoint::quality);
        double low = Math.max(anchorQuality.first(), testQuality.first());
        double high = Math.min(anchorQuality.last(), testQuality.last());
        if (low >= high) {
            return Optional.empty();
        }
        double difference = testQuality.mean(low, high) - anchorQuality.mean(low, high);
        return Optional.of(new BdAccuracy(difference, Math.exp(low), Math.exp(high)));
    }
}
