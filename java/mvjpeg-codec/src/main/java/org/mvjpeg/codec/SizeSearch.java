package org.mvjpeg.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks for the finest quantiser whose file does not exceed a target. Bytes fall with the QP nearly as the {@link RateModel} says: the first
 * encode gives the factor, two on one side of the target the steepness, and between one above and one below it false position (the
 * Illinois variant) closes in.
 */
final class SizeSearch {
    /** As many encodes find the target in photographs. */
    static final int ENCODES = 4;

    /** As many are spent on pictures whose bytes all but vanish within a QP, as those of noise do. */
    static final int MOST_ENCODES = 8;

    /** A file that is smaller than its target by at most this share is good enough. */
    static final double TOLERANCE = 0.03;

    /** The middle of what is good enough: fractions of a QP give sizes that waver. */
    private static final double AIM = 0.985;

    /** Where the wavering must not matter: many encodes have not met the target yet. */
    private static final double CAUTIOUS_AIM = 0.94;

    /** Bytes of boxes and parameter sets, before a file tells. */
    private static final int USUAL_FIXED_BYTES = 480;

    /** Coarser ones tell little of finer ones: adaptive quantisation meets the end of the scale. */
    private static final double COARSEST_START = 46;

    /** How many times steeper or flatter than the model a picture's curve is taken to be beyond what has been tried. */
    private static final double MOST_STEEPNESS = 4;

    /** The longest step beyond what has been tried, as a logarithm of bytes: from next to nothing no slope can be told. */
    private static final double LONGEST_STEP = Math.log(3);

    private static final int BISECTIONS = 40;

    private final long target;
    private final double step;
    private final RateModel model;
    private final List<Trial> trials = new ArrayList<>();

    /** The coarsest trial that exceeds the target and is finer than {@link #under}; {@code null} for none. */
    private Trial over;

    /** The finest trial that does not exceed the target; {@code null} for none. */
    private Trial under;

    /** How often the last trials were on one side of the target, each nearer than the one before. */
    private int inARow;

    /**
     * @param target bytes of the whole file
     * @param step of QPs that give different files
     */
    SizeSearch(long target, double step, RateModel model) {
        this.target = target;
        this.step = step;
        this.model = model;
    }

    /** An encode. */
    record Trial(double qp, EncodedPicture picture) {
        private long size() {
            return picture.heif().length;
        }

        private long coded() {
            return Math.max(1, picture.pictureBytes());
        }

        private double logCoded() {
            return Math.log(coded());
        }
    }

    /** The QP to try next; empty when the search is over. */
    Optional<Double> next() {
        if (isOver()) {
            return Optional.empty();
        }
        double lowest = over == null ? 0 : over.qp + step;
        double highest = under == null ? EncoderOptions.MAX_QP : under.qp - step;
        double wanted = Math.round(solve() / step) * step;
        return Optional.of(Math.max(lowest, Math.min(highest, wanted)));
    }

    private boolean isOver() {
        if (under == null) {
            return over != null && over.qp >= EncoderOptions.MAX_QP;
        }
        double finer = over == null ? -step : over.qp;
        return trials.size() >= MOST_ENCODES
                || under.size() >= (1 - TOLERANCE) * target
                || under.qp - finer < 1.5 * step;
    }

    void add(Trial trial) {
        boolean before = !trials.isEmpty() && last().size() <= target;
        boolean now = trial.size() <= target;
        inARow = trials.isEmpty() || before == now ? inARow + 1 : 1;
        trials.add(trial);
        if (now) {
            under = trial;
        } else {
            over = trial;
        }
    }

    private Trial last() {
        return trials.get(trials.size() - 1);
    }

    int encodes() {
        return trials.size();
    }

    /** The best file that does not exceed the target. @throws TargetSizeException if none was found */
    EncodedPicture best() {
        if (under == null) {
            throw new TargetSizeException(target, last().picture);
        }
        return under.picture;
    }

    private double solve() {
        if (trials.isEmpty()) {
            return Math.min(COARSEST_START, solve(target * AIM - USUAL_FIXED_BYTES));
        }
        if (under == null && trials.size() >= MOST_ENCODES - 1) {
            return EncoderOptions.MAX_QP;
        }
        double aim = under == null && trials.size() >= ENCODES ? CAUTIOUS_AIM : AIM;
        double fixed = last().size() - last().picture.pictureBytes();
        double coded = Math.max(1, aim * target - fixed);
        return under == null || over == null ? solve(coded) : between(coded);
    }

    /** Where the bracket's chord has so many coded bytes. The end that stays while the other comes nearer counts ever less. */
    private double between(double coded) {
        // The bytes between two neighbouring QPs are those of their shares.
        boolean narrow = under.qp - over.qp <= 1;
        double above = narrow ? over.coded() - coded : over.logCoded() - Math.log(coded);
        double below = narrow ? coded - under.coded() : Math.log(coded) - under.logCoded();
        double weight = Math.scalb(1, 1 - inARow);
        if (last() == over) {
            below *= weight;
        } else {
            above *= weight;
        }
        double share = Math.max(0, Math.min(1, above / (above + below)));
        if (narrow) {
            return over.qp + share * (under.qp - over.qp);
        }
        double from = model.logBytes(over.qp);
        double to = model.logBytes(under.qp);
        return inverse(from + share * (to - from), over.qp, under.qp);
    }

    /** Where the model has so many coded bytes, from the trials on one side of the target. */
    private double solve(double coded) {
        double wanted = Math.log(Math.max(1, coded));
        if (trials.isEmpty()) {
            return inverse(wanted, 0, EncoderOptions.MAX_QP);
        }
        Trial near = last();
        double steepness = 1;
        if (trials.size() > 1) {
            Trial far = trials.get(trials.size() - 2);
            double ofModel = model.logBytes(near.qp) - model.logBytes(far.qp);
            double measured = Math.abs(ofModel) < 1e-9 ? 1 : (near.logCoded() - far.logCoded()) / ofModel;
            steepness = Math.max(1 / MOST_STEEPNESS, Math.min(MOST_STEEPNESS, measured));
        }
        double missing = Math.max(-LONGEST_STEP, Math.min(LONGEST_STEP, wanted - near.logCoded()));
        return inverse(model.logBytes(near.qp) + missing / steepness, 0, EncoderOptions.MAX_QP);
    }

    /** The QP, within bounds, at which the model has the logarithm of bytes. */
    private double inverse(double logBytes, double finest, double coarsest) {
        double low = finest;
        double high = coarsest;
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = (low + high) / 2;
            if (model.logBytes(middle) > logBytes) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }
}
