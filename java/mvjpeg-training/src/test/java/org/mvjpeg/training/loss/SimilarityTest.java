package org.mvjpeg.training.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mvjpeg.sets.fidelity.MsSsim;
import org.mvjpeg.sets.fidelity.Plane;
import org.mvjpeg.training.tensor.Tensors;

class SimilarityTest {
    /** Smooth waves, and the same under noise. */
    private static float[][] pair(int width, int height, int noise) {
        Random random = new Random(5);
        float[][] pair = new float[2][width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                float value = (float) (120 + 60 * Math.sin(x / 7.0) + 50 * Math.cos(y / 5.0 + x / 31.0));
                pair[0][y * width + x] = value;
                pair[1][y * width + x] = (float) Math.max(0, Math.min(255, value + noise * random.nextGaussian()));
            }
        }
        return pair;
    }

    @ParameterizedTest
    @CsvSource({"176,192,20", "177,181,40", "128,96,5", "45,60,20", "11,30,60"})
    void isTheEvaluationsFigure(int width, int height, int noise) {
        float[][] pair = pair(width, height, noise);
        double expected = MsSsim.of(Plane.of(width, height, pair[0]), Plane.of(width, height, pair[1]));
        try (PointerScope scope = new PointerScope()) {
            Tensor a = Tensors.of(pair[0], 1, 1, height, width);
            Tensor b = Tensors.of(pair[1], 1, 1, height, width);
            assertThat((double) Similarity.of(a, b).item_float()).isCloseTo(expected, within(2e-4));
            assertThat(Similarity.of(a, a).item_float()).isCloseTo(1, within(1e-5f));
        }
    }

    @ParameterizedTest
    @CsvSource({"64", "100"})
    void gradientsLeadUp(int side) {
        float[][] pair = pair(side, side, 20);
        try (PointerScope scope = new PointerScope()) {
            Tensor a = Tensors.of(pair[0], 1, 1, side, side);
            Tensor b = Tensors.of(pair[1], 1, 1, side, side).set_requires_grad(true);
            Tensor similarity = Similarity.of(a, b);
            similarity.sum().backward();
            Tensor gradient = b.grad();
            double slope = gradient.square().sum().item_float();
            double step = 1e-2 / Math.sqrt(slope);
            float after = Similarity.of(a, b.detach().add(gradient.mul(new org.bytedeco.pytorch.Scalar(step))))
                    .item_float();
            double expected = step * slope;
            assertThat((double) after - similarity.detach().item_float()).isCloseTo(expected, within(0.2 * expected));
        }
    }
}
