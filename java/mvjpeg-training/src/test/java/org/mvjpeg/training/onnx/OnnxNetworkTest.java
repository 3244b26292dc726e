package org.mvjpeg.training.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.mvjpeg.training.tensor.Tensors;

class OnnxNetworkTest {
    private static final long[] SHAPE = {1, 3, 8, 8};

    /** A small network with what detectors do to shapes, written for one picture. */
    static OnnxWriter small() {
        return new OnnxWriter(11)
                .input("x", SHAPE)
                .output("y", 1, 16, 5)
                .weights("w1", 1, 4, 3, 3, 3)
                .weights("b1", 2, 4)
                .weights("w2", 3, 5, 4, 3, 3)
                .integers("shape", 1, 5, -1)
                .node("Conv", List.of("x", "w1", "b1"), "c1", Map.of("pads", new long[] {1, 1, 1, 1}))
                .node("Sigmoid", List.of("c1"), "s1")
                .node("Mul", List.of("c1", "s1"), "silu")
                .node(
                        "Conv",
                        List.of("silu", "w2"),
                        "c2",
                        Map.of("pads", new long[] {1, 1, 1, 1}, "strides", new long[] {2, 2}))
                .node("Reshape", List.of("c2", "shape"), "flat")
                .node("Transpose", List.of("flat"), "y", Map.of("perm", new long[] {0, 2, 1}));
    }

    @Test
    void aBatchIsAnsweredLikeItsPicturesEachAlone() throws IOException {
        byte[] onnx = small().bytes();
        for (int n : new int[] {1, 2, 4, 8}) {
            float[] batch = Noise.values(n, n, 3, 8, 8);
            Networks.Result result = Networks.run(onnx, batch, n, 3, 8, 8);
            assertThat(result.shape()).containsExactly(n, 16, 5);
            for (int i = 0; i < n; i++) {
                float[] one = Arrays.copyOfRange(batch, i * 192, (i + 1) * 192);
                float[] part = Arrays.copyOfRange(result.values(), i * 80, (i + 1) * 80);
                OpenCv.assertClose(part, OpenCv.run(onnx, one, SHAPE));
            }
        }
    }

    @Test
    void constantsForOnePictureServeAll() throws IOException {
        OnnxWriter writer = new OnnxWriter(11)
                .input("x", 1, 2)
                .output("y")
                .weights("c", new float[] {9}, 1, 1)
                .node("Concat", List.of("x", "c"), "y", Map.of("axis", 1));
        assertThat(Networks.run(writer, new float[] {1, 2, 3, 4}, 2, 2).values())
                .containsExactly(1, 2, 9, 3, 4, 9);
    }

    @Test
    void innerTensorsAreAnsweredByName() throws IOException {
        try (OnnxNetwork network = OnnxNetwork.parse(small().bytes());
                PointerScope scope = new PointerScope()) {
            Tensor input = Tensors.of(Noise.values(1, SHAPE), SHAPE);
            Map<String, Tensor> values = network.run(input, List.of("silu", "c1", "x"));
            assertThat(values.keySet()).containsExactly("silu", "c1", "x");
            float[] c1 = Tensors.floats(values.get("c1"));
            float[] silu = Tensors.floats(values.get("silu"));
            for (int i = 0; i < c1.length; i++) {
                assertThat((double) silu[i]).isEqualTo(c1[i] / (1 + Math.exp(-c1[i])), within(1e-5));
            }
            assertThat(Tensors.floats(values.get("x"))).containsExactly(Tensors.floats(input));
            assertThat(Tensors.floats(input)).as("the caller's tensor lives on").hasSize(192);
            assertThatThrownBy(() -> network.run(input, List.of("nothing")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the network has no tensor 'nothing'");
        }
    }

    @Test
    void theSigmoidOfASiluIsStillThereForWhoeverAsks() throws IOException {
        try (OnnxNetwork network = OnnxNetwork.parse(small().bytes());
                PointerScope scope = new PointerScope()) {
            Map<String, Tensor> values =
                    network.run(Tensors.of(Noise.values(1, SHAPE), SHAPE), List.of("s1", "c1", "silu"));
            float[] product = Tensors.floats(values.get("s1").mul(values.get("c1")));
            OpenCv.assertClose(Tensors.floats(values.get("silu")), product, 1e-6f);
        }
    }

    @Test
    void resultsOutliveTheRunWithoutAScopeAndFreeThemselvesOnClose() throws IOException {
        try (OnnxNetwork network = OnnxNetwork.parse(small().bytes());
                Tensor input = Tensors.of(Noise.values(1, SHAPE), SHAPE)) {
            Tensor output = network.run(input).get("y");
            assertThat(Tensors.floats(output)).hasSize(80);
            output.close();
            assertThat(output.isNull()).isTrue();
            assertThat(input.isNull()).isFalse();
        }
    }

    @Test
    void gradientsAgreeWithFiniteDifferences() throws IOException {
        try (OnnxNetwork network = OnnxNetwork.parse(small().bytes());
                PointerScope scope = new PointerScope()) {
            network.to(ScalarType.Double);
            float[] values = Noise.values(1, 2, 3, 8, 8);
            Tensor input = Tensors.of(values, 2, 3, 8, 8).to(ScalarType.Double);
            input.set_requires_grad(true);
            loss(network, input).backward();
            float[] gradient = Tensors.floats(input.grad());
            double step = 1.0 / 1024;
            for (int i = 0; i < values.length; i += 13) {
                double up = moved(network, values, i, step);
                double down = moved(network, values, i, -step);
                assertThat((double) gradient[i]).isEqualTo((up - down) / (2 * step), within(1e-4));
            }
            assertThat(Math.abs(gradient[0])).as("a gradient worth comparing").isGreaterThan(0.01f);
        }
    }

    private static double moved(OnnxNetwork network, float[] values, int index, double by) {
        try (PointerScope scope = new PointerScope()) {
            double[] changed = new double[values.length];
            Arrays.setAll(changed, i -> i == index ? values[i] + by : values[i]);
            return loss(network, Tensor.create(changed, 2, 3, 8, 8)).item_double();
        }
    }

    /** Weighs two depths, so that both ways back are walked. */
    private static Tensor loss(OnnxNetwork network, Tensor input) {
        Map<String, Tensor> values = network.run(input, List.of("y", "silu"));
        return values.get("y").mul(values.get("y")).sum().add(values.get("silu").sum());
    }

    @Test
    void weightsStayFrozenAndUntouched() throws IOException {
        try (OnnxNetwork network = OnnxNetwork.parse(small().bytes());
                PointerScope scope = new PointerScope()) {
            Tensor still = Tensors.of(Noise.values(1, SHAPE), SHAPE);
            assertThat(network.run(still).get("y").requires_grad()).isFalse();
            float[] before = Tensors.floats(network.run(still).get("y"));
            Tensor input = Tensors.of(Noise.values(1, SHAPE), SHAPE);
            input.set_requires_grad(true);
            loss(network, input).backward();
            assertThat(Tensors.floats(network.run(still).get("y"))).containsExactly(before);
        }
    }

    @Test
    void featuresStandBeforeEachCoarserGrid() throws IOException {
        OnnxWriter writer = new OnnxWriter(11)
                .input("x", 1, 3, 16, 16)
                .output("y")
                .weights("w1", 1, 4, 3, 3, 3)
                .weights("w2", 2, 4, 4, 2, 2)
                .weights("w3", 3, 4, 4, 1, 1)
                .node(
                        "MaxPool",
                        List.of("x"),
                        "small",
                        Map.of("kernel_shape", new long[] {1, 1}, "strides", new long[] {2, 2}))
                .node("Conv", List.of("small", "w1"), "c1", Map.of("pads", new long[] {1, 1, 1, 1}))
                .node("Relu", List.of("c1"), "r1")
                .node("GlobalAveragePool", List.of("r1"), "squeezed")
                .node("Conv", List.of("squeezed", "w3"), "excited")
                .node("Mul", List.of("r1", "excited"), "weighed")
                .node("Pad", List.of("weighed", "pads"), "padded")
                .integers("pads", 0, 0, 0, 0, 0, 0, 2, 2)
                .node("Conv", List.of("padded", "w2"), "c2", Map.of("strides", new long[] {2, 2}))
                .node("Relu", List.of("c2"), "r2")
                .node("GlobalAveragePool", List.of("r2"), "means")
                .node("Flatten", List.of("means"), "y");
        try (OnnxNetwork network = OnnxNetwork.parse(writer.bytes())) {
            assertThat(network.features(16, 16))
                    .containsExactly(
                            new Feature("weighed", List.of(1L, 4L, 8L, 8L), false),
                            new Feature("r2", List.of(1L, 4L, 5L, 5L), false),
                            new Feature("y", List.of(1L, 4L), true));
        }
    }

    @Test
    void halfPrecisionIsNear() throws IOException {
        try (OnnxNetwork network = OnnxNetwork.parse(small().bytes());
                PointerScope scope = new PointerScope()) {
            Tensor input = Tensors.of(Noise.values(1, SHAPE), SHAPE);
            float[] full = Tensors.floats(network.run(input).get("y"));
            network.to(ScalarType.BFloat16);
            Tensor rounded = network.run(input).get("y");
            assertThat(rounded.scalar_type().intern()).isEqualTo(ScalarType.Float);
            OpenCv.assertClose(Tensors.floats(rounded), full, 0.03f);
            assertThatThrownBy(() -> network.to(ScalarType.Long)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void inputsThatDoNotFitNameTheNode() throws IOException {
        try (OnnxNetwork network = OnnxNetwork.parse(small().bytes());
                PointerScope scope = new PointerScope()) {
            assertThatThrownBy(() -> network.run(Tensors.of(new float[64], 1, 1, 8, 8)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("node 'conv0' (Conv)")
                    .hasMessageNotContaining("Exception raised");
            assertThatThrownBy(() -> network.run(Tensors.of(new long[64], 1, 1, 8, 8)))
                    .hasMessageContaining("not a batch of floats");
        }
    }

    @Test
    void closedNetworksRefuse() throws IOException {
        OnnxNetwork network = OnnxNetwork.parse(small().bytes());
        network.close();
        network.close();
        try (PointerScope scope = new PointerScope()) {
            assertThatThrownBy(() -> network.run(Tensors.of(new float[192], SHAPE)))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void memoryDoesNotGrowOverRuns() throws IOException {
        long[] shape = {8, 3, 64, 64};
        float[] values = Noise.values(1, shape);
        byte[] onnx = small().bytes();
        long after = 0;
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 150; i++) {
                try (OnnxNetwork network = OnnxNetwork.parse(onnx);
                        PointerScope scope = new PointerScope()) {
                    Tensor input = Tensors.of(values, shape);
                    input.set_requires_grad(true);
                    loss(network, input).backward();
                    assertThatThrownBy(() -> network.run(Tensors.of(new float[64], 1, 1, 8, 8)))
                            .isInstanceOf(IllegalArgumentException.class);
                }
            }
            if (round == 0) {
                after = Pointer.physicalBytes();
            }
        }
        // One leaked activation a run would be 150 x 512 KiB = 75 MiB.
        assertThat(Pointer.physicalBytes() - after).isLessThan(40L << 20);
    }
}
