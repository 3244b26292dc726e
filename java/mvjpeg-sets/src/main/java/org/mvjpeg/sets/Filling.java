package org.mvjpeg.sets;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Says which fractions of a QP may use up what a choice leaves of the budget. */
final class Filling {
    /** Of two choices: one that spends the budget goes first, then the better one. */
    static final Comparator<Allotment> BETTER = Comparator.comparing(
                    (Allotment one) -> one.left() <= Filling.MOST_LEFT * one.budget())
            .thenComparing(Allotment::meanQuality);

    private static final double MOST_LEFT = 0.005;

    /** Share of a budget that may be left. */
    private static final double TOLERANCE = 0.002;

    /** Tries at once; one of them is enough. */
    private static final int TRIES = 4;

    /** Shares of the rest that a try aims at: the first leaves room for sizes that waver. */
    private static final double[] AIMS = {0.97, 0.8, 0.6, 0.4};

    private Filling() {}

    /** A wish with what it promises. */
    private record Promise(Wish wish, double gain) {}

    /** Whether a choice leaves too little to go on. */
    static boolean isDone(Allotment allotment) {
        return allotment.left() <= TOLERANCE * allotment.budget();
    }

    /**
     * Quantisers a little finer than the chosen ones, those that promise most.
     *
     * @param step of quantisers
     * @return nothing where no picture can use more
     */
    static List<Wish> wishes(List<Candidate> candidates, Allotment allotment, double step) {
        int aims = Math.max(1, TRIES / candidates.size());
        List<Promise> promises = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            for (int aim = 0; aim < aims; aim++) {
                double bytes = AIMS[aim] * allotment.left();
                promise(candidates.get(i), allotment.points().get(i), bytes, step, promises);
            }
        }
        return promises.stream()
                .sorted(Comparator.comparingDouble(Promise::gain).reversed())
                .limit(TRIES)
                .map(Promise::wish)
                .toList();
    }

    private static void promise(
            Candidate candidate, OperatingPoint from, double more, double step, List<Promise> promises) {
        OperatingPoint expected = candidate.curve().expectedAt(from, from.bytes() + more);
        Wish wish = new Wish(candidate, Math.ceil(expected.qp() / step) * step);
        double gain = expected.quality() - from.quality();
        if (gain > 0
                && !candidate.curve().has(wish.qp())
                && promises.stream().noneMatch(one -> one.wish.equals(wish))) {
            promises.add(new Promise(wish, gain));
        }
    }
}
