package org.mvjpeg.training.onnx;

import java.util.Arrays;
import java.util.Random;

/** Reproducible values. */
final class Noise {
    private Noise() {}

    /** Values of -1..1. */
    static float[] values(int seed, long... shape) {
        Random random = new Random(seed);
        float[] values = new float[Math.toIntExact(Arrays.stream(shape).reduce(1, (a, b) -> a * b))];
        for (int i = 0; i < values.length; i++) {
            values[i] = 2 * random.nextFloat() - 1;
        }
        return values;
    }
}
