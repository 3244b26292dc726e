package org.mvjpeg.evaluation.metrics;

/**
 * How far a classifier's answer to the coded picture is from its answer to the clean one.
 *
 * <p>Source: Kullback and Leibler (1951), {@code KL(p || q) = sum_i p_i (ln p_i - ln q_i)} with p the softmax of the clean
 * logits and q that of the coded ones, through the log-sum-exp of the logits less their maximum.
 */
public final class KlDivergence {
    private KlDivergence() {}

    /**
     * Divergence of the coded answer from the clean one.
     *
     * @param clean logits for the uncoded picture, finite, before any softmax
     * @param coded logits for the coded picture, finite, as many
     * @return nats, 0 (equal answers) or more, finite
     * @throws IllegalArgumentException for none or differently many logits, or one that is not finite
     */
    public static double of(float[] clean, float[] coded) {
        Logits.check(clean);
        Logits.check(coded);
        if (clean.length != coded.length) {
            throw new IllegalArgumentException(coded.length + " coded logits, must be " + clean.length + " as clean");
        }
        double[] p = logSoftmax(clean);
        double[] q = logSoftmax(coded);
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            sum += Math.exp(p[i]) * (p[i] - q[i]);
        }
        return Math.max(0, sum);
    }

    private static double[] logSoftmax(float[] logits) {
        double maximum = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            maximum = Math.max(maximum, logit);
        }
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit - maximum);
        }
        double logSum = maximum + Math.log(sum);
        double[] result = new double[logits.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = logits[i] - logSum;
        }
        return result;
    }
}
