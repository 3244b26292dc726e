package org.mvjpeg.sets.fidelity;

import java.util.Arrays;

/**
 * Multi-scale structural similarity of luma.
 *
 * <p>Source: Wang, Simoncelli and Bovik, "Multi-Scale Structural Similarity for Image Quality Assessment" (2003): the
 * product of the contrast-structure means of the finer scales and the similarity mean of the coarsest, each to the power
 * of its weight. A scale is the 2x2 mean of the finer one. A mean below 0 counts as 0, as its power is not real.
 *
 * <p>Five scales need 176 samples of the smaller side. A smaller picture has fewer scales, as many as hold an 11x11 window
 * ({@link #scales}), with their weights scaled to the sum of all five; its figure compares with others of its size alone.
 */
public final class MsSsim {
    private static final double[] WEIGHTS = {0.0448, 0.2856, 0.3001, 0.2363, 0.1333};

    private MsSsim() {}

    /**
     * How many scales a picture of this size has.
     *
     * @return 5 where the smaller side is 176 or more, 4 from 88, 3 from 44, 2 from 22, 1 from 11
     * @throws IllegalArgumentException for a side below 11
     */
    public static int scales(int width, int height) {
        int side = Math.min(width, height);
        if (side < SsimTerms.WINDOW) {
            throw new IllegalArgumentException(
                    "size is " + width + "x" + height + ", must be at least 11x11 for structural similarity");
        }
        int scales = 1;
        while (scales < WEIGHTS.length && side >= SsimTerms.WINDOW << scales) {
            scales++;
        }
        return scales;
    }

    /**
     * Similarity of two planes; the same in either order.
     *
     * @return 0 to 1, 1 for equal planes
     * @throws IllegalArgumentException for planes of two sizes, or with a side below 11
     */
    public static double of(Plane reference, Plane coded) {
        coded.requireSizeOf(reference);
        int scales = scales(reference.width(), reference.height());
        double share =
                Arrays.stream(WEIGHTS, 0, scales).sum() / Arrays.stream(WEIGHTS).sum();
        Plane a = reference;
        Plane b = coded;
        double product = 1;
        for (int scale = 0; scale < scales; scale++) {
            SsimTerms terms = SsimTerms.of(a, b);
            boolean coarsest = scale == scales - 1;
            double mean = coarsest ? terms.similarity() : terms.contrastStructure();
            product *= Math.pow(Math.max(0, mean), WEIGHTS[scale] / share);
            if (!coarsest) {
                a = a.halved();
                b = b.halved();
            }
        }
        return product;
    }
}
