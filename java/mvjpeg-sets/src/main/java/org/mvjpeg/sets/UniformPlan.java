package org.mvjpeg.sets;

import java.util.List;

/**
 * One quantiser for all pictures of a set.
 *
 * @param qp of all
 * @param points what comes of it, one for each share of the plan that it is compared with
 */
public record UniformPlan(double qp, List<OperatingPoint> points) {
    /** Copies the list. */
    public UniformPlan {
        points = List.copyOf(points);
    }

    /** Bytes of all files. */
    public long bytes() {
        return points.stream().mapToLong(OperatingPoint::bytes).sum();
    }

    /** Mean of the pictures' quality. */
    public double meanQuality() {
        return points.stream().mapToDouble(OperatingPoint::quality).average().orElseThrow();
    }
}
