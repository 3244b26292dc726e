package org.mvjpeg.sets;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides how the pictures of a set are coded so that their files together stay within a budget and their mean quality is high.
 *
 * <p>Each picture is measured on a coarse grid of quantisers, then where the interpolated curves of all are cut by one slope, until that
 * moves no further, and beside it; then a few encodes with fractions of a QP fill the budget. Only what was measured is decided on, so files that are coded
 * as the plan says have the sizes that it says. The outcome depends neither on the number of jobs nor on what was known from an earlier run.
 */
public final class SetRateControl implements AutoCloseable {
    private static final double FRACTION = 1.0 / 64;
    private static final int FILLING_ROUNDS = 8;
    private static final int UNIFORM_TRIES = 5;

    private final SetOptions options;
    private final SetListener listener;
    private final Measurer measurer;

    /**
     * Rate control that remembers nothing of earlier runs.
     *
     * @throws org.mvjpeg.codec.CodecException if the native libraries cannot be loaded
     */
    public SetRateControl(SetOptions options, SetListener listener) {
        this.options = options;
        this.listener = listener;
        this.measurer = new Measurer(options, Optional.empty(), listener);
    }

    /**
     * Rate control that goes on from the measurements in a file, and keeps its own there; it does not close the file.
     *
     * @throws IOException if the file's measurements are of other settings, or it cannot be written
     * @throws org.mvjpeg.codec.CodecException if the native libraries cannot be loaded
     */
    public SetRateControl(SetOptions options, MeasurementFile file, SetListener listener) throws IOException {
        this.options = options;
        this.listener = listener;
        this.measurer = new Measurer(options, Optional.of(file), listener);
        try {
            measurer.requireSettings(file);
        } catch (IOException | RuntimeException e) {
            measurer.close();
            throw e;
        }
    }

    /**
     * Measures the pictures and decides.
     *
     * @param pictures at least 1
     * @throws SetBudgetException if even the smallest files exceed the budget
     * @throws IOException if no picture can be used, or measurements cannot be kept
     * @throws IllegalArgumentException for no picture
     */
    public SetPlan plan(List<? extends SetPicture> pictures) throws IOException, InterruptedException {
        if (pictures.isEmpty()) {
            throw new IllegalArgumentException("a set of 0 pictures, needs at least 1");
        }
        Survey survey = new Survey(pictures);
        listener.expected(pictures.size() * (Refinement.GRID.size() + Refinement.USUAL));
        survey.measureAll(Refinement.GRID);
        for (List<Wish> wishes = survey.wishes(); !wishes.isEmpty(); wishes = survey.wishes()) {
            listener.expected(wishes.size() + survey.usuallyLeft());
            survey.grant(wishes);
        }
        survey.grant(survey.neighbours());
        return survey.plan(filled(survey));
    }

    /** The choice among what was measured, with a few further measurements that leave less of the budget. */
    private Allotment filled(Survey survey) throws IOException, InterruptedException {
        Allotment best = survey.allot();
        for (int round = 0; round < FILLING_ROUNDS && !Filling.isDone(best); round++) {
            List<Wish> wishes = Filling.wishes(survey.candidates, best, step());
            if (wishes.isEmpty()) {
                break;
            }
            listener.expected(wishes.size());
            int before = survey.candidates.size();
            survey.grant(wishes);
            Allotment next = survey.allot();
            best = survey.candidates.size() < before
                    ? next
                    : Stream.of(best, next).max(Filling.BETTER).orElseThrow();
        }
        return best;
    }

    private double step() {
        return options.encoder().allowsFractions() ? FRACTION : 1;
    }

    /**
     * Looks for the one quantiser whose files together are as large as those of a plan, or larger by as little as can be.
     *
     * @throws IOException if a picture cannot be measured any more, or measurements cannot be kept
     */
    public UniformPlan uniform(SetPlan plan) throws IOException, InterruptedException {
        return uniform(plan, plan.bytes(), UniformSearch.Side.NOT_BELOW);
    }

    /**
     * Looks for the one quantiser whose files together come nearest to a plan's budget from below.
     *
     * @return one that exceeds it where no quantiser tried does not
     * @throws IOException if a picture cannot be measured any more, or measurements cannot be kept
     */
    public UniformPlan uniformWithin(SetPlan plan) throws IOException, InterruptedException {
        return uniform(plan, plan.budget(), UniformSearch.Side.NOT_ABOVE);
    }

    private UniformPlan uniform(SetPlan plan, long target, UniformSearch.Side side)
            throws IOException, InterruptedException {
        UniformSearch search = new UniformSearch(plan.shares(), target, side, step(), UNIFORM_TRIES);
        for (Optional<Double> qp = search.next(); qp.isPresent(); qp = search.next()) {
            listener.expected(plan.shares().size());
            search.add(new UniformPlan(qp.get(), points(plan, qp.get())));
        }
        return search.best();
    }

    private List<OperatingPoint> points(SetPlan plan, double qp) throws IOException, InterruptedException {
        List<Measurer.Outcome> outcomes = measurer.measure(plan.shares().stream()
                .map(share -> new Measurer.Task(share.picture(), List.of(qp)))
                .toList());
        List<OperatingPoint> points = new ArrayList<>();
        for (int i = 0; i < outcomes.size(); i++) {
            Measurer.Outcome outcome = outcomes.get(i);
            if (outcome.failure().isPresent()) {
                throw new IOException(plan.shares().get(i).picture().name() + ": "
                        + outcome.failure().get());
            }
            points.add(outcome.measurements().get(0).point());
        }
        return points;
    }

    /** Stops what is under way and frees native memory. */
    @Override
    public void close() {
        measurer.close();
    }

    /** What is known of the pictures, and which of them cannot be used. */
    private final class Survey {
        private final List<Candidate> candidates = new ArrayList<>();
        private final List<SkippedPicture> skipped = new ArrayList<>();

        Survey(List<? extends SetPicture> pictures) {
            pictures.forEach(picture -> candidates.add(new Candidate(picture)));
        }

        void measureAll(List<Double> qps) throws IOException, InterruptedException {
            Map<Candidate, List<Double>> all = new LinkedHashMap<>();
            candidates.forEach(candidate -> all.put(candidate, qps));
            measure(all);
        }

        void grant(List<Wish> wishes) throws IOException, InterruptedException {
            Map<Candidate, List<Double>> granted = new LinkedHashMap<>();
            wishes.forEach(wish -> granted.computeIfAbsent(wish.candidate(), one -> new ArrayList<>())
                    .add(wish.qp()));
            measure(granted);
        }

        /** Pictures that fail are left out from here on. @throws IOException if none is left */
        private void measure(Map<Candidate, List<Double>> qps) throws IOException, InterruptedException {
            List<Candidate> measured = List.copyOf(qps.keySet());
            List<Measurer.Outcome> outcomes = measurer.measure(measured.stream()
                    .map(candidate -> new Measurer.Task(candidate.picture(), qps.get(candidate)))
                    .toList());
            for (int i = 0; i < outcomes.size(); i++) {
                Candidate candidate = measured.get(i);
                outcomes.get(i).measurements().forEach(candidate::add);
                outcomes.get(i).failure().ifPresent(reason -> skip(candidate, reason));
            }
            if (candidates.isEmpty()) {
                throw new IOException("none of the pictures could be used; the first, "
                        + skipped.get(0).picture().name() + ": "
                        + skipped.get(0).reason());
            }
        }

        private void skip(Candidate candidate, String reason) {
            SkippedPicture lost = new SkippedPicture(candidate.picture(), reason);
            candidates.remove(candidate);
            skipped.add(lost);
            listener.skipped(lost);
        }

        List<Wish> wishes() {
            return Refinement.wishes(candidates, budget());
        }

        /** @throws SetBudgetException if even the smallest files exceed the budget */
        List<Wish> neighbours() {
            return Refinement.neighbours(candidates, budget());
        }

        int usuallyLeft() {
            return candidates.stream()
                    .mapToInt(one -> Math.max(0, Refinement.USUAL - one.refinements()))
                    .sum();
        }

        private long budget() {
            return options.budget(
                    candidates.stream().mapToLong(Candidate::pixels).sum());
        }

        Allotment allot() {
            return Allotment.of(
                    candidates.stream().map(one -> one.curve().measured()).toList(), budget());
        }

        SetPlan plan(Allotment allotment) {
            List<Share> shares = new ArrayList<>();
            for (int i = 0; i < candidates.size(); i++) {
                Candidate one = candidates.get(i);
                shares.add(new Share(
                        one.picture(),
                        one.pixels(),
                        allotment.points().get(i),
                        one.curve().measured(),
                        allotment.slope()));
            }
            return new SetPlan(options, shares, skipped, allotment.budget(), allotment.slope());
        }
    }
}
