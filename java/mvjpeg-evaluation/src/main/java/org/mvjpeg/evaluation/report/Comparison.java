package org.mvjpeg.evaluation.report;

import java.util.Optional;
import org.mvjpeg.evaluation.arms.Arm;
import org.mvjpeg.evaluation.metrics.BdAccuracy;
import org.mvjpeg.evaluation.metrics.BdRate;
import org.mvjpeg.evaluation.metrics.BootstrapInterval;

/**
 * One arm against another by one measure.
 *
 * @param test the arm
 * @param anchor what it is compared with
 * @param measure by which
 * @param rate more bits than the anchor for the same quality, percent
 * @param rateDetails of the estimate; empty where it is undefined
 * @param quality better than the anchor at the same rate, in the measure's own unit, positive always better
 * @param qualityDetails of the estimate; empty where it is undefined
 */
public record Comparison(
        Arm test,
        Arm anchor,
        Measure measure,
        BootstrapInterval rate,
        Optional<BdRate> rateDetails,
        BootstrapInterval quality,
        Optional<BdAccuracy> qualityDetails) {
    /** Why there is no BD-rate, where there is none. */
    public Optional<String> whyNoRate() {
        return rateDetails.isPresent()
                ? Optional.empty()
                : Optional.of("undefined: the curves reach no range of " + measure.label() + " in common");
    }

    /** Why there is no BD-accuracy, where there is none. */
    public Optional<String> whyNoQuality() {
        return qualityDetails.isPresent()
                ? Optional.empty()
                : Optional.of("undefined: the curves have no range of rates in common");
    }
}
