package org.mvjpeg.training.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** What OpenCV DNN does not run, or runs by rules other than ONNX's; expected values by hand from the specification. */
class OperatorsByHandTest {
    private static final Offset<Float> EXACT = within(1e-6f);

    @Test
    void averagePoolsCountPadsOnlyWhereToldTo() throws IOException {
        float[] input = {1, 2, 3, 4};
        Map<String, Object> pool = Map.of("kernel_shape", ints(2, 2), "pads", ints(1, 1, 0, 0));
        assertThat(run(11, "AveragePool", pool, input, 1, 1, 2, 2)).containsExactly(1, 1.5f, 2, 2.5f);
        Map<String, Object> counting =
                Map.of("kernel_shape", ints(2, 2), "pads", ints(1, 1, 0, 0), "count_include_pad", 1);
        assertThat(run(11, "AveragePool", counting, input, 1, 1, 2, 2)).containsExactly(0.25f, 0.75f, 1, 2.5f);
    }

    @Test
    void symmetricPadsCountToo() throws IOException {
        Map<String, Object> pool = Map.of("kernel_shape", ints(3, 3), "pads", ints(1, 1, 1, 1), "count_include_pad", 1);
        assertThat(run(11, "AveragePool", pool, new float[] {9, 18, 27, 36}, 1, 1, 2, 2))
                .containsExactly(10, 10, 10, 10);
    }

    @Test
    void sameLowerPutsTheOddPadFirst() throws IOException {
        Map<String, Object> lower = Map.of("kernel_shape", ints(1, 2), "auto_pad", "SAME_LOWER");
        assertThat(run(11, "MaxPool", lower, new float[] {1, 3, 2}, 1, 1, 1, 3)).containsExactly(1, 3, 3);
        Map<String, Object> upper = Map.of("kernel_shape", ints(1, 2), "auto_pad", "SAME_UPPER");
        assertThat(run(11, "MaxPool", upper, new float[] {1, 3, 2}, 1, 1, 1, 3)).containsExactly(3, 3, 2);
    }

    @Test
    void ceilModeLeavesOutWindowsThatBeginInThePadding() throws IOException {
        Map<String, Object> pool =
                Map.of("kernel_shape", ints(1, 1), "strides", ints(1, 2), "pads", ints(0, 0, 0, 1), "ceil_mode", 1);
        assertThat(run(11, "MaxPool", pool, new float[] {1, 2, 3}, 1, 1, 1, 3)).containsExactly(1, 3);
    }

    @Test
    void oldSoftmaxFlattens() throws IOException {
        float[] zeros = new float[6];
        assertThat(run(11, "Softmax", Map.of("axis", 1), zeros, 1, 2, 3)).containsOnly(1 / 6f);
        assertThat(run(13, "Softmax", Map.of("axis", 1), zeros, 1, 2, 3)).containsOnly(1 / 2f);
        assertThat(run(13, "Softmax", Map.of(), zeros, 1, 2, 3)).containsOnly(1 / 3f);
    }

    @Test
    void nearestModesRoundAsNamed() throws IOException {
        assertThat(resized("asymmetric", "floor")).containsExactly(1, 1, 2, 2, 3);
        assertThat(resized("asymmetric", "ceil")).containsExactly(1, 2, 3, 3, 3);
        assertThat(resized("align_corners", "round_prefer_floor")).containsExactly(1, 1, 2, 2, 3);
        assertThat(resized("align_corners", "round_prefer_ceil")).containsExactly(1, 2, 2, 3, 3);
    }

    private static float[] resized(String coordinates, String nearest) throws IOException {
        OnnxWriter writer = new OnnxWriter(11)
                .input("x", 1, 1, 1, 3)
                .output("y")
                .integers("sizes", 1, 1, 1, 5)
                .node(
                        "Resize",
                        List.of("x", "", "", "sizes"),
                        "y",
                        Map.of(
                                "mode",
                                "nearest",
                                "coordinate_transformation_mode",
                                coordinates,
                                "nearest_mode",
                                nearest));
        return Networks.run(writer, new float[] {1, 2, 3}, 1, 1, 1, 3).values();
    }

    @Test
    void linearAsymmetricInterpolatesFromTheLeftEdge() throws IOException {
        OnnxWriter writer = new OnnxWriter(10)
                .input("x", 1, 1, 1, 2)
                .output("y")
                .weights("scales", new float[] {1, 1, 1, 2}, 4)
                .node("Resize", List.of("x", "scales"), "y", Map.of("mode", "linear"));
        assertThat(Networks.run(writer, new float[] {0, 8}, 1, 1, 1, 2).values())
                .containsExactly(0, 4, 8, 8);
    }

    @Test
    void slicesRunBackwards() throws IOException {
        OnnxWriter writer = new OnnxWriter(11)
                .input("x", 1, 5)
                .output("y")
                .integers("from", -1)
                .integers("to", -100)
                .integers("axes", 1)
                .integers("steps", -2)
                .node("Slice", List.of("x", "from", "to", "axes", "steps"), "y");
        assertThat(Networks.run(writer, new float[] {1, 2, 3, 4, 5}, 1, 5).values())
                .containsExactly(5, 3, 1);
    }

    @Test
    void sizesComputedInTheGraphArePartOfIt() throws IOException {
        // What exporters write for x.view(x.size(0), -1) and for an interpolation to twice the size.
        OnnxWriter writer = new OnnxWriter(11)
                .input("x", -1, 1, -1, -1)
                .output("y")
                .integer("zero", 0)
                .integers("two", 2)
                .integers("axis", 0)
                .integers("four", 4)
                .weights("scale", new float[] {2, 2}, 2)
                .node("Shape", List.of("x"), "shape")
                .node("Slice", List.of("shape", "axis", "two", "axis"), "outer")
                .node("Slice", List.of("shape", "two", "four", "axis"), "inner")
                .node("Cast", List.of("inner"), "floats", Map.of("to", 1))
                .node("Mul", List.of("floats", "scale"), "doubled")
                .node("Floor", List.of("doubled"), "floored")
                .node("Cast", List.of("floored"), "integers", Map.of("to", 7))
                .node("Concat", List.of("outer", "integers"), "sizes", Map.of("axis", 0))
                .node(
                        "Resize",
                        List.of("x", "", "", "sizes"),
                        "large",
                        Map.of("coordinate_transformation_mode", "asymmetric", "nearest_mode", "floor"))
                .node("Shape", List.of("large"), "largeShape")
                .node("Gather", List.of("largeShape", "zero"), "batch", Map.of("axis", 0))
                .node("Unsqueeze", List.of("batch"), "batches", Map.of("axes", ints(0)))
                .node("Constant", List.of(), "open", Map.of("value", OnnxWriter.Tensor.ofLongs(-1)))
                .node("Concat", List.of("batches", "open"), "flat", Map.of("axis", 0))
                .node("Reshape", List.of("large", "flat"), "y");
        Networks.Result result = Networks.run(writer, new float[] {1, 2, 3, 4}, 2, 1, 1, 2);
        assertThat(result.shape()).containsExactly(2, 8);
        assertThat(result.values()).containsExactly(1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4);
    }

    @Test
    void integersDivideTowardsZero() throws IOException {
        OnnxWriter writer = new OnnxWriter(13)
                .input("x", 1, 1)
                .output("y")
                .integers("a", 7, -7)
                .integers("b", 2, 2)
                .node("Div", List.of("a", "b"), "q")
                .node("Cast", List.of("q"), "f", Map.of("to", 1))
                .node("Add", List.of("x", "f"), "y");
        assertThat(Networks.run(writer, new float[] {0}, 1, 1).values()).containsExactly(3, -3);
    }

    @Test
    void constantsOfAllKinds() throws IOException {
        OnnxWriter writer = new OnnxWriter(13)
                .input("x", 1, 2)
                .output("y")
                .tensor("half", 10, new byte[] {0x00, 0x3C, 0x01, 0x00}, 2)
                .tensor("brain", 16, new byte[] {(byte) 0x80, 0x3F, 0x00, (byte) 0xC0}, 2)
                .typed("packed", 1, 4, new byte[] {0, 0, (byte) 0x80, 0x3F, 0, 0, 0, 0x40}, 2)
                .typed("halves", 10, 5, new byte[] {(byte) 0x80, 0x78, (byte) 0x80, (byte) 0x88, 0x01}, 2)
                .node("Sum", List.of("half", "brain", "packed", "halves"), "constant")
                .node("Add", List.of("x", "constant"), "y");
        // 1 + 1 + 1 + 1; 2^-24 - 2 + 2 + the half 0x4400, which is 4.
        float[] values = Networks.run(writer, new float[] {0, -4}, 1, 2).values();
        assertThat(values[0]).isEqualTo(4f);
        assertThat(values[1]).isEqualTo(0f, within(1e-6f));
    }

    @Test
    void constantOfShapeWhereAndTile() throws IOException {
        OnnxWriter writer = new OnnxWriter(13)
                .input("x", 1, 2)
                .output("y")
                .integers("shape", 1, 2)
                .integers("repeats", 1, 2)
                .node("ConstantOfShape", List.of("shape"), "fives", Map.of("value", OnnxWriter.Tensor.ofFloats(5)))
                .node("Greater", List.of("x", "fives"), "above")
                .node("Where", List.of("above", "fives", "x"), "chosen")
                .node("Tile", List.of("chosen", "repeats"), "y");
        assertThat(Networks.run(writer, new float[] {4, 6}, 1, 2).values()).containsExactly(4, 5, 4, 5);
    }

    @Test
    void dropoutPassesAndItsUnreadMaskDoesNotMatter() throws IOException {
        OnnxWriter writer = new OnnxWriter(11)
                .input("x", 1, 2)
                .output("y")
                .node("Dropout", List.of("x"), List.of("y", "mask"), Map.of("ratio", 0.5f));
        assertThat(Networks.run(writer, new float[] {4, 6}, 1, 2).values()).containsExactly(4, 6);
    }

    @Test
    void spaceToDepthPutsBlocksFirst() throws IOException {
        float[] input = {1, 2, 3, 4, 5, 6, 7, 8};
        assertThat(run(13, "SpaceToDepth", Map.of("blocksize", 2), input, 1, 2, 2, 2))
                .containsExactly(1, 5, 2, 6, 3, 7, 4, 8);
    }

    @Test
    void transposedConvolutionSpreadsEachSample() throws IOException {
        OnnxWriter writer = new OnnxWriter(11)
                .input("x", 1, 1, 1, 2)
                .output("y")
                .weights("w", new float[] {1, 10}, 1, 1, 1, 2)
                .node("ConvTranspose", List.of("x", "w"), "y", Map.of("strides", ints(1, 2)));
        assertThat(Networks.run(writer, new float[] {3, 4}, 1, 1, 1, 2).values())
                .containsExactly(3, 30, 4, 40);
    }

    @Test
    void mishErfAndReciprocal() throws IOException {
        assertThat(run(18, "Mish", Map.of(), new float[] {1}, 1)[0]).isEqualTo(0.865098f, EXACT);
        assertThat(run(13, "Erf", Map.of(), new float[] {0.5f}, 1)[0]).isEqualTo(0.5204999f, EXACT);
        assertThat(run(13, "Reciprocal", Map.of(), new float[] {4}, 1)[0]).isEqualTo(0.25f, EXACT);
    }

    private static float[] run(int opset, String operator, Map<String, ?> attributes, float[] input, long... shape)
            throws IOException {
        OnnxWriter writer =
                new OnnxWriter(opset).input("x", shape).output("y").node(operator, List.of("x"), "y", attributes);
        return Networks.run(writer, input, shape).values();
    }

    private static long[] ints(long... values) {
        return values;
    }
}
