package org.mvjpeg.evaluation.metrics;

/**
 * Whether a classifier names the right class among its k best: top-1 and top-5 accuracy are the shares of pictures with a
 * hit. Source: Russakovsky et al., "ImageNet Large Scale Visual Recognition Challenge" (2015), section 4.1.
 */
public final class TopK {
    private TopK() {}

    /**
     * Place of the label in the order of falling logits. Of equal logits the lower class comes first, as in argmax.
     *
     * @param logits one per class, finite; probabilities serve as well
     * @param label the right class, 0 to {@code logits.length - 1}
     * @return 0 for the best class, up to {@code logits.length - 1}
     * @throws IllegalArgumentException for a label outside the classes or a logit that is not finite
     */
    public static int rank(float[] logits, int label) {
        Logits.check(logits);
        if (label < 0 || label >= logits.length) {
            throw new IllegalArgumentException("label is " + label + ", must be 0 to " + (logits.length - 1));
        }
        int rank = 0;
        for (int i = 0; i < logits.length; i++) {
            if (logits[i] > logits[label] || (logits[i] == logits[label] && i < label)) {
                rank++;
            }
        }
        return rank;
    }

    /**
     * Whether the label is among the {@code k} best classes.
     *
     * @param logits one per class, finite
     * @param label the right class, 0 to {@code logits.length - 1}
     * @param k 1 or more; where it reaches the number of classes, every picture is a hit
     * @throws IllegalArgumentException for a {@code k} below 1, a label outside the classes, a logit that is not finite
     */
    public static boolean hit(float[] logits, int label, int k) {
        if (k < 1) {
            throw new IllegalArgumentException("k is " + k + ", must be at least 1");
        }
        return rank(logits, label) < k;
    }
}
