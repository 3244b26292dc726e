package org.mvjpeg.training.network;

import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** Exponential moving average of parameters. */
public final class MovingAverage implements AutoCloseable {
    /** Starts with a copy. */
    public MovingAverage(Map<String, Tensor> parameters, double decay) {}

    /** Moves towards the parameters' present values. */
    public void update() {}

    /** By name, in the parameters' order: for {@link PreprocessingNetwork#load} and {@link TensorArchive}. */
    public Map<String, Tensor> values() {
        throw new UnsupportedOperationException("in progress");
    }

    @Override
    public void close() {}
}
