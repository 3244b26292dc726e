package org.mvjpeg.training.onnx;

import java.io.IOException;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.mvjpeg.training.tensor.Tensors;

/** Values that the file states, and conversions of type. */
final class Constants {
    private Constants() {}

    static void addTo(Map<String, Operator> table) {
        table.put("Constant", Constants::constant);
        table.put("ConstantOfShape", Constants::ofShape);
        table.put("Identity", Operator.of(x -> x));
        table.put("Cast", Constants::cast);
        table.put("Dropout", attributes -> {
            attributes.ignore("ratio", "seed", "is_test", "consumed_inputs");
            return Step.of(inputs -> inputs.get(0));
        });
    }

    /** A tensor with a constant's values, in the innermost scope. */
    static Tensor tensor(OnnxTensor constant) {
        return constant.floats() != null
                ? Tensors.of(constant.floats(), constant.shape())
                : Tensors.of(constant.integers(), constant.shape());
    }

    private static Step constant(Attributes attributes) throws IOException {
        OnnxTensor value = value(attributes);
        if (value == null) {
            throw new IOException("it states no value");
        }
        return Step.of(inputs -> tensor(value));
    }

    private static OnnxTensor value(Attributes attributes) throws IOException {
        if (attributes.has("value_float")) {
            return new OnnxTensor("", new long[0], new float[] {attributes.single("value_float", 0)}, null);
        }
        if (attributes.has("value_int")) {
            return new OnnxTensor("", new long[0], null, new long[] {attributes.integer("value_int", 0)});
        }
        float[] singles = attributes.singles("value_floats");
        if (singles != null) {
            return new OnnxTensor("", new long[] {singles.length}, singles, null);
        }
        long[] integers = attributes.integers("value_ints");
        if (integers != null) {
            return new OnnxTensor("", new long[] {integers.length}, null, integers);
        }
        return attributes.tensor("value");
    }

    private static Step ofShape(Attributes attributes) throws IOException {
        OnnxTensor value = attributes.tensor("value");
        boolean integer = value != null && value.integers() != null;
        if (value != null && (integer ? value.integers().length : value.floats().length) != 1) {
            throw new IOException("attribute value is not one value");
        }
        return Step.of(inputs -> {
            long[] shape = Limits.requireShape(inputs.longs(0));
            if (integer) {
                return torch.full(shape, new Scalar(value.integers()[0])).to(ScalarType.Long);
            }
            return torch.full(shape, new Scalar(value == null ? 0 : value.floats()[0]));
        });
    }

    /** Floats of all widths are the network's own; integers of all widths are 64 bits wide. */
    private static Step cast(Attributes attributes) throws IOException {
        ElementType type = ElementType.of(attributes.integer("to", 0), "the result");
        if (type == ElementType.UINT8 || type == ElementType.INT8) {
            throw new IOException("a cast to " + type + " is not supported");
        }
        attributes.ignore("saturate", "round_mode");
        if (type.floating()) {
            return Step.of(inputs -> inputs.get(0).is_floating_point()
                    ? inputs.get(0)
                    : inputs.get(0).to(ScalarType.Float));
        }
        ScalarType to = type == ElementType.BOOL ? ScalarType.Bool : ScalarType.Long;
        return Step.of(inputs -> inputs.get(0).to(to));
    }
}
