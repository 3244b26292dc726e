package org.mvjpeg.training.onnx;

import java.util.Arrays;

/** NumPy's broadcasting, which ONNX adopted. */
final class Broadcast {
    private Broadcast() {}

    /** @throws IllegalArgumentException if the shapes do not fit together, or the result is too large */
    static long[] shape(long[] a, long[] b) {
        int rank = Math.max(a.length, b.length);
        long[] shape = new long[rank];
        for (int i = 0; i < rank; i++) {
            long first = i < rank - a.length ? 1 : a[i - rank + a.length];
            long second = i < rank - b.length ? 1 : b[i - rank + b.length];
            if (first != second && first != 1 && second != 1) {
                throw new IllegalArgumentException(
                        "the shapes " + Arrays.toString(a) + " and " + Arrays.toString(b) + " do not fit together");
            }
            shape[i] = first == 1 ? second : first;
        }
        return Limits.requireShape(shape);
    }
}
