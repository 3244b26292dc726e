package org.mvjpeg.evaluation.metrics;

/**
 * How far a detector's answer to the coded picture is from its answer to the clean one, before any box is chosen.
 *
 * <p>Every candidate position and class is taken for a yes or no of its own, whose probability is the score. The figure is the sum of
 * their Kullback-Leibler divergences (Kullback and Leibler 1951), {@code p ln(p / q) + (1 - p) ln((1 - p) / (1 - q))} with p the
 * clean score and q the coded one. Where boxes lie does not count.
 */
public final class ScoreDivergence {
    /**
     * Scores are clamped to this and to one less this, so that logarithms are finite. A score of 0, such as OpenCV answers of a Darknet
     * network below its threshold, counts as this. Training minimises the divergence with the same value. For what is compared it hardly
     * matters: 1e-4 moves the BD-rates of {@code machine} against {@code x265} by YOLOX-nano and Yolo-Fastest (48 photographs, QP 27 to 42)
     * by less than 0.5 points.
     */
    public static final double LEAST_SCORE = 1e-6;

    private ScoreDivergence() {}

    /**
     * Divergence of the coded answer from the clean one.
     *
     * @param clean scores for the uncoded picture, 0 to 1, of all candidate positions and classes
     * @param coded scores for the coded picture, likewise, in the same order
     * @return nats, 0 (equal answers) or more, finite
     * @throws IllegalArgumentException for none or differently many scores, or one outside 0 to 1
     */
    public static double of(float[] clean, float[] coded) {
        if (clean.length == 0 || coded.length != clean.length) {
            throw new IllegalArgumentException(coded.length + " coded scores beside " + clean.length
                    + " clean ones, must be as many and at least 1");
        }
        double sum = 0;
        for (int i = 0; i < clean.length; i++) {
            double p = clamped(clean, i);
            double q = clamped(coded, i);
            // Most candidates are nothing in both, and logarithms take time.
            if (p != q) {
                sum += p * Math.log(p / q) + (1 - p) * Math.log((1 - p) / (1 - q));
            }
        }
        return Math.max(0, sum);
    }

    private static double clamped(float[] scores, int i) {
        float score = scores[i];
        if (!(score >= 0 && score <= 1)) {
            throw new IllegalArgumentException("score " + i + " is " + score + ", must be 0 to 1");
        }
        return Math.min(Math.max(score, LEAST_SCORE), 1 - LEAST_SCORE);
    }
}
