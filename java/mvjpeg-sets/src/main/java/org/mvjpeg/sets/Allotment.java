package org.mvjpeg.sets;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which operating point each picture of a set gets, so that the sum of quality is as large as a budget of bytes allows.
 *
 * <p>All pictures start at their cheapest point. Steps along the hulls are taken from the steepest to the flattest, of whatever picture,
 * until one does not fit: its slope is the common one. What is left is filled with any points that still fit, hull or not, largest gain
 * first. Before the filling the choice is the best of its size (Everett, "Generalized Lagrange Multiplier Method", Operations Research 11,
 * 1963); what it falls short of the best within the budget is at most the gain of the step that did not fit.
 *
 * @param points one for each picture, in their order
 * @param budget the most bytes of all together
 * @param bytes what they take
 * @param slope quality per byte: all steps steeper than it are taken; 0 where every picture has its best point
 */
public record Allotment(List<OperatingPoint> points, long budget, long bytes, double slope) {
    /** Copies the list. */
    public Allotment {
        points = List.copyOf(points);
    }

    /** A step along a picture's hull. */
    private record Step(int picture, OperatingPoint from, OperatingPoint to) {
        double slope() {
            return from.slopeTo(to);
        }

        long bytes() {
            return to.bytes() - from.bytes();
        }
    }

    /**
     * Allots a budget. Of steps equally steep those of earlier pictures go first.
     *
     * @param curves one for each picture, at least 1
     * @throws SetBudgetException if even the cheapest points exceed the budget
     * @throws IllegalArgumentException for no curve
     */
    public static Allotment of(List<RateQualityCurve> curves, long budget) {
        Allotment cut = cut(curves, budget);
        return new Rest(curves, cut).filled();
    }

    /** The same without the filling. */
    static Allotment cut(List<RateQualityCurve> curves, long budget) {
        if (curves.isEmpty()) {
            throw new IllegalArgumentException("a set of 0 pictures, needs at least 1");
        }
        List<OperatingPoint> points =
                new ArrayList<>(curves.stream().map(RateQualityCurve::cheapest).toList());
        long bytes = points.stream().mapToLong(OperatingPoint::bytes).sum();
        if (bytes > budget) {
            throw new SetBudgetException(budget, bytes, curves.size());
        }
        for (Step step : steps(curves)) {
            if (bytes + step.bytes() > budget) {
                return new Allotment(points, budget, bytes, step.slope());
            }
            points.set(step.picture(), step.to());
            bytes += step.bytes();
        }
        return new Allotment(points, budget, bytes, 0);
    }

    /** From the steepest; those of one picture stay in their order, for its slopes fall strictly. */
    private static List<Step> steps(List<RateQualityCurve> curves) {
        List<Step> steps = new ArrayList<>();
        for (int picture = 0; picture < curves.size(); picture++) {
            List<OperatingPoint> hull = curves.get(picture).hull();
            for (int i = 1; i < hull.size(); i++) {
                steps.add(new Step(picture, hull.get(i - 1), hull.get(i)));
            }
        }
        steps.sort(Comparator.comparingDouble(Step::slope).reversed());
        return steps;
    }

    /** Bytes of the budget that are not spent. */
    public long left() {
        return budget - bytes;
    }

    /** Mean of the pictures' quality. */
    public double meanQuality() {
        return points.stream().mapToDouble(OperatingPoint::quality).average().orElseThrow();
    }

    /** Spends what is left on points that fit. */
    private static final class Rest {
        private final List<RateQualityCurve> curves;
        private final Allotment cut;
        private final List<OperatingPoint> points;
        private long left;

        Rest(List<RateQualityCurve> curves, Allotment cut) {
            this.curves = curves;
            this.cut = cut;
            this.points = new ArrayList<>(cut.points);
            this.left = cut.left();
        }

        Allotment filled() {
            for (Optional<Step> step = largest(); step.isPresent(); step = largest()) {
                points.set(step.get().picture(), step.get().to());
                left -= step.get().bytes();
            }
            return new Allotment(points, cut.budget, cut.budget - left, cut.slope);
        }

        private Optional<Step> largest() {
            Step largest = null;
            double most = 0;
            for (int picture = 0; picture < points.size(); picture++) {
                OperatingPoint from = points.get(picture);
                for (OperatingPoint to : curves.get(picture).points()) {
                    double gain = to.quality() - from.quality();
                    if (gain > most && to.bytes() - from.bytes() <= left) {
                        most = gain;
                        largest = new Step(picture, from, to);
                    }
                }
            }
            return Optional.ofNullable(largest);
        }
    }
}
