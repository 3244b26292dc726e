package org.mvjpeg.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.mvjpeg.kernel.Model;
import org.mvjpeg.kernel.Models;
import org.mvjpeg.kernel.Safetensors;
import org.mvjpeg.training.tensor.Tensors;

class StateTest {
    private static final Architecture SMALL = new Architecture(16, 2);

    @Test
    void parametersComeBackToTheBit() throws IOException {
        try (PointerScope scope = new PointerScope();
                PreprocessingNetwork network = new PreprocessingNetwork(SMALL, 1, 0.3);
                PreprocessingNetwork other = new PreprocessingNetwork(SMALL, 2, 0)) {
            RandomParameters.into(network, new Random(3));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            Safetensors.write(TensorArchive.of(network.parameters(), Map.of("step", "12")), bytes);
            Model archive = Safetensors.read(new ByteArrayInputStream(bytes.toByteArray()));
            assertThat(archive.metadata()).containsEntry("step", "12");
            other.load(TensorArchive.tensors(archive));
            assertSame(network.parameters(), other.parameters());
            assertThat(other.parameters().values()).allMatch(Tensor::requires_grad);
        }
    }

    @Test
    void extremeFloatsSurvive() {
        try (PointerScope scope = new PointerScope()) {
            float[] values = {Float.MIN_VALUE, -0f, Float.MAX_VALUE, 0.1f, Float.NEGATIVE_INFINITY, Float.NaN};
            Map<String, Tensor> back =
                    TensorArchive.tensors(TensorArchive.of(Map.of("a", Tensors.of(values, 2, 3)), Map.of()));
            assertThat(Tensors.floats(back.get("a"))).containsExactly(values);
            assertThat(back.get("a").shape()).containsExactly(2, 3);
        }
    }

    @Test
    void otherTypesAreNoState() {
        assertThatThrownBy(() -> TensorArchive.tensors(Models.machine()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tensor 'head.weight' is of type I8, not F32");
    }

    @Test
    void seedsAreReproducible() {
        try (PreprocessingNetwork a = new PreprocessingNetwork(SMALL, 1, 0);
                PreprocessingNetwork b = new PreprocessingNetwork(SMALL, 1, 0);
                PreprocessingNetwork c = new PreprocessingNetwork(SMALL, 2, 0)) {
            assertSame(a.parameters(), b.parameters());
            assertThat(Tensors.floats(a.parameters().get("head.weight")))
                    .isNotEqualTo(Tensors.floats(c.parameters().get("head.weight")));
        }
    }

    @Test
    void nothingIsLoadedWhereAShapeIsWrong() {
        try (PointerScope scope = new PointerScope();
                PreprocessingNetwork network = new PreprocessingNetwork(SMALL, 1, 0);
                PreprocessingNetwork other = new PreprocessingNetwork(SMALL, 2, 0)) {
            Map<String, Tensor> values = new LinkedHashMap<>(other.parameters());
            values.put("conditioning.output.bias", Tensors.of(new float[3], 3));
            float[] before = Tensors.floats(network.parameters().get("head.weight"));
            assertThatThrownBy(() -> network.load(values))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'conditioning.output.bias' of shape [3]");
            assertThat(Tensors.floats(network.parameters().get("head.weight"))).isEqualTo(before);
        }
    }

    @Test
    void averagesFollowByTheirDecay() {
        try (PointerScope scope = new PointerScope();
                PreprocessingNetwork network = new PreprocessingNetwork(SMALL, 1, 0);
                MovingAverage average = new MovingAverage(network.parameters(), 0.75)) {
            try (NoGradGuard guard = new NoGradGuard()) {
                network.parameters().get("skip").fill_(new Scalar(5));
            }
            average.update();
            assertThat(Tensors.floats(average.values().get("skip"))).containsOnly(2);
            average.update();
            assertThat(Tensors.floats(average.values().get("skip"))).containsOnly(2.75f);
            network.load(average.values());
            assertThat(Tensors.floats(network.parameters().get("skip"))).containsOnly(2.75f);
        }
        assertThatThrownBy(() -> new MovingAverage(Map.of(), 1)).hasMessageContaining("decay 1.0");
    }

    private static void assertSame(Map<String, Tensor> expected, Map<String, Tensor> actual) {
        assertThat(actual.keySet()).containsExactlyElementsOf(expected.keySet());
        expected.forEach((name, tensor) ->
                assertThat(Tensors.floats(actual.get(name))).as(name).isEqualTo(Tensors.floats(tensor)));
    }
}
