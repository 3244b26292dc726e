package org.mvjpeg.training.onnx;

import java.util.Arrays;

/** Axes as ONNX counts them: negative ones from the end. */
final class Axes {
    private Axes() {}

    /** @throws IllegalArgumentException if the tensor has no such axis */
    static int of(long axis, long rank) {
        if (axis < -rank || axis >= rank) {
            throw new IllegalArgumentException("axis " + axis + " is not in " + -rank + ".." + (rank - 1));
        }
        return (int) (axis < 0 ? axis + rank : axis);
    }

    /** An axis that may also lie behind the last one. */
    static int insertion(long axis, long rank) {
        if (axis < -rank || axis > rank) {
            throw new IllegalArgumentException("axis " + axis + " is not in " + -rank + ".." + rank);
        }
        return (int) (axis < 0 ? axis + rank : axis);
    }

    /** Each axis once, ascending; all of them for null. */
    static long[] all(long[] axes, long rank) {
        if (axes == null) {
            long[] every = new long[(int) rank];
            Arrays.setAll(every, i -> i);
            return every;
        }
        return Arrays.stream(axes)
                .map(axis -> of(axis, rank))
                .sorted()
                .distinct()
                .toArray();
    }
}
