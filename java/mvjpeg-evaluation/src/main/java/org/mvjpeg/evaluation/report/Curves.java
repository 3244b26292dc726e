package org.mvjpeg.evaluation.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mvjpeg.evaluation.metrics.RateCurve;
import org.mvjpeg.evaluation.metrics.RatePoint;

/** Makes curves of points as they come. */
final class Curves {
    private Curves() {}

    /**
     * The curve; empty where a quality is undefined or fewer than two points differ in rate. Of points of one rate, which pictures that
     * compress to next to nothing bring about, the best counts.
     */
    static Optional<RateCurve> of(double[] bpp, double[] quality) {
        Map<Double, RatePoint> byRate = new TreeMap<>();
        for (int i = 0; i < bpp.length; i++) {
            if (!Double.isFinite(quality[i])) {
                return Optional.empty();
            }
            byRate.merge(
                    Math.log(bpp[i]), new RatePoint(bpp[i], quality[i]), (a, b) -> a.quality() >= b.quality() ? a : b);
        }
        return byRate.size() < 2 ? Optional.empty() : Optional.of(new RateCurve(List.copyOf(byRate.values())));
    }
}
