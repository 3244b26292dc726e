package org.mvjpeg.training.onnx;

import java.util.List;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;

/** A node that is ready to run. */
interface Step {
    /**
     * The node's outputs, in order; fewer than the file names where the rest is not supported.
     *
     * @throws RuntimeException in LibTorch's words if the inputs do not fit
     */
    List<Tensor> run(Inputs inputs);

    /** A step with one output. */
    static Step of(Function<Inputs, Tensor> function) {
        return inputs -> List.of(function.apply(inputs));
    }
}
