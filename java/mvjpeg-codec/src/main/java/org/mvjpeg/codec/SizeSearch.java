package org.mvjpeg.codec;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * Looks for the finest quantiser whose file does not exceed a target, in few encodes. Bytes fall with the QP nearly as the {@link RateModel}
 * says: the first encode gives the factor, two on one side of the target the steepness, and between one above and one below it the model's
 * error is taken to be linear.
 */
final class SizeSearch {
    /** After as many encodes the best file that fits is good enough, unless it is below {@link #POOREST}. */
    static final int ENCODES = 4;

    /** Share of the target. */
    static final double POOREST = 0.9;

    /** As many are spent at the most; the last has the coarsest quantiser if no file fits. */
    static final int MOST_ENCODES = 8;

    /** A file that is smaller than its target by at most this share is good enough. */
    static final double TOLERANCE = 0.03;

    /** The middle of what is good enough: fractions of a QP give sizes that waver. */
    private static final double AIM = 0.985;

    /** As long as no file fits after two encodes, and after {@link #ENCODES}, where wavering must not matter. */
    private static final double CAREFUL_AIM = 0.98;

    private static final double CAUTIOUS_AIM = 0.94;

    /** Bytes of boxes and parameter sets, before a file tells. */
    private static final int USUAL_FIXED_BYTES = 480;

    /** Coarser ones tell little of finer ones: adaptive quantisation meets the end of the scale. */
    private static final double COARSEST_START = 46;

    /** How steep pictures' curves are against the model; this and the next fitted to 6,500 targets of 24 pictures. */
    private static final double USUAL_STEEPNESS = 0.94;

    /** Logarithm of bytes by which the model must tell two encodes apart to say as much of the steepness as what is usual: sizes waver. */
    private static final double TELLING_STEP = 0.15;

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
        double enough = (trials.size() < ENCODES ? 1 - TOLERANCE : POOREST) * target;
        return under.size() >= enough || under.qp - finer < 1.5 * step || trials.size() >= MOST_ENCODES;
    }

    void add(Trial trial) {
        trials.add(trial);
        if (trial.size() <= target) {
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

    /** The largest file that does not exceed the target. @throws TargetSizeException if none was found */
    EncodedPicture best() {
        if (under == null) {
            throw new TargetSizeException(target, last().picture);
        }
        return trials.stream()
                .filter(trial -> trial.size() <= target)
                .max(Comparator.comparingLong(Trial::size))
                .orElseThrow()
                .picture;
    }

    private double solve() {
        if (trials.isEmpty()) {
            return Math.min(COARSEST_START, solve(target * AIM - USUAL_FIXED_BYTES));
        }
        if (under == null && trials.size() >= MOST_ENCODES - 1) {
            return EncoderOptions.MAX_QP;
        }
        double fixed = last().size() - last().picture.pictureBytes();
        double coded = Math.max(1, aim() * target - fixed);
        return under == null || over == null ? solve(coded) : between(coded);
    }

    private double aim() {
        if (trials.size() >= ENCODES) {
            return CAUTIOUS_AIM;
        }
        return under == null && trials.size() >= 2 ? CAREFUL_AIM : AIM;
    }

    /** Where so many coded bytes are expected between the ends of the bracket. */
    private double between(double coded) {
        double width = under.qp - over.qp;
        if (width <= 1) {
            // The bytes between two neighbouring QPs are those of their shares.
            double share = (over.coded() - coded) / (over.coded() - under.coded());
            return over.qp + Math.max(0, Math.min(1, share)) * width;
        }
        double error = over.logCoded() - model.logBytes(over.qp);
        double slope = (under.logCoded() - model.logBytes(under.qp) - error) / width;
        return inverse(qp -> model.logBytes(qp) + error + slope * (qp - over.qp), Math.log(coded), over.qp, under.qp);
    }

    /** Where the model has so many coded bytes, from the trials on one side of the target. */
    private double solve(double coded) {
        double wanted = Math.log(Math.max(1, coded));
        if (trials.isEmpty()) {
            return inverse(model::logBytes, wanted, 0, EncoderOptions.MAX_QP);
        }
        Trial near = last();
        double missing = Math.max(-LONGEST_STEP, Math.min(LONGEST_STEP, wanted - near.logCoded()));
        return inverse(model::logBytes, model.logBytes(near.qp) + missing / steepness(), 0, EncoderOptions.MAX_QP);
    }

    /** Of the picture's curve against the model: ridge regression of the last two encodes towards what is usual. */
    private double steepness() {
        if (trials.size() == 1) {
            return USUAL_STEEPNESS;
        }
        Trial far = trials.get(trials.size() - 2);
        double ofModel = model.logBytes(last().qp) - model.logBytes(far.qp);
        double measured = last().logCoded() - far.logCoded();
        double prior = TELLING_STEP * TELLING_STEP;
        double steepness = (ofModel * measured + prior * USUAL_STEEPNESS) / (ofModel * ofModel + prior);
        return Math.max(1 / MOST_STEEPNESS, Math.min(MOST_STEEPNESS, steepness));
    }

    /** The QP, within bounds, at which a falling curve has the logarithm of bytes. */
    private static double inverse(DoubleUnaryOperator curve, double logBytes, double finest, double coarsest) {
        double low = finest;
        double high = coarsest;
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = (low + high) / 2;
            if (curve.applyAsDouble(middle) > logBytes) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }
}
