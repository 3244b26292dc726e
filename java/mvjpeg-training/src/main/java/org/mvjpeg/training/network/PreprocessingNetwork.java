package org.mvjpeg.training.network;

import java.util.Map;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;
import org.mvjpeg.kernel.Model;
import org.mvjpeg.training.proxy.PlaneTensors;

/** The preprocessing network of {@code docs/kernel.md} as a differentiable graph in the same units. */
public final class PreprocessingNetwork implements AutoCloseable {
    /**
     * A network that leaves pictures as they are.
     *
     * @param seed of the weights
     * @param lowpass strength at the start for every QP, inside -1..1; 0 for none, 1 would replace by the low-pass
     */
    public PreprocessingNetwork(Architecture architecture, long seed, double lowpass) {
        throw new UnsupportedOperationException("in progress");
    }

    /** Whether {@link #forward} rounds weights and activations as the exported model will; off at first. */
    public void fakeQuantised(boolean on) {}

    /**
     * Processes a batch; the results belong to the caller's PointerScope.
     *
     * @param source whole numbers 0..255
     * @param qp [N], whole numbers 0..51 of any type
     * @return whole numbers 0..255, with straight-through gradients to the parameters
     */
    public PlaneTensors forward(PlaneTensors source, Tensor qp) {
        throw new UnsupportedOperationException("in progress");
    }

    /** All that is trained, by name, in a fixed order; leaves that require gradients, to be updated in place. */
    public Map<String, Tensor> parameters() {
        throw new UnsupportedOperationException("in progress");
    }

    /** Copies values into the parameters; all must be there (TensorArchive turns them into bytes and back exactly). */
    public void load(Map<String, Tensor> values) {}

    /**
     * The network for the kernel, with the arithmetic of the fake-quantised graph.
     *
     * @param identityAt QPs at which pictures shall pass unchanged
     * @param metadata how it was trained
     */
    public Model export(Set<Integer> identityAt, Map<String, String> metadata) {
        throw new UnsupportedOperationException("in progress");
    }

    @Override
    public void close() {}
}
