package org.mvjpeg.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.junit.jupiter.api.Test;
import org.mvjpeg.codec.I420;
import org.mvjpeg.evaluation.networks.ChannelOrder;
import org.mvjpeg.evaluation.networks.NetworkDescription;
import org.mvjpeg.evaluation.networks.Normalisation;
import org.mvjpeg.evaluation.networks.OutputLayout;
import org.mvjpeg.evaluation.networks.ResizeRule;
import org.mvjpeg.kernel.Kernel;
import org.mvjpeg.training.loss.AnchorCurve;
import org.mvjpeg.training.photos.Photo;
import org.mvjpeg.training.proxy.PlaneBatches;
import org.mvjpeg.training.proxy.PlaneTensors;
import org.mvjpeg.training.tensor.Tensors;

class PartsTest {
    @Test
    void theScheduleRisesAndFalls() {
        Schedule schedule = new Schedule(3000);
        assertThat(schedule.learningRate(0)).isCloseTo(1 / 50.0, within(1e-3));
        assertThat(schedule.learningRate(49)).isCloseTo(1, within(1e-2));
        assertThat(schedule.learningRate(1500)).isCloseTo(0.525, within(1e-9));
        assertThat(schedule.learningRate(2999)).isCloseTo(0.05, within(1e-4));
        assertThat(schedule.realShare(0)).isZero();
        assertThat(schedule.realShare(1000)).isEqualTo(0.5);
        assertThat(schedule.realShare(2000)).isEqualTo(1);
        assertThat(schedule.realShare(2999)).isEqualTo(1);
        assertThat(schedule.quantised(1999)).isFalse();
        assertThat(schedule.quantised(2000)).isTrue();
        assertThat(new Schedule(1).averageDecay()).isZero();
    }

    @Test
    void adamMovesAsLibTorchs() {
        try (PointerScope scope = new PointerScope()) {
            float[] start = {1, -2, 3};
            Tensor mine = Tensors.of(start, 3).set_requires_grad(true);
            Tensor reference = Tensors.of(start, 3).set_requires_grad(true);
            Map<String, Tensor> parameters = Map.of("p", mine);
            Adam adam = new Adam(parameters, 1e9);
            var libtorch = new org.bytedeco.pytorch.Adam(new TensorVector(reference), new AdamOptions(0.1));
            Tensor weights = Tensors.of(new float[] {0.5f, 2, -1}, 3);
            for (int step = 0; step < 10; step++) {
                for (Tensor tensor : List.of(mine, reference)) {
                    tensor.square().mul(weights).sum().backward();
                }
                adam.step(parameters, step, 0.1);
                libtorch.step();
                reference.mutable_grad().zero_();
            }
            assertThat(Tensors.floats(mine)).containsExactly(Tensors.floats(reference), within(1e-5f));
        }
    }

    @Test
    void adamLimitsTheNormAndRefusesNonsense() {
        try (PointerScope scope = new PointerScope()) {
            Tensor parameter = Tensors.of(new float[] {3, 4}, 2).set_requires_grad(true);
            Map<String, Tensor> parameters = Map.of("p", parameter);
            Adam adam = new Adam(parameters, 1);
            parameter.square().sum().backward();
            assertThat(adam.step(parameters, 0, 0.1)).isCloseTo(10, within(1e-5));
            assertThat(adam.first().get("p")).containsExactly(new float[] {0.06f, 0.08f}, within(1e-6f));

            float[] before = Tensors.floats(parameter);
            parameter.sub(parameter).div(parameter.sub(parameter)).sum().backward();
            assertThatThrownBy(() -> adam.step(parameters, 1, 0.1))
                    .isInstanceOf(ArithmeticException.class)
                    .hasMessageContaining("step 2 is not finite");
            assertThat(Tensors.floats(parameter)).isEqualTo(before);
        }
    }

    @Test
    void coloursAreTheKernels() {
        byte[] rgb = new byte[3 * 32 * 32];
        new java.util.Random(1).nextBytes(rgb);
        Photo photo = new Photo(32, 32, rgb);
        float[] planar = new float[rgb.length];
        Planar.put(photo, planar, 0);
        try (PointerScope scope = new PointerScope();
                Kernel kernel = Kernel.converter("scalar")) {
            I420 expected = KernelPlanes.of(kernel, photo, 32);
            PlaneTensors planes = Colours.planes(Tensors.of(planar, 1, 3, 32, 32));
            I420 found = PlaneBatches.pictures(planes).get(0);
            for (int i = 0; i < 1024; i++) {
                assertThat(found.y()[i] & 0xFF).isCloseTo(expected.y()[i] & 0xFF, within(1));
            }
            for (int i = 0; i < 256; i++) {
                assertThat(found.u()[i] & 0xFF).isCloseTo(expected.u()[i] & 0xFF, within(1));
                assertThat(found.v()[i] & 0xFF).isCloseTo(expected.v()[i] & 0xFF, within(1));
            }
            // A picture of even chroma comes back.
            float[] even = new float[3 * 32 * 32];
            Arrays.fill(even, 0, 1024, 200);
            Arrays.fill(even, 1024, 2048, 100);
            Arrays.fill(even, 2048, 3072, 30);
            float[] back = Tensors.floats(Colours.rgb(Colours.planes(Tensors.of(even, 1, 3, 32, 32))));
            for (int i = 0; i < back.length; i++) {
                assertThat(back[i]).isCloseTo(even[i], within(1.5f));
            }
        }
    }

    @Test
    void theViewDecidesTheSize() {
        NetworkDescription whole = description(new ResizeRule.Crop(256, 299));
        assertThat(View.side(whole, 1)).isEqualTo(224);
        assertThat(View.side(whole, 0.5)).isEqualTo(512);
        assertThat(View.side(description(new ResizeRule.Crop(256, 0)), 1)).isEqualTo(256);
        assertThat(View.side(description(new ResizeRule.Stretch()), 0.8)).isEqualTo(288);
        assertThatThrownBy(() -> View.side(whole, 0.05)).hasMessageContaining("the limit is 2048");
        assertThat(new View(0.25, 1).at(0.5)).isCloseTo(0.5, within(1e-12));
        assertThatThrownBy(() -> new View(1, 0.5)).hasMessageContaining("view 1.0:0.5");
    }

    private static NetworkDescription description(ResizeRule rule) {
        return new NetworkDescription(
                Path.of("network.onnx"),
                Optional.empty(),
                224,
                224,
                Normalisation.of(ChannelOrder.RGB, 0, 1),
                rule,
                OutputLayout.LOGITS,
                10,
                Optional.empty());
    }

    @Test
    void onlySureGainsShip() {
        List<Integer> qps = List.of(22, 27, 32, 37);
        int photos = 40;
        double[][][] anchorBytes = new double[1][4][photos];
        double[][][] testBytes = new double[1][4][photos];
        double[][][] distances = new double[1][4][photos];
        for (int q = 0; q < 4; q++) {
            for (int i = 0; i < photos; i++) {
                anchorBytes[0][q][i] = 1000 * Math.pow(0.6, q) * (1 + i % 7);
                distances[0][q][i] = 0.1 * Math.pow(2, q) * (1 + i % 3);
                // 5 % fewer bytes; at QP 32 as often more as fewer.
                testBytes[0][q][i] = anchorBytes[0][q][i] * (q != 2 ? 0.95 : i % 2 == 0 ? 0.9 : 1.12);
            }
        }
        Measurement anchor = new Measurement(qps, 1, anchorBytes, distances, 400);
        Measurement test = new Measurement(qps, 1, testBytes, distances, 400);
        Gains gains = Gains.of(anchor, test, List.of(new AnchorCurve(qps, anchorBytes[0], distances[0])));

        assertThat(gains.means().get(0)).isCloseTo(Math.log(0.95), within(1e-9));
        List<ShipRule.Verdict> verdicts = ShipRule.verdicts(gains, 1);
        assertThat(verdicts).extracting(ShipRule.Verdict::ships).containsExactly(true, true, false, true);
        assertThat(ShipRule.shipping(verdicts)).containsExactly(22, 23, 24, 25, 26, 27, 37);
    }

    @Test
    void cropsOfAPhotographCountAsOne() {
        List<Integer> qps = List.of(22, 32);
        double[][][] distances = {{{0.1, 0.1, 0.1, 0.1}, {0.4, 0.4, 0.4, 0.4}}};
        double[][][] anchorBytes = {{{1000, 1000, 1000, 1000}, {500, 500, 500, 500}}};
        double[][][] testBytes = {{{900, 800, 1000, 1100}, {500, 500, 500, 500}}};
        List<AnchorCurve> curves = List.of(new AnchorCurve(qps, anchorBytes[0], distances[0]));

        Gains gains = Gains.of(
                new Measurement(qps, 2, anchorBytes, distances, 0),
                new Measurement(qps, 2, testBytes, distances, 0),
                curves);

        assertThat(gains.at(0))
                .containsExactly(new double[] {Math.log(0.9 * 0.8) / 2, Math.log(1.1) / 2}, within(1e-12));
    }

    @Test
    void qpsCoverTheRange() {
        assertThat(Qps.of(22, 47).all()).containsExactly(22, 27, 32, 37, 42, 47);
        assertThat(Qps.of(22, 47).validation()).containsExactly(27, 32, 37, 42);
        assertThat(Qps.of(30, 33).all()).containsExactly(30, 33);
        assertThat(Qps.of(30, 33).validation()).containsExactly(30, 33);
    }

    @Test
    void historyComesBack() throws Exception {
        History history = new History();
        history.add(new StepFigures(1, 2, 3, 4));
        history.add(new StepFigures(3, 2, 1, 0));
        history.add(new ValidationResult(
                2,
                List.of(27, 32),
                List.of(-0.1, 0.2),
                List.of(new ValidationResult.JudgeResult(
                        "a", Double.NaN, -1.5, List.of(1.0, 2.0), List.of(3.0, 4.0)))));
        History back = new History();
        back.restore(history.flat(), history.validationsJson());

        assertThat(back.validations()).isEqualTo(history.validations());
        assertThat(back.flat()).isEqualTo(history.flat());
        assertThat(back.mean(0, 2)).isEqualTo(new StepFigures(2, 2, 2, 2));
    }

    @Test
    void progressTellsTheTimeLeft() {
        assertThat(Pace.duration(59.4)).isEqualTo("59 s");
        assertThat(Pace.duration(125)).isEqualTo("2 min 5 s");
        assertThat(Pace.duration(7300)).isEqualTo("2 h 1 min");
        List<String> lines = new ArrayList<>();
        ProgressLines progress = new ProgressLines(0, 200, lines::add);
        History history = new History();
        for (int i = 0; i < 2; i++) {
            history.add(new StepFigures(1, 2, 3, 4));
            progress.step(history, 0.5, 10);
        }
        assertThat(lines).singleElement().asString().contains("step 2/200", "0.50 s/step", "1 min 49 s left");
    }
}
