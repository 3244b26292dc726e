package org.mvjpeg.evaluation.metrics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Quality over rate for one coder.
 *
 * <p>Quality is free to fall where rate grows, as measured accuracy does. {@link BdAccuracy}, which reads quality off the
 * rate, takes every point; {@link BdRate}, which needs the inverse, takes the {@link #front()}.
 *
 * @param points at least 2, given in any order, kept by rising rate; no two of one rate
 */
public record RateCurve(List<RatePoint> points) {
    /**
     * Sorts the points by rate.
     *
     * @throws IllegalArgumentException for fewer than 2 points or for two of one rate
     */
    public RateCurve {
        if (points.size() < 2) {
            throw new IllegalArgumentException("a rate curve of " + points.size() + " points, needs at least 2");
        }
        points = points.stream()
                .sorted(Comparator.comparingDouble(RatePoint::bpp))
                .toList();
        for (int i = 1; i < points.size(); i++) {
            if (points.get(i).lnRate() <= points.get(i - 1).lnRate()) {
                throw new IllegalArgumentException(
                        "two points of " + points.get(i).bpp() + " bpp, rates must differ");
            }
        }
    }

    /**
     * A curve of the given points.
     *
     * @throws IllegalArgumentException for fewer than 2 points or for two of one rate
     */
    public static RateCurve of(RatePoint... points) {
        return new RateCurve(List.of(points));
    }

    /**
     * The points worth choosing: each is better than every cheaper one. A point that costs more bits than another and is
     * no better is left out, for nobody would code so; along the front quality rises strictly with rate.
     *
     * @return at least 1 point, by rising rate and quality
     */
    public List<RatePoint> front() {
        List<RatePoint> front = new ArrayList<>();
        for (RatePoint point : points) {
            if (front.isEmpty() || point.quality() > front.get(front.size() - 1).quality()) {
                front.add(point);
            }
        }
        return List.copyOf(front);
    }
}
