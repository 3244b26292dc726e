package org.mvjpeg.training.network;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** Exponential moving average of parameters: {@code average += (1 - decay) * (parameter - average)}. */
public final class MovingAverage implements AutoCloseable {
    private final Map<String, Tensor> parameters;
    private final Map<String, Tensor> values;
    private final double decay;

    /**
     * Starts with a copy.
     *
     * @param parameters must outlive this
     * @param decay 0 to less than 1; 0 follows at once
     * @throws IllegalArgumentException if the decay is outside
     */
    public MovingAverage(Map<String, Tensor> parameters, double decay) {
        if (!(decay >= 0 && decay < 1)) {
            throw new IllegalArgumentException("decay " + decay + " is not in 0..1 and less than 1");
        }
        this.parameters = parameters;
        this.decay = decay;
        Map<String, Tensor> copies = new LinkedHashMap<>();
        try (PointerScope scope = new PointerScope()) {
            parameters.forEach((name, parameter) -> {
                Tensor copy = parameter.detach().clone();
                copy.retainReference();
                copies.put(name, copy);
            });
        }
        this.values = Collections.unmodifiableMap(copies);
    }

    /** Moves towards the parameters' present values. */
    public void update() {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            Scalar share = new Scalar(1 - decay);
            values.forEach((name, value) -> value.lerp_(parameters.get(name), share));
        }
    }

    /** By name, in the parameters' order, for {@link PreprocessingNetwork#load} and {@link TensorArchive}; to restore, copy into them. */
    public Map<String, Tensor> values() {
        return values;
    }

    /** Releases the averages. */
    @Override
    public void close() {
        values.values().forEach(Tensor::releaseReference);
    }
}
