package org.mvjpeg.training.onnx;

import org.bytedeco.pytorch.Tensor;
import org.mvjpeg.training.tensor.Tensors;

/** The values of a node's inputs in one run. */
final class Inputs {
    private final Tensor[] tensors;
    private final Batch batch;

    /** @param tensors null for those left out */
    Inputs(Tensor[] tensors, Batch batch) {
        this.tensors = tensors;
        this.batch = batch;
    }

    int count() {
        return tensors.length;
    }

    boolean has(int index) {
        return index < tensors.length && tensors[index] != null;
    }

    Tensor get(int index) {
        if (!has(index)) {
            throw new IllegalArgumentException("input " + index + " is missing");
        }
        return tensors[index];
    }

    /** An input that holds a shape, axes or the like. */
    long[] longs(int index) {
        Tensor tensor = get(index);
        if (tensor.numel() > Limits.MAX_SIZE) {
            throw new IllegalArgumentException("input " + index + " has " + tensor.numel() + " values");
        }
        return Tensors.longs(tensor);
    }

    float[] floats(int index) {
        Tensor tensor = get(index);
        if (tensor.numel() > Limits.MAX_SIZE) {
            throw new IllegalArgumentException("input " + index + " has " + tensor.numel() + " values");
        }
        return Tensors.floats(tensor);
    }

    Batch batch() {
        return batch;
    }
}
