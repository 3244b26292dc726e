package org.mvjpeg.training.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HyperpriorProxyTest {
    /** Small operations by many threads wait for each other most of the time. */
    @BeforeAll
    static void oneThread() {
        torch.set_num_threads(1);
    }

    private static double probability(double value, double mean, double scale) {
        return cumulative((value - mean + 0.5) / scale) - cumulative((value - mean - 0.5) / scale);
    }

    private static double cumulative(double x) {
        return x < 0 ? 0.5 * Math.exp(x) : 1 - 0.5 * Math.exp(-x);
    }

    @Test
    void bitsAreMinusTheLogarithmOfTheProbability() {
        double[] values = {0, 1, -1, 5, -7, 0, 3};
        double[] means = {0, 0.2, 0.2, 3.5, -6.9, 0.5, 3};
        double[] scales = {1, 0.3, 0.3, 2, 0.5, 0.1, 20};
        try (PointerScope scope = new PointerScope()) {
            Tensor value = Ops.of(values, values.length).requires_grad_(true);
            Tensor bits = Laplace.bits(value, Ops.of(means, means.length), Ops.of(scales, scales.length));
            bits.sum().backward();
            float[] actual = Values.of(bits);
            float[] gradient = Values.of(value.grad());
            for (int i = 0; i < values.length; i++) {
                double expected = -Math.log(probability(values[i], means[i], scales[i])) / Math.log(2);
                assertThat((double) actual[i]).isCloseTo(expected, within(1e-3 + 1e-3 * expected));
                double more = -Math.log(probability(values[i] + 1e-4, means[i], scales[i])) / Math.log(2);
                double less = -Math.log(probability(values[i] - 1e-4, means[i], scales[i])) / Math.log(2);
                assertThat((double) gradient[i]).isCloseTo((more - less) / 2e-4, within(2e-2));
            }
        }
    }

    @Test
    void fittingBringsPicturesAndBitsCloserToTheCodec() {
        try (PointerScope scope = new PointerScope();
                TransformProxy codec = new TransformProxy(ProxyParameters.x265Medium());
                HyperpriorProxy proxy = new HyperpriorProxy(12, 6, 1);
                HyperpriorFit fit = new HyperpriorFit(proxy)) {
            PlaneTensors planes = Values.planes(2, 64, 64, 1);
            Tensor qp = Tensor.create(new float[] {27, 37}, 2);
            ProxyResult coded = codec.code(planes, qp);
            Tensor bits = coded.bits().detach();

            double before = fit.step(planes, qp, coded.decoded(), bits, 3e-3);
            double after = before;
            for (int i = 0; i < 60; i++) {
                after = fit.step(planes, qp, coded.decoded(), bits, 3e-3);
            }
            assertThat(after).isLessThan(0.5 * before);
        }
    }

    @Test
    void aCoarserQuantiserTakesFewerBits() {
        try (PointerScope scope = new PointerScope();
                HyperpriorProxy proxy = new HyperpriorProxy(8, 4, 2)) {
            PlaneTensors planes = Values.planes(1, 70, 50, 2);
            ProxyResult fine = proxy.code(planes, Tensor.create(new float[] {20}, 1));
            ProxyResult coarse = proxy.code(planes, Tensor.create(new float[] {50}, 1));
            assertThat(Values.of(coarse.bits())[0]).isLessThan(Values.of(fine.bits())[0]);
            assertThat(fine.decoded().y().shape()).containsExactly(1, 1, 70, 50);
            assertThat(fine.decoded().v().shape()).containsExactly(1, 1, 35, 25);
        }
    }

    @Test
    void gradientsReachEveryPlaneAndParameter() {
        try (PointerScope scope = new PointerScope();
                HyperpriorProxy proxy = new HyperpriorProxy(8, 4, 3)) {
            PlaneTensors planes = Values.planes(1, 64, 64, 3);
            planes.y().requires_grad_(true);
            planes.u().requires_grad_(true);
            planes.v().requires_grad_(true);
            ProxyResult result = proxy.code(planes, Tensor.create(new float[] {25}, 1));
            result.decoded()
                    .y()
                    .mean()
                    .add(result.decoded().u().mean())
                    .add(result.decoded().v().mean())
                    .add(result.bits().sum())
                    .backward();
            for (Tensor plane : new Tensor[] {planes.y(), planes.u(), planes.v()}) {
                assertThat(Values.of(plane.grad().abs().sum())[0]).isPositive();
            }
            for (Tensor parameter : proxy.parameters().values()) {
                assertThat(Values.of(parameter.grad().abs().sum())[0]).isPositive();
            }
        }
    }

    @Test
    void numbersThatMakeNoNetworkAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HyperpriorProxy(0, 4, 1))
                .withMessageContaining("0 and 4");
        try (PointerScope scope = new PointerScope();
                HyperpriorProxy proxy = new HyperpriorProxy(4, 4, 1)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> proxy.code(Values.planes(2, 32, 32, 1), Tensor.create(new float[] {30}, 1)));
        }
    }
}
