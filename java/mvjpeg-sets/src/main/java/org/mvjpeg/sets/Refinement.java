package org.mvjpeg.sets;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mvjpeg.codec.EncoderOptions;

/** Says where curves are to be known better: where the common slope cuts what is expected of them. */
final class Refinement {
    /** Where measuring starts; 10 apart: over so many quality and the logarithm of bytes are smooth. */
    static final List<Double> GRID = List.of(28.0, 38.0, 48.0);

    /** How often a picture is usually measured beyond the grid. */
    static final int USUAL = 3;

    private static final double GRID_STEP = 10;

    /** How often a picture is measured where the slope is expected to cut it, at most. */
    private static final int MOST = 2;

    /** A quantiser is known where one as near was measured. */
    private static final double NEAR = 0.5;

    /** Neighbours of the cut, so that the last steps that fit into a budget or do not are small ones. */
    private static final double NEIGHBOUR = 2;

    private Refinement() {}

    /** What is to be measured next; nothing where the curves are known well enough for the budget, or it is out of reach. */
    static List<Wish> wishes(List<Candidate> candidates, long budget) {
        Allotment expected;
        try {
            expected = Allotment.cut(
                    candidates.stream().map(one -> one.curve().predicted()).toList(), budget);
        } catch (SetBudgetException e) {
            return coarsest(candidates);
        }
        List<Wish> wishes = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            wish(candidates.get(i), expected.points().get(i).qp()).ifPresent(wishes::add);
        }
        return wishes;
    }

    /** The neighbours of where the slope is expected to cut the curves, where none is known. */
    static List<Wish> neighbours(List<Candidate> candidates, long budget) {
        Allotment expected = Allotment.cut(
                candidates.stream().map(one -> one.curve().predicted()).toList(), budget);
        List<Wish> wishes = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            Candidate candidate = candidates.get(i);
            double cut = expected.points().get(i).qp();
            for (double qp : new double[] {cut - NEIGHBOUR, cut + NEIGHBOUR}) {
                if (qp > 0 && qp < EncoderOptions.MAX_QP && candidate.curve().distance(qp) > NEAR) {
                    wishes.add(new Wish(candidate, qp));
                }
            }
        }
        return wishes;
    }

    /** Before a budget is refused all have been tried as coarse as can be. */
    private static List<Wish> coarsest(List<Candidate> candidates) {
        return candidates.stream()
                .filter(one -> !one.curve().has(EncoderOptions.MAX_QP))
                .map(one -> new Wish(one, EncoderOptions.MAX_QP))
                .toList();
    }

    private static Optional<Wish> wish(Candidate candidate, double expected) {
        MeasuredCurve curve = candidate.curve();
        if (expected <= curve.finest() && curve.finest() > 0) {
            return Optional.of(new Wish(candidate, Math.max(0, curve.finest() - GRID_STEP)));
        }
        if (expected >= curve.coarsest() && curve.coarsest() < EncoderOptions.MAX_QP) {
            return Optional.of(new Wish(candidate, EncoderOptions.MAX_QP));
        }
        if (curve.distance(expected) > NEAR && candidate.refinements() < MOST) {
            candidate.refine();
            return Optional.of(new Wish(candidate, expected));
        }
        return Optional.empty();
    }
}
