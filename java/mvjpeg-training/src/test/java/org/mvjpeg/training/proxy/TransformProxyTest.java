package org.mvjpeg.training.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransformProxyTest {
    private static TransformProxy proxy;

    @BeforeAll
    static void open() {
        // Small operations by many threads wait for each other most of the time.
        torch.set_num_threads(1);
        proxy = new TransformProxy(ProxyParameters.x265Medium());
    }

    @AfterAll
    static void close() {
        proxy.close();
    }

    private static Tensor qps(float... qps) {
        return Tensor.create(qps, qps.length);
    }

    private static double psnr(float[] a, float[] b) {
        double squares = 0;
        for (int i = 0; i < a.length; i++) {
            squares += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return 10 * Math.log10(255 * 255 * a.length / squares);
    }

    @Test
    void aCoarserQuantiserTakesFewerBitsAndIsWorse() {
        try (PointerScope scope = new PointerScope()) {
            PlaneTensors planes = Values.planes(1, 96, 96, 1);
            double bits = Double.MAX_VALUE;
            double quality = Double.MAX_VALUE;
            for (int qp = 12; qp <= 51; qp += 6) {
                ProxyResult result = proxy.code(planes, qps(qp));
                double nextBits = Values.of(result.bits())[0];
                double nextQuality =
                        psnr(Values.of(planes.y()), Values.of(result.decoded().y()));
                assertThat(nextBits).isBetween(0.0, 0.9 * bits);
                assertThat(nextQuality).isLessThan(quality - 1);
                bits = nextBits;
                quality = nextQuality;
            }
        }
    }

    /** At the finest quantisers nothing but rounding is left, so each plane must come out as itself. */
    @Test
    void theFinestQuantiserKeepsThePicture() {
        try (PointerScope scope = new PointerScope()) {
            PlaneTensors planes = Values.planes(1, 64, 96, 2);
            PlaneTensors decoded = proxy.code(planes, qps(0)).decoded();
            assertThat(psnr(Values.of(planes.y()), Values.of(decoded.y()))).isGreaterThan(50);
            assertThat(psnr(Values.of(planes.u()), Values.of(decoded.u()))).isGreaterThan(50);
            assertThat(psnr(Values.of(planes.v()), Values.of(decoded.v()))).isGreaterThan(50);
        }
    }

    @Test
    void picturesOfABatchAreCodedAsAlone() {
        try (PointerScope scope = new PointerScope()) {
            ProxyResult both = proxy.code(Values.planes(2, 64, 64, 3), qps(24, 40));
            for (int i = 0; i < 2; i++) {
                ProxyResult alone = proxy.code(Values.planes(1, 64, 64, 3 + i), qps(i == 0 ? 24 : 40));
                double bits = Values.of(alone.bits())[0];
                assertThat((double) Values.of(both.bits())[i]).isCloseTo(bits, within(1e-3 * bits));
                assertThat(psnr(
                                Values.of(both.decoded().y().select(0, i)),
                                Values.of(alone.decoded().y())))
                        .isGreaterThan(60);
                assertThat(psnr(
                                Values.of(both.decoded().v().select(0, i)),
                                Values.of(alone.decoded().v())))
                        .isGreaterThan(60);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"2,2", "32,32", "34,66", "70,30"})
    void anyEvenSizeComesBackInWholeNumbers(int height, int width) {
        try (PointerScope scope = new PointerScope()) {
            PlaneTensors planes = Values.planes(1, height, width, 4);
            PlaneTensors decoded = proxy.code(planes, qps(35)).decoded();
            assertThat(decoded.y().shape()).containsExactly(1, 1, height, width);
            assertThat(decoded.u().shape()).containsExactly(1, 1, height / 2, width / 2);
            assertThat(decoded.v().shape()).containsExactly(1, 1, height / 2, width / 2);
            for (Tensor plane : List.of(decoded.y(), decoded.u(), decoded.v())) {
                for (float sample : Values.of(plane)) {
                    assertThat((double) sample).isBetween(0.0, 255.0).isCloseTo(Math.rint(sample), within(1e-4));
                }
            }
        }
    }

    @Test
    void resultsOutliveTheCallAndBelongToTheScope() {
        Tensor bits;
        try (PointerScope scope = new PointerScope()) {
            bits = proxy.code(Values.planes(1, 32, 32, 5), qps(30)).bits();
            assertThat(Values.of(bits)[0]).isPositive();
        }
        assertThat(bits.isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"24", "32", "40"})
    void aStepAgainstTheGradientOfTheRateSavesBits(float qp) {
        try (PointerScope scope = new PointerScope()) {
            PlaneTensors planes = Values.planes(1, 96, 96, 6);
            Tensor y = planes.y().requires_grad_(true);
            ProxyResult before = proxy.code(planes, qps(qp));
            before.bits().sum().backward();
            Tensor gradient = y.grad();
            double size = Values.of(gradient.mul(gradient).mean().sqrt())[0];
            assertThat(size).isPositive();

            // Prediction takes away what all samples share, so brightness as such costs next to nothing.
            double sum = Math.abs(Values.of(gradient.sum())[0]);
            assertThat(sum).isLessThan(0.1 * Values.of(gradient.abs().sum())[0]);

            Tensor stepped = y.detach().sub(gradient.mul(new Scalar(0.5 / size)));
            ProxyResult after = proxy.code(new PlaneTensors(stepped, planes.u(), planes.v()), qps(qp));
            assertThat(Values.of(after.bits())[0]).isLessThan(Values.of(before.bits())[0]);
        }
    }

    @Test
    void theDecodedPictureFollowsTheSource() {
        try (PointerScope scope = new PointerScope()) {
            PlaneTensors planes = Values.planes(1, 64, 64, 7);
            Tensor u = planes.u().requires_grad_(true);
            Tensor y = planes.y().requires_grad_(true);
            PlaneTensors decoded = proxy.code(planes, qps(22)).decoded();
            decoded.y().sum().backward();
            decoded.u().sum().backward();
            // One step of brightness everywhere is one step of brightness decoded.
            assertThat((double) Values.of(y.grad().mean())[0]).isCloseTo(1, within(0.15));
            assertThat((double) Values.of(u.grad().mean())[0]).isCloseTo(1, within(0.15));
        }
    }

    @Test
    void whatDoesNotBelongTogetherIsRefused() {
        try (PointerScope scope = new PointerScope()) {
            PlaneTensors planes = Values.planes(2, 32, 32, 8);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> proxy.code(planes, qps(30)))
                    .withMessageContaining("[1]")
                    .withMessageContaining("2 pictures");
            Tensor odd = torch.zeros(1, 1, 33, 32);
            Tensor chroma = torch.zeros(1, 1, 16, 16);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new PlaneTensors(odd, chroma, chroma))
                    .withMessageContaining("33");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new PlaneTensors(planes.y(), planes.u(), chroma))
                    .withMessageContaining("[1, 1, 16, 16]");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new PlaneTensors(torch.zeros(32, 32), chroma, chroma));
        }
    }

    @Test
    void parametersThatCannotBeMeantAreRefused() {
        ProxyParameters good = ProxyParameters.x265Medium();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> good.withRate(List.of(1.0)))
                .withMessageContaining("36");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ProxyParameters(
                        List.of(0, 1, 10), List.of(0), 3, 0.35, 4, 2, good.bitsPerBlock(), 1, 3, good.rate()))
                .withMessageContaining("26");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ProxyParameters(
                        good.modes(), List.of(3), 3, 0.35, 4, 2, good.bitsPerBlock(), 1, 3, good.rate()))
                .withMessageContaining("[3]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ProxyParameters(
                        good.modes(), good.firstModes(), 1, 0.35, 4, 2, good.bitsPerBlock(), 1, 3, good.rate()))
                .withMessageContaining("passes 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ProxyParameters(
                        good.modes(), good.firstModes(), 3, 0.7, 4, 2, good.bitsPerBlock(), 1, 3, good.rate()))
                .withMessageContaining("0.7");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ProxyParameters(
                        good.modes(), good.firstModes(), 3, 0.35, 4, 2, List.of(1.0), 1, 3, good.rate()))
                .withMessageContaining("bits per block");
    }
}
