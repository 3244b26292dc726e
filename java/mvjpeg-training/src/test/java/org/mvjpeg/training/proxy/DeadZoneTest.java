package org.mvjpeg.training.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class DeadZoneTest {
    @Test
    void valuesAreQuantisedHardAndGradientsPassStraightThrough() {
        float[] coefficients = {0, 0.9f, -0.9f, 3.1f, 3.3f, -3.3f, 11.2f, -11.4f, 1.75f};
        // Steps of 5: with 0.35 added, a level begins at 0.65 of a step.
        float[] expected = {0, 0, 0, 0, 5, -5, 10, -10, 0};
        try (PointerScope scope = new PointerScope()) {
            Tensor c = Tensor.create(coefficients, 9).requires_grad_(true);
            Tensor quantised = DeadZone.quantise(c, Tensor.create(new float[] {5}, 1), 0.35);
            assertThat(Values.of(quantised)).usingComparatorWithPrecision(1e-5f).containsExactly(expected);

            quantised.sum().backward();
            assertThat(Values.of(c.grad())).containsOnly(1);
        }
    }
}
