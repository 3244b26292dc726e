package org.mvjpeg.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mvjpeg.kernel.Models;
import org.mvjpeg.training.proxy.PlaneTensors;
import org.mvjpeg.training.tensor.Tensors;

class TrainingTest {
    private static final Architecture SMALL = new Architecture(16, 2);
    private static final int SIDE = 64;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aNewNetworkLeavesPicturesAsTheyAre(boolean quantised) {
        try (PointerScope scope = new PointerScope();
                PreprocessingNetwork network = new PreprocessingNetwork(SMALL, 1, 0)) {
            network.fakeQuantised(quantised);
            PlaneTensors source = pictures();
            assertThat(Pictures.i420(network.forward(source, qps()))).isEqualTo(Pictures.i420(source));
        }
    }

    @Test
    void gatesAreHalfOpenAtFirst() {
        // A source that the low-pass changes by a known amount: with strength s, gates of g, the change is s * g *
        // difference.
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard();
                PreprocessingNetwork network = new PreprocessingNetwork(SMALL, 1, 0.99)) {
            PlaneTensors source = pictures();
            float[] from = Tensors.floats(source.y());
            float[] to = Tensors.floats(network.forward(source, qps()).y());
            double fromPower = power(from);
            double toPower = power(to);
            // Half of white noise replaced by its low-pass keeps about half of the amplitude and a quarter of the
            // power.
            assertThat(Math.sqrt(toPower / fromPower)).isCloseTo(0.55, within(0.1));
        }
    }

    /** Mean square of horizontal differences. */
    private static double power(float[] samples) {
        double sum = 0;
        for (int k = 1; k < samples.length; k++) {
            sum += Math.pow(samples[k] - samples[k - 1], 2);
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyParameterIsReachedAfterAStep(boolean quantised) {
        try (PointerScope scope = new PointerScope();
                PreprocessingNetwork network = new PreprocessingNetwork(SMALL, 1, 0)) {
            network.fakeQuantised(quantised);
            Adam adam = adam(network, 5e-3);
            step(network, adam);
            loss(network).backward();
            network.parameters().forEach((name, parameter) -> assertThat(reached(parameter))
                    .as("share of %s with a gradient", name)
                    // Rectifiers that see few cells or QPs are off for a part of the channels.
                    .isGreaterThan(name.matches("gate.*|conditioning.*weight|conditioning.hidden.*") ? 0.4 : 0.8));
        }
    }

    @Test
    void channelsThatAModelLeavesEmptyLearnToo() {
        try (PointerScope scope = new PointerScope();
                PreprocessingNetwork network = PreprocessingNetwork.of(Models.jpeg(), 1)) {
            Adam adam = adam(network, 1e-3);
            step(network, adam);
            loss(network).backward();
            for (String name : new String[] {"head.weight", "gate.0.weight", "gate.1.weight", "gate.2.weight"}) {
                assertThat(reached(network.parameters().get(name))).as(name).isGreaterThan(0.4);
            }
        }
    }

    private static double reached(Tensor parameter) {
        float[] gradients = Tensors.floats(parameter.grad());
        int reached = 0;
        for (float gradient : gradients) {
            assertThat(gradient).isFinite();
            reached += gradient != 0 ? 1 : 0;
        }
        return (double) reached / gradients.length;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void trainingLowersALoss(boolean quantised) {
        try (PointerScope scope = new PointerScope();
                PreprocessingNetwork network = new PreprocessingNetwork(SMALL, 1, 0)) {
            network.fakeQuantised(quantised);
            Adam adam = adam(network, 2e-3);
            float first = Tensors.floats(loss(network))[0];
            for (int step = 0; step < 60; step++) {
                step(network, adam);
            }
            assertThat(Tensors.floats(loss(network))[0]).isLessThan(0.8f * first);
        }
    }

    @Test
    void roundingChangesLittle() {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard();
                PreprocessingNetwork network = new PreprocessingNetwork(SMALL, 1, 0.3)) {
            RandomParameters.into(network, new Random(2));
            float[] source = Tensors.floats(pictures().y());
            float[] exact = Tensors.floats(network.forward(pictures(), qps()).y());
            network.fakeQuantised(true);
            float[] rounded = Tensors.floats(network.forward(pictures(), qps()).y());
            double error = 0;
            double change = 0;
            for (int k = 0; k < exact.length; k++) {
                error += Math.pow(rounded[k] - exact[k], 2);
                change += Math.pow(exact[k] - source[k], 2);
            }
            assertThat(change / exact.length).isGreaterThan(10);
            assertThat(error / change).isLessThan(0.01);
        }
    }

    @Test
    void straightThroughGradientsAreThoseOfTheUnroundedGraph() {
        try (PointerScope scope = new PointerScope();
                PreprocessingNetwork network = new PreprocessingNetwork(SMALL, 1, 0.3)) {
            RandomParameters.into(network, new Random(2));
            Map<String, float[]> exact = gradients(network);
            network.fakeQuantised(true);
            Map<String, float[]> rounded = gradients(network);
            exact.forEach((name, gradient) -> assertThat(cosine(gradient, rounded.get(name)))
                    .as("direction of the gradient of %s", name)
                    .isGreaterThan(0.95));
        }
    }

    private static Map<String, float[]> gradients(PreprocessingNetwork network) {
        network.parameters().values().forEach(parameter -> {
            if (parameter.grad().defined()) {
                parameter.mutable_grad().zero_();
            }
        });
        loss(network).backward();
        Map<String, float[]> gradients = new LinkedHashMap<>();
        network.parameters().forEach((name, parameter) -> gradients.put(name, Tensors.floats(parameter.grad())));
        return gradients;
    }

    private static double cosine(float[] a, float[] b) {
        double product = 0;
        double powerA = 0;
        double powerB = 0;
        for (int k = 0; k < a.length; k++) {
            product += (double) a[k] * b[k];
            powerA += (double) a[k] * a[k];
            powerB += (double) b[k] * b[k];
        }
        return product / Math.sqrt(powerA * powerB);
    }

    @Test
    void picturesOfABatchDoNotInfluenceEachOther() {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard();
                PreprocessingNetwork network = new PreprocessingNetwork(SMALL, 1, 0.3)) {
            RandomParameters.into(network, new Random(2));
            network.fakeQuantised(true);
            PlaneTensors both = pictures();
            PlaneTensors out = network.forward(both, qps());
            PlaneTensors second = new PlaneTensors(
                    both.y().narrow(0, 1, 1), both.u().narrow(0, 1, 1), both.v().narrow(0, 1, 1));
            PlaneTensors alone = network.forward(second, qps().narrow(0, 1, 1));
            assertThat(Tensors.floats(out.y().narrow(0, 1, 1))).isEqualTo(Tensors.floats(alone.y()));
            assertThat(Tensors.floats(out.v().narrow(0, 1, 1))).isEqualTo(Tensors.floats(alone.v()));
        }
    }

    @Test
    void badArgumentsNameValueAndLimit() {
        assertThatThrownBy(() -> new Architecture(20, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("20 channels; there must be 16, 24 or 32");
        assertThatThrownBy(() -> new Architecture(16, 5)).hasMessage("depth 5 is outside 1..4");
        assertThatThrownBy(() -> new PreprocessingNetwork(SMALL, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("low-pass strength 1.0");
        try (PointerScope scope = new PointerScope();
                PreprocessingNetwork network = new PreprocessingNetwork(SMALL, 1, 0)) {
            PlaneTensors source = pictures();
            assertThatThrownBy(() -> network.forward(source, Tensors.of(new long[] {30}, 1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("QPs of shape [1] for 2 pictures");
            assertThatThrownBy(() -> network.forward(source, Tensors.of(new float[] {30, 52}, 2)))
                    .hasMessage("QP 52.0 is no whole number in 0..51");
            assertThatThrownBy(() -> network.forward(source, Tensors.of(new float[] {30.5f, 51}, 2)))
                    .hasMessageContaining("30.5");
            assertThatThrownBy(() -> network.forward(ExtendedPlanes.of(source, 3), qps()))
                    .hasMessage("margin 3 is less than the network's 4");
            assertThatThrownBy(() -> network.load(Map.of())).isInstanceOf(IllegalArgumentException.class);
            try (NoGradGuard guard = new NoGradGuard()) {
                network.parameters().get("skip").fill_(new Scalar(Float.NaN));
            }
            assertThatThrownBy(() -> network.export(Map.of()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("parameter 'skip' holds NaN");
        }
    }

    private static Adam adam(PreprocessingNetwork network, double rate) {
        TensorVector parameters = new TensorVector();
        network.parameters().values().forEach(parameters::push_back);
        return new Adam(parameters, new AdamOptions(rate));
    }

    private static void step(PreprocessingNetwork network, Adam adam) {
        adam.zero_grad();
        loss(network).backward();
        adam.step();
    }

    /** Distance to smoother and darker pictures, more so at the higher QP. */
    private static Tensor loss(PreprocessingNetwork network) {
        PlaneTensors source = pictures();
        PlaneTensors out = network.forward(source, qps());
        Tensor weights = Tensors.of(new float[] {0.3f, 1}, 2, 1, 1, 1);
        Tensor loss = null;
        for (Tensor[] pair : new Tensor[][] {{out.y(), source.y()}, {out.u(), source.u()}, {out.v(), source.v()}}) {
            Tensor target = pair[1].mul(new Scalar(0.5)).add(new Scalar(56));
            Tensor part = pair[0].sub(target).square().mul(weights).mean();
            loss = loss == null ? part : loss.add(part);
        }
        return loss;
    }

    private static PlaneTensors pictures() {
        Random random = new Random(4);
        return new PlaneTensors(noise(random, SIDE), noise(random, SIDE / 2), noise(random, SIDE / 2));
    }

    /** Darker at the top, busier to the right. */
    private static Tensor noise(Random random, int side) {
        float[] samples = new float[2 * side * side];
        for (int k = 0; k < samples.length; k++) {
            int range = 2 + 60 * (k % side) / side;
            samples[k] = 70 + 100 * (k / side % side) / side + random.nextInt(range);
        }
        return Tensors.of(samples, 2, 1, side, side);
    }

    private static Tensor qps() {
        return Tensors.of(new float[] {27, 40}, 2);
    }
}
