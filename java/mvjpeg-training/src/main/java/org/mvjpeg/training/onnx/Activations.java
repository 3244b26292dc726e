package org.mvjpeg.training.onnx;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Functions of single values, and softmax. */
final class Activations {
    private static final int INPUT_LIMITS_OPSET = 11;
    private static final int PLAIN_SOFTMAX_OPSET = 13;

    private Activations() {}

    static void addTo(Map<String, Operator> table) {
        table.put("Relu", Operator.of(torch::relu));
        table.put("Sigmoid", Operator.of(torch::sigmoid));
        table.put("Tanh", Operator.of(torch::tanh));
        table.put("HardSwish", Operator.of(torch::hardswish));
        table.put("Mish", Operator.of(torch::mish));
        table.put("Softplus", Operator.of(torch::softplus));
        table.put("Erf", Operator.of(torch::erf));
        table.put("LeakyRelu", Activations::leakyRelu);
        table.put("Elu", Activations::elu);
        table.put("HardSigmoid", Activations::hardSigmoid);
        table.put(
                "PRelu",
                attributes -> Step.of(inputs -> {
                    Tensor x = inputs.get(0);
                    return torch.where(x.ge(new Scalar(0f)), x, x.mul(inputs.get(1)));
                }));
        table.put("Clip", Activations::clip);
        table.put("Softmax", attributes -> softmax(attributes, false));
        table.put("LogSoftmax", attributes -> softmax(attributes, true));
    }

    private static Step leakyRelu(Attributes attributes) throws IOException {
        float alpha = attributes.single("alpha", 0.01f);
        return Step.of(inputs -> torch.leaky_relu(inputs.get(0), new Scalar(alpha)));
    }

    private static Step elu(Attributes attributes) throws IOException {
        float alpha = attributes.single("alpha", 1);
        return Step.of(inputs -> torch.elu(inputs.get(0), new Scalar(alpha), new Scalar(1f), new Scalar(1f)));
    }

    private static Step hardSigmoid(Attributes attributes) throws IOException {
        float alpha = attributes.single("alpha", 0.2f);
        float beta = attributes.single("beta", 0.5f);
        return Step.of(inputs ->
                inputs.get(0).mul(new Scalar(alpha)).add(new Scalar(beta)).clamp(limit(0), limit(1)));
    }

    private static Step clip(Attributes attributes) throws IOException {
        if (attributes.opset() >= INPUT_LIMITS_OPSET) {
            return Step.of(inputs -> clip(
                    inputs.get(0),
                    inputs.has(1) ? inputs.floats(1)[0] : Float.NEGATIVE_INFINITY,
                    inputs.has(2) ? inputs.floats(2)[0] : Float.POSITIVE_INFINITY));
        }
        attributes.ignore("consumed_inputs");
        float min = attributes.single("min", Float.NEGATIVE_INFINITY);
        float max = attributes.single("max", Float.POSITIVE_INFINITY);
        return Step.of(inputs -> clip(inputs.get(0), min, max));
    }

    private static Tensor clip(Tensor x, float min, float max) {
        // The same values; the gradient takes one pass over memory where clamp's takes several.
        if (min == 0 && max == Float.POSITIVE_INFINITY) {
            return torch.relu(x);
        }
        if (x.is_floating_point() && min < max && !Float.isInfinite(min) && !Float.isInfinite(max)) {
            return torch.hardtanh(x, new Scalar(min), new Scalar(max));
        }
        return x.clamp(limit(min), limit(max));
    }

    private static ScalarOptional limit(float value) {
        return Float.isInfinite(value) ? new ScalarOptional() : new ScalarOptional(new Scalar(value));
    }

    /** Before opset 13 all axes from the named one on are one. */
    private static Step softmax(Attributes attributes, boolean logarithm) throws IOException {
        boolean plain = attributes.opset() >= PLAIN_SOFTMAX_OPSET;
        long axis = attributes.integer("axis", plain ? -1 : 1);
        if (plain) {
            return Step.of(inputs -> softmax(inputs.get(0), axis, logarithm));
        }
        return Step.of(inputs -> {
            Tensor x = inputs.get(0);
            long[] shape = x.shape();
            int from = Axes.insertion(axis, shape.length);
            long rows = Arrays.stream(shape, 0, from).reduce(1, (a, b) -> a * b);
            long columns = Arrays.stream(shape, from, shape.length).reduce(1, (a, b) -> a * b);
            return softmax(x.reshape(rows, columns), 1, logarithm).reshape(shape);
        });
    }

    private static Tensor softmax(Tensor x, long axis, boolean logarithm) {
        return logarithm ? torch.log_softmax(x, axis) : torch.softmax(x, axis);
    }
}
