package org.mvjpeg.training.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Small graphs of one operator or a few, against OpenCV DNN. */
class OperatorsAgainstOpenCvTest {
    private static final long[] SHAPE = {1, 4, 7, 9};

    private final List<DynamicTest> tests = new ArrayList<>();

    @TestFactory
    Stream<DynamicTest> convolution() {
        conv("plain", 4, 1, Map.of("kernel_shape", ints(3, 3)));
        conv("strided and padded", 4, 1, Map.of("strides", ints(2, 1), "pads", ints(1, 2, 1, 2)));
        conv("asymmetric pads", 4, 1, Map.of("pads", ints(0, 1, 2, 0), "strides", ints(2, 2)));
        conv("dilated", 4, 1, Map.of("dilations", ints(2, 2), "pads", ints(2, 2, 2, 2)));
        conv("grouped", 4, 2, Map.of("group", 2));
        conv("depthwise", 4, 4, Map.of("group", 4, "pads", ints(1, 1, 1, 1)));
        conv("same upper", 4, 1, Map.of("auto_pad", "SAME_UPPER", "strides", ints(2, 2), "kernel_shape", ints(3, 3)));
        conv("valid", 4, 1, Map.of("auto_pad", "VALID", "kernel_shape", ints(3, 3)));
        add("batch normalisation", 11, writer -> writer.weights("s", 1, 4)
                .weights("b", 2, 4)
                .weights("m", 3, 4)
                .weights("v", new float[] {0.5f, 1, 2, 0.1f}, 4)
                .node(
                        "BatchNormalization",
                        List.of("x", "s", "b", "m", "v"),
                        "y",
                        Map.of("epsilon", 1e-3f, "momentum", 0.9f)));
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> activations() {
        for (String operator : List.of("Relu", "Sigmoid", "Tanh", "Softplus", "Abs", "Exp", "Floor", "Ceil", "Neg")) {
            plain(operator, 11, Map.of());
        }
        plain("HardSwish", 14, Map.of());
        plain("LeakyRelu", 11, Map.of("alpha", 0.3f));
        plain("Elu", 11, Map.of("alpha", 0.7f));
        plain("HardSigmoid", 11, Map.of("alpha", 0.9f, "beta", 0.4f));
        plain("Clip", 10, Map.of("min", -0.25f, "max", 0.5f));
        plain("Softmax", 13, Map.of("axis", 1));
        plain("Softmax", 11, Map.of("axis", 3));
        plain("LogSoftmax", 13, Map.of("axis", 1));
        add("Clip by inputs", 11, writer -> writer.weights("low", new float[] {-0.25f})
                .weights("high", new float[] {0.5f})
                .node("Clip", List.of("x", "low", "high"), "y"));
        add("PRelu", 11, writer -> writer.weights("slope", new float[] {0.1f, 0.2f, -0.3f, 2}, 4, 1, 1)
                .node("PRelu", List.of("x", "slope"), "y"));
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> arithmetic() {
        for (String operator : List.of("Add", "Sub", "Mul", "Div", "Max", "Min")) {
            add(operator + " of a constant", 13, writer -> writer.weights("c", 5, 1, 4, 1, 1)
                    .node(operator, List.of("x", "c"), "y"));
            add(operator + " of branches", 13, writer -> writer.node("Sigmoid", List.of("x"), "s")
                    .node(operator, List.of("x", "s"), "y"));
        }
        add("Pow", 13, writer -> writer.weights("two", new float[] {2}).node("Pow", List.of("x", "two"), "y"));
        add("Sqrt", 13, writer -> writer.node("Abs", List.of("x"), "a").node("Sqrt", List.of("a"), "y"));
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> pools() {
        plain("GlobalAveragePool", 11, Map.of());
        plain("GlobalMaxPool", 11, Map.of());
        for (String operator : List.of("MaxPool", "AveragePool")) {
            plain(operator, 11, Map.of("kernel_shape", ints(3, 3), "strides", ints(2, 2)));
            plain(operator, 11, Map.of("kernel_shape", ints(3, 2), "strides", ints(2, 2), "ceil_mode", 1));
            plain(operator, 11, Map.of("kernel_shape", ints(5, 5), "pads", ints(2, 2, 2, 2)));
        }
        plain("MaxPool", 11, Map.of("kernel_shape", ints(3, 3), "strides", ints(2, 2), "pads", ints(0, 0, 1, 1)));
        plain("ReduceMean", 11, Map.of("axes", ints(2, 3), "keepdims", 1));
        plain("ReduceMean", 11, Map.of("axes", ints(-1), "keepdims", 0));
        plain("ReduceMax", 11, Map.of("axes", ints(1), "keepdims", 1));
        plain("ReduceSum", 11, Map.of("axes", ints(2, 3), "keepdims", 1));
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> linearAlgebra() {
        add("Flatten and Gemm", 11, writer -> writer.weights("w", 1, 5, 252)
                .weights("b", 2, 5)
                .node("Flatten", List.of("x"), "f")
                .node("Gemm", List.of("f", "w", "b"), "y", Map.of("transB", 1, "alpha", 0.5f)));
        add("MatMul", 11, writer -> writer.weights("w", 1, 9, 5).node("MatMul", List.of("x", "w"), "y"));
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> shapes() {
        plain("Transpose", 11, Map.of("perm", ints(0, 2, 3, 1)));
        plain("Flatten", 11, Map.of("axis", 2));
        plain("Identity", 11, Map.of());
        plain("Slice", 9, Map.of("starts", ints(1, -5), "ends", ints(3, 100), "axes", ints(1, 3)));
        plain("Pad", 10, Map.of("pads", ints(0, 0, 1, 2, 0, 0, 3, 0), "value", 0.5f));
        plain("Pad", 10, Map.of("pads", ints(0, 0, 1, 2, 0, 0, 3, 1), "mode", "reflect"));
        plain("DepthToSpace", 11, Map.of("blocksize", 2));
        plain("Unsqueeze", 11, Map.of("axes", ints(1)));
        add("Reshape", 11, writer -> writer.integers("s", 0, -1, 3).node("Reshape", List.of("x", "s"), "y"));
        add("Concat", 11, writer -> writer.node("Relu", List.of("x"), "r")
                .node("Concat", List.of("x", "r", "x"), "y", Map.of("axis", 1)));
        add("Slice with steps", 11, writer -> writer.integers("from", 1, 0)
                .integers("to", 7, 9)
                .integers("axes", 2, 3)
                .integers("steps", 2, 3)
                .node("Slice", List.of("x", "from", "to", "axes", "steps"), "y"));
        add("Split", 11, writer -> writer.node(
                        "Split", List.of("x"), List.of("a", "b"), Map.of("axis", 1, "split", ints(1, 3)))
                .node("GlobalAveragePool", List.of("a"), "g")
                .node("Mul", List.of("b", "g"), "y"));
        add("Gather", 11, writer -> writer.integers("i", 2, 0)
                .node("Gather", List.of("x", "i"), "y", Map.of("axis", 1)));
        add("Expand", 11, writer -> writer.integers("s", 1, 4, 7, 9)
                .node("GlobalAveragePool", List.of("x"), "g")
                .node("Expand", List.of("g", "s"), "e")
                .node("Add", List.of("e", "x"), "y"));
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> resizes() {
        resize("nearest", "asymmetric", "floor", 2, 2);
        resize("nearest", "half_pixel", "round_prefer_floor", 2, 3);
        resize("linear", "half_pixel", "floor", 2, 2);
        resize("linear", "align_corners", "floor", 2, 2);
        resize("linear", "asymmetric", "floor", 2, 2);
        add("Upsample", 9, writer -> writer.weights("s", new float[] {1, 1, 2, 2}, 4)
                .node("Upsample", List.of("x", "s"), "y", Map.of("mode", "nearest")));
        return tests.stream();
    }

    private void resize(String mode, String coordinates, String nearest, float y, float x) {
        add(mode + " " + coordinates, 11, writer -> writer.weights("roi", new float[0], 0)
                .weights("s", new float[] {1, 1, y, x}, 4)
                .node(
                        "Resize",
                        List.of("x", "roi", "s"),
                        "y",
                        Map.of(
                                "mode",
                                mode,
                                "coordinate_transformation_mode",
                                coordinates,
                                "nearest_mode",
                                nearest,
                                "cubic_coeff_a",
                                -0.75f)));
    }

    private void conv(String name, int outputs, int groups, Map<String, ?> attributes) {
        add("Conv, " + name, 11, writer -> writer.weights("w", 1, outputs, 4 / groups, 3, 3)
                .weights("b", 2, outputs)
                .node("Conv", List.of("x", "w", "b"), "y", attributes));
    }

    private void plain(String operator, int opset, Map<String, ?> attributes) {
        add(
                operator + " " + attributes.keySet() + " opset " + opset,
                opset,
                writer -> writer.node(operator, List.of("x"), "y", attributes));
    }

    private void add(String name, int opset, UnaryOperator<OnnxWriter> graph) {
        tests.add(DynamicTest.dynamicTest(name, () -> {
            byte[] onnx = graph.apply(new OnnxWriter(opset).input("x", SHAPE).output("y"))
                    .bytes();
            float[] input = Noise.values(7, SHAPE);
            OpenCv.assertClose(Networks.run(onnx, input, SHAPE).values(), OpenCv.run(onnx, input, SHAPE));
        }));
    }

    private static long[] ints(long... values) {
        return values;
    }
}
