package org.mvjpeg.training.onnx;

import java.io.IOException;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;

/** An ONNX operator. */
interface Operator {
    /**
     * Reads the attributes of a node.
     *
     * @throws IOException naming an attribute whose value is wrong or not supported
     */
    Step bind(Attributes attributes) throws IOException;

    /** An operator of one input and no attributes. */
    static Operator of(UnaryOperator<Tensor> function) {
        return attributes -> Step.of(inputs -> function.apply(inputs.get(0)));
    }
}
