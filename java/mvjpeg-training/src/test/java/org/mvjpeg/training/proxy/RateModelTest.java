package org.mvjpeg.training.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateModelTest {
    private static double[] slow(double[] a, int side) {
        double[] f = {0, 0, 0, 0, 1};
        for (int i = 0; i < a.length; i++) {
            double fourth = Math.pow(a[i], 4);
            double count = fourth / (fourth + Math.pow(2.0 / 3, 4));
            f[0] += Math.log(1 + a[i]) / Math.log(2);
            f[1] += Math.log(1 + fourth) / Math.log(4);
            f[2] += count;
            f[3] += count * (i / side + i % side) / (2 * side - 2);
        }
        return f;
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 8, 16})
    void featuresAreTheirFormulas(int side) {
        double[] a = new Random(side).doubles((long) side * side, 0, 3).toArray();
        try (PointerScope scope = new PointerScope()) {
            float[] features = Values.of(RateModel.features(Ops.of(a, 1, a.length), side));
            double[] expected = slow(a, side);
            for (int i = 0; i < RateModel.FEATURES; i++) {
                assertThat((double) features[i]).isCloseTo(expected[i], within(1e-4 * expected[i] + 1e-5));
            }
        }
    }

    @Test
    void gradientsAreDifferenceQuotients() {
        double[] a = new Random(3).doubles(16, 0.05, 3).toArray();
        try (PointerScope scope = new PointerScope()) {
            Tensor input = Ops.of(a, 1, 16).requires_grad_(true);
            RateModel.features(input, 4).sum().backward();
            float[] gradient = Values.of(input.grad());
            for (int i = 0; i < 16; i++) {
                double[] more = a.clone();
                double[] less = a.clone();
                more[i] += 1e-5;
                less[i] -= 1e-5;
                double quotient = 0;
                for (int f = 0; f < RateModel.FEATURES; f++) {
                    quotient += (slow(more, 4)[f] - slow(less, 4)[f]) / 2e-5;
                }
                assertThat((double) gradient[i]).isCloseTo(quotient, within(1e-3));
            }
        }
    }

    @Test
    void bitsAreTheWeightedSum() {
        List<Double> weights = new java.util.ArrayList<>(Collections.nCopies(RateModel.WEIGHTS, 0.5));
        weights.set(0, 7.0);
        weights.set(3, 2.0);
        try (PointerScope scope = new PointerScope();
                RateModel model = new RateModel(weights)) {
            float[] features = new float[2 * (RateModel.WEIGHTS - 1)];
            features[2] = 10;
            features[RateModel.WEIGHTS - 1] = 4;
            assertThat(Values.of(model.bits(Tensor.create(features, 2, RateModel.WEIGHTS - 1))))
                    .containsExactly(27, 9);
        }
    }
}
