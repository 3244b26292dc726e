package org.mvjpeg.sets;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Looks for the quantiser at which all files together are as large as a target, or nearly, on one side of it. The curves known of the
 * pictures say where to begin; each try corrects them.
 */
final class UniformSearch {
    /** A total that misses the target by at most this share is near enough. */
    private static final double TOLERANCE = 0.001;

    private static final double FINEST = 0;
    private static final double COARSEST = 51;
    private static final int BISECTIONS = 40;

    /** On which side of the target totals are to be. */
    enum Side {
        NOT_BELOW,
        NOT_ABOVE
    }

    private final long target;
    private final Side side;
    private final double step;
    private final int mostTries;
    private final List<MeasuredCurve> curves = new ArrayList<>();
    private final List<UniformPlan> tries = new ArrayList<>();

    /** @param step of quantisers */
    UniformSearch(List<Share> shares, long target, Side side, double step, int mostTries) {
        this.target = target;
        this.side = side;
        this.step = step;
        this.mostTries = mostTries;
        for (Share share : shares) {
            MeasuredCurve curve = new MeasuredCurve();
            share.curve().points().forEach(curve::add);
            curves.add(curve);
        }
    }

    /** The quantiser to try next; empty when the search is over. */
    Optional<Double> next() {
        boolean near =
                tries.stream().anyMatch(one -> fits(one) && Math.abs(one.bytes() - target) <= TOLERANCE * target);
        if (near || tries.size() >= mostTries) {
            return Optional.empty();
        }
        double steps = solve() / step;
        double away = side == Side.NOT_BELOW ? -step : step;
        double qp = (side == Side.NOT_BELOW ? Math.floor(steps) : Math.ceil(steps)) * step;
        while (qp >= step
                && qp <= COARSEST - step
                && tried(qp).filter(one -> !fits(one)).isPresent()) {
            qp += away;
        }
        return tried(qp).isPresent() ? Optional.empty() : Optional.of(qp);
    }

    private double solve() {
        double low = FINEST;
        double high = COARSEST;
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = (low + high) / 2;
            if (expected(middle) >= target) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return side == Side.NOT_BELOW ? low : high;
    }

    private double expected(double qp) {
        return curves.stream().mapToDouble(curve -> curve.expectedBytes(qp)).sum();
    }

    private Optional<UniformPlan> tried(double qp) {
        return tries.stream().filter(one -> one.qp() == qp).findFirst();
    }

    private boolean fits(UniformPlan one) {
        return side == Side.NOT_BELOW ? one.bytes() >= target : one.bytes() <= target;
    }

    void add(UniformPlan tried) {
        tries.add(tried);
        for (int i = 0; i < curves.size(); i++) {
            curves.get(i).add(tried.points().get(i));
        }
    }

    /** The total on the right side that is nearest to the target; where there is none, the nearest on the other. */
    UniformPlan best() {
        Comparator<UniformPlan> byDistance = Comparator.comparingLong(one -> Math.abs(one.bytes() - target));
        return tries.stream()
                .filter(this::fits)
                .min(byDistance)
                .or(() -> tries.stream().min(byDistance))
                .orElseThrow();
    }
}
