package org.mvjpeg.training.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.mvjpeg.evaluation.metrics.ScoreDivergence;
import org.mvjpeg.training.TaskWeight;
import org.mvjpeg.training.onnx.Teacher;
import org.mvjpeg.training.proxy.PlaneTensors;
import org.mvjpeg.training.proxy.ProxyResult;
import org.mvjpeg.training.tensor.Tensors;

class LossTest {
    private static Teacher.Answer answer(float[] values, long... shape) {
        return new Teacher.Answer(Tensors.of(values, shape), Map.of());
    }

    @Test
    void theTaskWeighsWhatItsQpSays() {
        TaskWeight weight = new TaskWeight(1, 4);
        assertThat(weight.at(0)).isEqualTo(1);
        assertThat(weight.at(0.5)).isCloseTo(2, within(1e-12));
        assertThat(weight.at(1)).isCloseTo(4, within(1e-12));
        try (PointerScope scope = new PointerScope()) {
            PictureLoss.Terms terms = new PictureLoss.Terms(
                    Tensors.of(new float[] {1, 2}, 2),
                    Tensors.of(new float[] {10, 20}, 2),
                    Tensors.of(new float[2], 2));
            PictureLoss loss = new PictureLoss(qp -> qp / 10, 0);
            // The mean of 1 + 3 * 10 and 2 + 4 * 20.
            assertThat(loss.total(terms, new double[] {30, 40}).item_float()).isCloseTo(56.5f, within(1e-4f));
        }
        assertThatThrownBy(() -> new TaskWeight(0, 1)).hasMessage("task weight 0.0 is not above 0");
    }

    @Test
    void classesDifferByTheirDivergence() {
        try (PointerScope scope = new PointerScope()) {
            float[] p = {(float) Math.log(0.7), (float) Math.log(0.2), (float) Math.log(0.1), 5, 5, 5};
            float[] q = {(float) Math.log(0.5) + 3, (float) Math.log(0.25) + 3, (float) Math.log(0.25) + 3, 1, 1, 1};
            float[] found = Tensors.floats(new ClassDistance().between(answer(p, 2, 3), answer(q, 2, 3)));

            double expected = 0.7 * Math.log(0.7 / 0.5) + 0.2 * Math.log(0.2 / 0.25) + 0.1 * Math.log(0.1 / 0.25);
            assertThat(found[0]).isCloseTo((float) expected, within(1e-6f));
            assertThat(found[1]).isCloseTo(0, within(1e-6f));
        }
    }

    @Test
    void scoresDifferByTheirBinaryDivergences() {
        try (PointerScope scope = new PointerScope()) {
            // Two rows of box, objectness, two classes.
            float[] p = {9, 9, 9, 9, 0.8f, 0.5f, 0.1f, 0, 0, 0, 0, 0, 1, 1};
            float[] q = {0, 0, 0, 0, 0.6f, 0.5f, 0.3f, 0, 0, 0, 0, 0, 1, 1};
            float[] found = Tensors.floats(new ScoreDistance().between(answer(p, 1, 2, 7), answer(q, 1, 2, 7)));

            assertThat((double) found[0]).isCloseTo(binary(0.4, 0.3) + binary(0.08, 0.18), within(1e-5));
        }
    }

    @Test
    void scoresDifferAsEvaluationsMeasureThem() {
        int rows = 200;
        int classes = 9;
        Random random = new Random(4);
        float[][] heads = new float[2][rows * (5 + classes)];
        float[][] scores = new float[2][rows * classes];
        for (int h = 0; h < 2; h++) {
            for (int row = 0; row < rows; row++) {
                int at = row * (5 + classes);
                // From far below the least score to 1.
                heads[h][at + 4] = (float) Math.exp(-12 * random.nextDouble());
                for (int c = 0; c < classes; c++) {
                    heads[h][at + 5 + c] = row == 0 ? h : (float) Math.exp(-9 * random.nextDouble());
                    scores[h][row * classes + c] = heads[h][at + 4] * heads[h][at + 5 + c];
                }
            }
        }
        try (PointerScope scope = new PointerScope()) {
            float[] found = Tensors.floats(new ScoreDistance()
                    .between(answer(heads[0], 1, rows, 5 + classes), answer(heads[1], 1, rows, 5 + classes)));
            double expected = ScoreDivergence.of(scores[0], scores[1]);
            assertThat((double) found[0]).isCloseTo(expected, within(1e-4 * expected));
        }
    }

    private static double binary(double p, double q) {
        return p * Math.log(p / q) + (1 - p) * Math.log((1 - p) / (1 - q));
    }

    @Test
    void theCurveHasTheAnchorsSlope() {
        // Two pictures whose distance is the inverse square of their bytes, seen from each QP with that QP's offset.
        double[][] bytes = {{800, 800}, {400, 400}, {200, 200}, {100, 100}};
        double[][] distances = new double[4][2];
        for (int q = 0; q < 4; q++) {
            distances[q][0] = distances[q][1] = 1e4 / (bytes[q][0] * bytes[q][0]);
        }
        AnchorCurve curve = new AnchorCurve(List.of(20, 26, 32, 38), bytes, distances);

        double first = Math.log((4 + 0.3) / (1 + 0.3)) / Math.log(2);
        double inner = Math.log((4 + 0.3) / (0.25 + 0.3)) / Math.log(4);
        assertThat(curve.slope(20)).isCloseTo(first, within(1e-9));
        assertThat(curve.slope(29)).isCloseTo(inner, within(1e-9));
        assertThat(curve.meanDistance(29)).isCloseTo(1e4 / (400 * 200), within(1e-9));
        assertThat(curve.meanDistance(51)).isCloseTo(1, within(1e-9));
        assertThat(curve.meanLnBytes(23)).isCloseTo(Math.log(800 / Math.sqrt(2)), within(1e-9));
        assertThat(curve.task(curve.meanDistance(26), 26)).isCloseTo(curve.meanTask(26), within(1e-9));
    }

    @Test
    void flatCurvesAreBounded() {
        double[][] bytes = {{800}, {400}};
        AnchorCurve blind = new AnchorCurve(List.of(20, 26), bytes, new double[][] {{0}, {0}});
        assertThat(blind.slope(22)).isCloseTo(AnchorCurve.LEAST_SLOPE, within(1e-12));
        assertThat(blind.task(0, 22)).isFinite();
        assertThatThrownBy(() -> new AnchorCurve(List.of(20), new double[1][1], new double[1][1]))
                .hasMessageContaining("at least 2 are needed");
    }

    @Test
    void aStepAlongTheAnchorCostsNothing() {
        double[][] bytes = {{800}, {400}, {200}};
        double[][] distances = {{1e4 / 640000}, {1e4 / 160000}, {1e4 / 40000}};
        AnchorCurve curve = new AnchorCurve(List.of(20, 26, 32), bytes, distances);
        try (PointerScope scope = new PointerScope()) {
            double[] qps = {26, 26, 26};
            // The anchor's own pictures one QP finer and one coarser; one of 1 % fewer bytes at the same distance.
            Tensor lnBytes =
                    Tensors.of(new float[] {(float) Math.log(800), (float) Math.log(200), (float) Math.log(396)}, 3);
            Tensor distance = Tensors.of(new float[] {1e4f / 640000, 1e4f / 40000, 1e4f / 160000}, 3);
            float[] loss = Tensors.floats(PictureLoss.calibratedRate(lnBytes, curve, qps)
                    .add(PictureLoss.calibratedTask(distance, curve, qps)));

            assertThat(loss[1]).isCloseTo(loss[0], within(1e-5f));
            assertThat(loss[2]).isCloseTo(-0.01005f, within(1e-5f));
        }
    }

    @Test
    void realValuesKeepTheProxysGradients() {
        try (PointerScope scope = new PointerScope()) {
            Tensor bits = Tensors.of(new float[] {8000, 1600}, 2).set_requires_grad(true);
            Tensor proxy = new ProxyResult(planes(0, 0, 0), bits).lnBytes(400);
            Tensor real = Tensors.of(new float[] {7, 6}, 2);
            Tensor both = Tensors.withValues(proxy, real);
            both.sum().backward();

            assertThat(Tensors.floats(both)).containsExactly(new float[] {7, 6}, within(1e-6f));
            assertThat(Tensors.floats(bits.grad()))
                    .containsExactly(new float[] {1 / 8f / 1400, 1 / 8f / 600}, within(1e-9f));
        }
    }

    @Test
    void changeCountsEverySampleAlike() {
        try (PointerScope scope = new PointerScope()) {
            PlaneTensors a = planes(0, 0, 0);
            PlaneTensors b = planes(1, 3, 0);
            assertThat(Tensors.floats(PictureLoss.change(a, b))[0]).isCloseTo((4 + 9) / 6f, within(1e-6f));
        }
    }

    private static PlaneTensors planes(float y, float u, float v) {
        return new PlaneTensors(
                Tensors.of(new float[] {y, y, y, y}, 1, 1, 2, 2),
                Tensors.of(new float[] {u}, 1, 1, 1, 1),
                Tensors.of(new float[] {v}, 1, 1, 1, 1));
    }
}
