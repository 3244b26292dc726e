package org.mvjpeg.benchmarks.peers;

/**
 * Largest magnitudes that layers with a sign have on a picture; what an integer runtime is calibrated with.
 *
 * @param residual of the last body layer before the skip is added, gray levels
 * @param tail sixteenths of a gray level, as the rest
 */
record Ranges(float residual, float tail, float pixel, float lowpass) {
    /** Of tensors in the order of {@link Part#CALIBRATION}. */
    static Ranges of(float[]... tensors) {
        return new Ranges(largest(tensors[0]), largest(tensors[1]), largest(tensors[2]), largest(tensors[3]));
    }

    private static float largest(float[] values) {
        float largest = 1;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }
}
