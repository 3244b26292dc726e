package org.mvjpeg.sets;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The operating points of one picture and their upper convex hull. Points below the hull are kept: they may still fill the rest of a budget.
 *
 * <p>Source: the convex-hull argument of Shoham and Gersho, "Efficient Bit Allocation for an Arbitrary Set of Quantizers", IEEE Trans.
 * ASSP 36 (1988): only points on the hull are best at any exchange rate of bytes for quality.
 */
public final class RateQualityCurve {
    private static final Comparator<OperatingPoint> BY_BYTES = Comparator.comparingLong(OperatingPoint::bytes)
            .thenComparing(Comparator.comparingDouble(OperatingPoint::quality).reversed())
            .thenComparingDouble(OperatingPoint::qp);

    private final List<OperatingPoint> points;
    private final List<OperatingPoint> hull;

    /**
     * A curve of points in any order; of equally many bytes only the best can be on the hull.
     *
     * @throws IllegalArgumentException for no point
     */
    public RateQualityCurve(List<OperatingPoint> points) {
        if (points.isEmpty()) {
            throw new IllegalArgumentException("a curve of 0 points, needs at least 1");
        }
        this.points = points.stream().sorted(BY_BYTES).toList();
        this.hull = hullOf(this.points);
    }

    private static List<OperatingPoint> hullOf(List<OperatingPoint> sorted) {
        List<OperatingPoint> hull = new ArrayList<>();
        for (OperatingPoint point : sorted) {
            if (!hull.isEmpty() && point.quality() <= last(hull).quality()) {
                continue;
            }
            while (hull.size() > 1
                    && hull.get(hull.size() - 2).slopeTo(last(hull))
                            <= last(hull).slopeTo(point)) {
                hull.remove(hull.size() - 1);
            }
            hull.add(point);
        }
        return List.copyOf(hull);
    }

    private static OperatingPoint last(List<OperatingPoint> list) {
        return list.get(list.size() - 1);
    }

    /** All points, by rising bytes. */
    public List<OperatingPoint> points() {
        return points;
    }

    /** Points on the hull, at least 1: bytes and quality rise strictly, the slope between neighbours falls strictly. */
    public List<OperatingPoint> hull() {
        return hull;
    }

    /** The point of least bytes. */
    public OperatingPoint cheapest() {
        return hull.get(0);
    }

    /** The point of best quality. */
    public OperatingPoint best() {
        return last(hull);
    }
}
