package org.mvjpeg.training.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mvjpeg.codec.CodedPlanes;
import org.mvjpeg.codec.I420;

class SlopeCheckTest {
    private static final int SIDE = 64;

    @BeforeAll
    static void oneThread() {
        torch.set_num_threads(1);
    }

    private static List<I420> scenes() {
        return IntStream.range(0, 4)
                .mapToObj(i -> new I420(
                        SIDE,
                        SIDE,
                        bytes(Values.scene(SIDE, SIDE, i)),
                        bytes(Values.scene(SIDE / 2, SIDE / 2, i + 50)),
                        bytes(Values.scene(SIDE / 2, SIDE / 2, i + 90))))
                .toList();
    }

    private static byte[] bytes(float[] plane) {
        byte[] bytes = new byte[plane.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) plane[i];
        }
        return bytes;
    }

    /** Squared differences of neighbours, which blur takes and sharpening gives; chroma's count more, since there is less of it. */
    private static double energy(I420 picture) {
        return energy(picture.y(), SIDE) + 4 * energy(picture.u(), SIDE / 2) + 4 * energy(picture.v(), SIDE / 2);
    }

    private static double energy(byte[] plane, int side) {
        double sum = 0;
        for (int at = 0; at < plane.length; at++) {
            if (at % side > 0) {
                double difference = (plane[at] & 0xFF) - (plane[at - 1] & 0xFF);
                sum += difference * difference;
            }
        }
        return sum / (side * (side - 1));
    }

    private static Tensor energy(PlaneTensors picture) {
        return energy(picture.y())
                .add(energy(picture.u()).mul(new Scalar(4.0)))
                .add(energy(picture.v()).mul(new Scalar(4.0)));
    }

    private static Tensor energy(Tensor plane) {
        long side = plane.size(3);
        return plane.narrow(3, 1, side - 1)
                .sub(plane.narrow(3, 0, side - 1))
                .square()
                .mean(1, 2, 3);
    }

    /** Loses nothing; its bytes are the energy's. */
    private static PictureCodec codec(int container) {
        return (picture, qp) -> {
            int bytes = (int) Math.round(100 * energy(picture));
            return new CodedPlanes(new byte[bytes + container], bytes, picture);
        };
    }

    /** Bits by a power of the energy, and pictures of less contrast: the slopes by the power and the contrast too large. */
    private static CodecProxy proxy(double power, double contrast) {
        return new CodecProxy() {
            @Override
            public ProxyResult code(PlaneTensors planes, Tensor qp) {
                return new ProxyResult(
                        new PlaneTensors(
                                planes.y().mul(new Scalar(contrast)),
                                planes.u().mul(new Scalar(contrast)),
                                planes.v().mul(new Scalar(contrast))),
                        energy(planes).pow(new Scalar(power)).mul(new Scalar(800.0)));
            }

            @Override
            public void close() {}
        };
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 0", "1.5, 0.7, 0", "-0.4, 3, 0", "1, 1, 5000"})
    void theRatioIsThatOfTheSlopes(double power, double contrast, int container) {
        TaskLoss task = (original, decoded) -> energy(decoded);
        Map<Perturbation, Slopes> found =
                new SlopeCheck(proxy(power, contrast), codec(container), Map.of("energy", task), 0.3).run(scenes(), 32);

        assertThat(found.keySet()).containsExactlyElementsOf(SlopeCheck.DIRECTIONS);
        found.forEach((direction, slopes) -> {
            assertThat(slopes.rate().sure()).as(slopes.toString()).isTrue();
            assertThat(slopes.rate().ratio())
                    .as(direction + " " + slopes)
                    .isCloseTo(power, within(0.1 * Math.abs(power)));
            Slope along = slopes.tasks().get("energy");
            assertThat(along.ratio()).as(direction + " " + slopes).isCloseTo(contrast, within(0.1 * contrast));
        });
        assertThat(found.get(Perturbation.BLUR).rate().codec()).isNegative();
        assertThat(found.get(Perturbation.SHARPEN).rate().codec()).isPositive();
    }

    @Test
    void aFigureThatNothingMovesIsUnsure() {
        TaskLoss blind = (original, decoded) ->
                original.y().mean(1, 2, 3).add(decoded.u().mul(new Scalar(0.0)).sum(1, 2, 3));
        Map<Perturbation, Slopes> found =
                new SlopeCheck(proxy(1, 1), codec(0), Map.of("blind", blind), 0.3).run(scenes(), 32);
        assertThat(found.get(Perturbation.BLUR).tasks().get("blind"))
                .isEqualTo(new Slope(0, 0, 0))
                .hasToString("+0.000 of +0.000 ± 0.000");
    }

    @Test
    void slopesAreSureBeyondTwoStandardErrors() {
        // The mean is 2, the deviation 1, the standard error 1 / sqrt(3).
        Slope slope = Slope.of(new double[] {1, 1, 1}, new double[] {1, 2, 3});
        assertThat(slope.error()).isCloseTo(1 / Math.sqrt(3), within(1e-12));
        assertThat(slope.sure()).isTrue();
        assertThat(slope.ratio()).isEqualTo(0.5);
        assertThat(slope).hasToString("x0.50 of +2.000 ± 0.577");
        assertThat(Slope.of(new double[] {1, 1, 1}, new double[] {0, 1, 2}).sure())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        // proxy, codec, error, within 0.5 to 2
        "0.5, 1, 0, true",
        "0.49, 1, 0, false",
        "2, 1, 0, true",
        "2.01, 1, 0, false",
        "-1, 1, 0, false",
        "-0.5, -1, 0, true",
        "-0.49, -1, 0, false",
        "-2.01, -1, 0, false",
        // The codec's may be 0.6 to 1.4, 0.3 of the one and 2.8 of the other.
        "0.3, 1, 0.2, true",
        "0.29, 1, 0.2, false",
        "2.8, 1, 0.2, true",
        "2.81, 1, 0.2, false",
        // It may be -0.5 to 1.5.
        "0, 0.5, 0.5, true",
        "-1, 0.5, 0.5, true",
        "-1.01, 0.5, 0.5, false",
        "3.01, 0.5, 0.5, false",
        "NaN, 1, 0.2, false"
    })
    void theRatioMayLieWithinTheCodecsError(double proxy, double codec, double error, boolean within) {
        assertThat(new Slope(proxy, codec, error).within(0.5, 2)).isEqualTo(within);
    }

    @Test
    void partsOfAChangeLieOnTheWay() {
        I420 scene = scenes().get(0);
        assertThat(Perturbation.BLUR.apply(scene, 0).y()).isEqualTo(scene.y());
        assertThat(Perturbation.BLUR.apply(scene, 1).y())
                .isEqualTo(Perturbation.BLUR.apply(scene).y());
        assertThat(energy(Perturbation.BLUR.apply(scene, 0.5)))
                .isBetween(energy(Perturbation.BLUR.apply(scene)), energy(scene));
        assertThat(energy(Perturbation.BLUR.apply(scene, -0.5))).isGreaterThan(energy(scene));
    }
}
