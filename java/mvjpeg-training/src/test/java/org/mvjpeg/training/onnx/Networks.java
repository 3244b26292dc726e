package org.mvjpeg.training.onnx;

import java.io.IOException;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.mvjpeg.training.tensor.Tensors;

/** Networks built by tests, run on arrays. */
final class Networks {
    /** A result. */
    record Result(long[] shape, float[] values) {}

    private Networks() {}

    static Result run(OnnxWriter writer, float[] input, long... shape) throws IOException {
        return run(writer.bytes(), input, shape);
    }

    static Result run(byte[] onnx, float[] input, long... shape) throws IOException {
        try (OnnxNetwork network = OnnxNetwork.parse(onnx);
                PointerScope scope = new PointerScope()) {
            Tensor output =
                    network.run(Tensors.of(input, shape)).get(network.outputs().get(0));
            return new Result(output.shape(), Tensors.floats(output));
        }
    }
}
