package org.mvjpeg.evaluation.networks;

import java.util.List;

/** An output of a network: its shape, outermost dimension first, and its values in that order. */
record Tensor(List<Integer> shape, float[] values) {
    int lastDimension() {
        return shape.isEmpty() ? 0 : shape.get(shape.size() - 1);
    }
}
