package org.mvjpeg.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mvjpeg.training.loss.AnchorCurve;
import org.mvjpeg.training.network.Architecture;
import org.mvjpeg.training.network.PreprocessingNetwork;
import org.mvjpeg.training.tensor.Tensors;

class FilterStepTest {
    private static final int SIDE = 32;
    private static final int[] QPS = {32, 37, 42, 34, 47};

    private final Random random = new Random(5);

    @Test
    void sharesAddUpToTheWhole() {
        PairBatch batch = batch();
        Result whole = step(batch, 1, 1);
        assertThat(whole.gradients()).anyMatch(value -> value != 0);
        for (int threads : new int[] {2, 3, 16}) {
            Result shared = step(batch, threads, QPS.length);
            assertThat(shared.figures().loss()).isCloseTo(whole.figures().loss(), within(1e-5f));
            assertThat(shared.figures().change()).isCloseTo(whole.figures().change(), within(1e-3f));
            float largest = largest(whole.gradients());
            for (int i = 0; i < whole.gradients().size(); i++) {
                assertThat(shared.gradients().get(i))
                        .isCloseTo(whole.gradients().get(i), within(1e-4f * largest));
            }
            assertThat(step(batch, threads, QPS.length)).isEqualTo(shared);
        }
    }

    private record Result(StepFigures figures, List<Float> gradients) {}

    private static Result step(PairBatch batch, int threads, int pictures) {
        AnchorCurve curve = new AnchorCurve(
                List.of(32, 47), new double[][] {{4000, 5000}, {700, 900}}, new double[][] {{20, 30}, {100, 140}});
        try (PreprocessingNetwork network = new PreprocessingNetwork(new Architecture(16, 1), 3, -0.5);
                Learners learners = new Learners(threads, pictures)) {
            List<Criterion> criteria = Criterion.fidelity(0.3);
            StepFigures figures = new FilterStep(network, criteria, List.of(curve, curve), learners).run(batch);
            List<Float> gradients = new ArrayList<>();
            network.parameters().values().forEach(parameter -> {
                for (float value : Tensors.floats(parameter.mutable_grad())) {
                    gradients.add(value);
                }
            });
            return new Result(figures, gradients);
        }
    }

    private static float largest(List<Float> values) {
        return values.stream().map(Math::abs).max(Float::compare).orElseThrow();
    }

    private PairBatch batch() {
        List<CodedPair> pairs = new ArrayList<>();
        for (int i = 0; i < QPS.length; i++) {
            pairs.add(new CodedPair(
                    NoisePictures.next(SIDE, SIDE, random), NoisePictures.next(SIDE, SIDE, random), 1000));
        }
        return new PairBatch(List.of(0, 1), QPS, pairs);
    }
}
