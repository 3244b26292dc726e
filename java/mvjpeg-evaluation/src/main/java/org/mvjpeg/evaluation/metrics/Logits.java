package org.mvjpeg.evaluation.metrics;

/** What logits must be before a figure is made of them. */
final class Logits {
    private Logits() {}

    /** Refuses an empty vector and values that are not finite. */
    static void check(float[] logits) {
        if (logits.length == 0) {
            throw new IllegalArgumentException("0 logits, needs at least 1");
        }
        for (int i = 0; i < logits.length; i++) {
            if (!Float.isFinite(logits[i])) {
                throw new IllegalArgumentException("logit " + i + " is " + logits[i] + ", must be finite");
            }
        }
    }
}
