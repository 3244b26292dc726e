package org.mvjpeg.training.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;

class TensorsTest {
    @Test
    void valuesComeBackInRowOrderWhateverTheStrides() {
        try (PointerScope scope = new PointerScope()) {
            Tensor tensor = Tensors.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
            assertThat(tensor.shape()).containsExactly(2, 3);
            assertThat(Tensors.floats(tensor.permute(1, 0))).containsExactly(1, 4, 2, 5, 3, 6);
        }
    }

    @Test
    void typesAreConverted() {
        try (PointerScope scope = new PointerScope()) {
            Tensor tensor = Tensors.of(new float[] {1.5f, -2}, 2);
            assertThat(Tensors.longs(tensor)).containsExactly(1, -2);
            assertThat(Tensors.floats(tensor.to(ScalarType.BFloat16))).containsExactly(1.5f, -2);
            assertThat(Tensors.floats(Tensors.of(new long[] {7}))).containsExactly(7);
        }
    }

    @Test
    void emptyAndScalarShapesAreShapes() {
        try (PointerScope scope = new PointerScope()) {
            assertThat(Tensors.floats(Tensors.of(new float[0], 0, 3))).isEmpty();
            assertThat(Tensors.of(new float[] {4}).shape()).isEmpty();
        }
    }

    @Test
    void shapesThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> Tensors.of(new float[5], 2, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("5 values do not make the shape [2, 3]");
        assertThatThrownBy(() -> Tensors.of(new long[4], -2, -2)).hasMessageContaining("negative");
    }
}
