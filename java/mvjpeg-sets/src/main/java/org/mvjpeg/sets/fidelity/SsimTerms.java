package org.mvjpeg.sets.fidelity;

import java.util.Arrays;

/**
 * Means of structural similarity and of its contrast-structure factor over one scale.
 *
 * <p>Source: Wang, Bovik, Sheikh and Simoncelli, "Image Quality Assessment: From Error Visibility to Structural
 * Similarity" (2004): 11x11 Gaussian of standard deviation 1.5, K1 0.01, K2 0.03, peak 255, whole windows only.
 *
 * @param similarity mean of luminance times contrast-structure, -1 to 1
 * @param contrastStructure mean of the contrast-structure factor, -1 to 1
 */
record SsimTerms(double similarity, double contrastStructure) {
    static final int WINDOW = 11;

    private static final double SIGMA = 1.5;
    private static final double C1 = Math.pow(0.01 * 255, 2);
    private static final double C2 = Math.pow(0.03 * 255, 2);
    private static final double[] TAPS = taps();
    private static final int MOMENTS = 5;

    /** The means of two planes of one size, at least 11x11. */
    static SsimTerms of(Plane a, Plane b) {
        int columns = a.width() - WINDOW + 1;
        int rows = a.height() - WINDOW + 1;
        double[][][] ring = new double[WINDOW][MOMENTS][columns];
        double[][] window = new double[MOMENTS][columns];
        double similarity = 0;
        double contrastStructure = 0;
        for (int y = 0; y < a.height(); y++) {
            filterRow(a, b, y, ring[y % WINDOW]);
            if (y < WINDOW - 1) {
                continue;
            }
            filterColumns(ring, y + 1, window);
            for (int x = 0; x < columns; x++) {
                double meanA = window[0][x];
                double meanB = window[1][x];
                double varianceA = window[2][x] - meanA * meanA;
                double varianceB = window[3][x] - meanB * meanB;
                double covariance = window[4][x] - meanA * meanB;
                double luminance = (2 * meanA * meanB + C1) / (meanA * meanA + meanB * meanB + C1);
                double contrast = (2 * covariance + C2) / (varianceA + varianceB + C2);
                similarity += luminance * contrast;
                contrastStructure += contrast;
            }
        }
        double windows = (double) columns * rows;
        return new SsimTerms(similarity / windows, contrastStructure / windows);
    }

    /** Filters a, b, a squared, b squared and ab along row {@code y}. */
    private static void filterRow(Plane a, Plane b, int y, double[][] out) {
        for (int x = 0; x < out[0].length; x++) {
            double sumA = 0;
            double sumB = 0;
            double sumAA = 0;
            double sumBB = 0;
            double sumAB = 0;
            for (int i = 0; i < WINDOW; i++) {
                double sampleA = a.at(x + i, y);
                double sampleB = b.at(x + i, y);
                double weightedA = TAPS[i] * sampleA;
                double weightedB = TAPS[i] * sampleB;
                sumA += weightedA;
                sumB += weightedB;
                sumAA += weightedA * sampleA;
                sumBB += weightedB * sampleB;
                sumAB += weightedA * sampleB;
            }
            out[0][x] = sumA;
            out[1][x] = sumB;
            out[2][x] = sumAA;
            out[3][x] = sumBB;
            out[4][x] = sumAB;
        }
    }

    /** Filters the ring's rows, the oldest of which is {@code oldest}, across. */
    private static void filterColumns(double[][][] ring, int oldest, double[][] out) {
        for (int moment = 0; moment < MOMENTS; moment++) {
            double[] sums = out[moment];
            Arrays.fill(sums, 0);
            for (int i = 0; i < WINDOW; i++) {
                double[] row = ring[(oldest + i) % WINDOW][moment];
                double tap = TAPS[i];
                for (int x = 0; x < sums.length; x++) {
                    sums[x] += tap * row[x];
                }
            }
        }
    }

    private static double[] taps() {
        double[] taps = new double[WINDOW];
        double sum = 0;
        for (int i = 0; i < WINDOW; i++) {
            double distance = i - WINDOW / 2;
            taps[i] = Math.exp(-distance * distance / (2 * SIGMA * SIGMA));
            sum += taps[i];
        }
        for (int i = 0; i < WINDOW; i++) {
            taps[i] /= sum;
        }
        return taps;
    }
}
