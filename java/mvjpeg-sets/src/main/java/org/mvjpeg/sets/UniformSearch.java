package org.mvjpeg.sets;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Looks for the quantiser at which all files together are as large as a plan's. The curves known of the pictures say where to begin; each
 * try corrects them.
 */
final class UniformSearch {
    /** A total that exceeds the plan's by at most this share is near enough. */
    private static final double TOLERANCE = 0.001;

    private static final double FINEST = 0;
    private static final double COARSEST = 51;
    private static final int BISECTIONS = 40;

    private final long target;
    private final double step;
    private final int mostTries;
    private final List<MeasuredCurve> curves = new ArrayList<>();
    private final List<UniformPlan> tries = new ArrayList<>();

    UniformSearch(SetPlan plan, double step, int mostTries) {
        this.target = plan.bytes();
        this.step = step;
        this.mostTries = mostTries;
        for (Share share : plan.shares()) {
            MeasuredCurve curve = new MeasuredCurve();
            share.curve().points().forEach(curve::add);
            curves.add(curve);
        }
    }

    /** The quantiser to try next; empty when the search is over. */
    Optional<Double> next() {
        boolean near = tries.stream().anyMatch(one -> isAbove(one) && one.bytes() <= (1 + TOLERANCE) * target);
        if (near || tries.size() >= mostTries) {
            return Optional.empty();
        }
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
        double qp = Math.floor(low / step) * step;
        // What was tried and is too small calls for a finer one.
        while (qp >= step && tried(qp).filter(one -> !isAbove(one)).isPresent()) {
            qp -= step;
        }
        return tried(qp).isPresent() ? Optional.empty() : Optional.of(qp);
    }

    private double expected(double qp) {
        return curves.stream().mapToDouble(curve -> curve.expectedBytes(qp)).sum();
    }

    private Optional<UniformPlan> tried(double qp) {
        return tries.stream().filter(one -> one.qp() == qp).findFirst();
    }

    private boolean isAbove(UniformPlan one) {
        return one.bytes() >= target;
    }

    void add(UniformPlan tried) {
        tries.add(tried);
        for (int i = 0; i < curves.size(); i++) {
            curves.get(i).add(tried.points().get(i));
        }
    }

    /** The smallest total that is not below the plan's; where there is none, the largest. */
    UniformPlan best() {
        return tries.stream()
                .filter(this::isAbove)
                .min(Comparator.comparingLong(UniformPlan::bytes))
                .or(() -> tries.stream().max(Comparator.comparingLong(UniformPlan::bytes)))
                .orElseThrow();
    }
}
