package org.mvjpeg.training.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mvjpeg.codec.EncoderOptions;
import org.mvjpeg.codec.I420;
import org.mvjpeg.codec.PlaneCodec;

class ProxyGateTest {
    /** Small operations by many threads wait for each other most of the time. */
    @BeforeAll
    static void oneThread() {
        torch.set_num_threads(1);
    }

    /** Pictures of different detail, so that their bits differ. */
    private static List<I420> scenes(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new I420(
                        96,
                        96,
                        softened(Values.scene(96, 96, i), 1 - 0.8f * i / count),
                        softened(Values.scene(48, 48, i + 50), 0.6f),
                        softened(Values.scene(48, 48, i + 90), 0.4f)))
                .toList();
    }

    private static byte[] softened(float[] plane, float contrast) {
        byte[] bytes = new byte[plane.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.round(128 + contrast * (plane[i] - 128));
        }
        return bytes;
    }

    /** Mean absolute difference of luma. */
    private static Tensor difference(PlaneTensors a, PlaneTensors b) {
        return a.y().sub(b.y()).abs().mean(1, 2, 3);
    }

    private static PictureCodec x265(PlaneCodec codec) {
        return (picture, qp) ->
                codec.code(picture, EncoderOptions.builder().qp(qp).build());
    }

    @Test
    void theTransformProxyIsCloseToTheRealCodecOnDrawnPictures() {
        try (PlaneCodec codec = new PlaneCodec();
                TransformProxy proxy = new TransformProxy(ProxyParameters.x265Medium())) {
            GateReport report = new ProxyGate(proxy, x265(codec), Map.of("difference", ProxyGateTest::difference), 0.3)
                    .run(scenes(6), List.of(22, 32));

            for (GateReport.Row row : report.rows()) {
                assertThat(row.proxyPsnr()).as(report.toString()).isCloseTo(row.codecPsnr(), within(1.0));
                assertThat(row.rankCorrelation()).as(report.toString()).isGreaterThan(0.9);
                assertThat(row.bitsRatio()).as(report.toString()).isBetween(0.8, 1.25);
                assertThat(row.taskRatios().get("difference"))
                        .as(report.toString())
                        .isBetween(0.85, 1.15);
                assertThat(row.signShares().get(Perturbation.BLUR))
                        .as(report.toString())
                        .isGreaterThan(0.8);
                assertThat(row.signShares().get(Perturbation.SHARPEN))
                        .as(report.toString())
                        .isGreaterThan(0.8);
            }
        }
    }

    @Test
    void aProxyThatCodesNothingFails() {
        CodecProxy identity = new CodecProxy() {
            @Override
            public ProxyResult code(PlaneTensors planes, Tensor qp) {
                return new ProxyResult(planes, planes.y().abs().sum(1, 2, 3));
            }

            @Override
            public void close() {}
        };
        try (PlaneCodec codec = new PlaneCodec()) {
            GateReport report = new ProxyGate(
                            identity, x265(codec), Map.of("difference", ProxyGateTest::difference), 0.3)
                    .run(scenes(4), List.of(37));
            GateReport.Row row = report.rows().get(0);
            assertThat(report.passes()).isFalse();
            assertThat(row.proxyPsnr()).isEqualTo(100);
            assertThat(row.taskRatios().get("difference")).isZero();
            assertThat(report.toString())
                    .contains("QP 37")
                    .contains("difference x0.00")
                    .contains("fails");
        }
    }

    private static Map<Perturbation, Slopes> slopes(double rate, double task) {
        return Map.of(Perturbation.BLUR, new Slopes(new Slope(rate, 1, 0), Map.of("kl", new Slope(-task, -1, 0))));
    }

    @Test
    void eachLimitDecides() {
        Map<Perturbation, Double> right = Map.of(Perturbation.BLUR, 1.0, Perturbation.NOISE, Double.NaN);
        GateReport.Row good = new GateReport.Row(32, 31, 31.9, Map.of("kl", 1.1), 0.98, 1, right, slopes(0.6, 1.9));
        assertThat(new GateReport(List.of(good, good)).passes()).isTrue();
        List<GateReport.Row> bad = List.of(
                new GateReport.Row(32, 31, 32.1, Map.of("kl", 1.1), 0.98, 1, right, slopes(0.6, 1.9)),
                new GateReport.Row(32, 31, 31.9, Map.of("kl", 0.8), 0.98, 1, right, slopes(0.6, 1.9)),
                new GateReport.Row(32, 31, 31.9, Map.of("kl", 1.1), 0.96, 1, right, slopes(0.6, 1.9)),
                new GateReport.Row(32, 31, 31.9, Map.of("kl", 1.1), Double.NaN, 1, right, slopes(0.6, 1.9)),
                new GateReport.Row(32, 31, 31.9, Map.of("kl", Double.NaN), 0.98, 1, right, slopes(0.6, 1.9)),
                new GateReport.Row(
                        32, 31, 31.9, Map.of("kl", 1.1), 0.98, 1, Map.of(Perturbation.BLUR, 0.9), slopes(0.6, 1.9)),
                new GateReport.Row(32, 31, 31.9, Map.of("kl", 1.1), 0.98, 1, right, slopes(0.4, 1.9)),
                new GateReport.Row(32, 31, 31.9, Map.of("kl", 1.1), 0.98, 1, right, slopes(0.6, 2.1)),
                new GateReport.Row(32, 31, 31.9, Map.of("kl", 1.1), 0.98, 1, right, slopes(0.6, Double.NaN)));
        for (GateReport.Row row : bad) {
            assertThat(row.passes()).as(row.toString()).isFalse();
            assertThat(new GateReport(List.of(good, row)).passes()).isFalse();
        }
    }

    @Test
    void onePictureHasNoRanks() {
        try (PlaneCodec codec = new PlaneCodec();
                TransformProxy proxy = new TransformProxy(ProxyParameters.x265Medium())) {
            ProxyGate gate = new ProxyGate(proxy, x265(codec), Map.of(), 0.3);
            assertThatIllegalArgumentException().isThrownBy(() -> gate.run(scenes(1), List.of(30)));
        }
    }

    @Test
    void ranksAreCorrelatedAsSpearmanDefines() {
        double[] a = {1, 2, 3, 4, 5};
        assertThat(RankCorrelation.of(a, new double[] {10, 20, 30, 40, 1000})).isCloseTo(1, within(1e-12));
        assertThat(RankCorrelation.of(a, new double[] {5, 4, 3, 2, 1})).isCloseTo(-1, within(1e-12));
        // 1 - 6 * sum d^2 / (n (n^2 - 1)) = 1 - 6 * 8 / 120
        assertThat(RankCorrelation.of(a, new double[] {2, 1, 5, 3, 4})).isCloseTo(0.6, within(1e-12));
        assertThat(RankCorrelation.of(a, new double[] {7, 7, 7, 7, 7})).isNaN();
    }

    @Test
    void changesDoWhatTheyAreNamed() {
        I420 scene = scenes(1).get(0);
        assertThat(roughness(Perturbation.BLUR.apply(scene).y())).isLessThan(0.8 * roughness(scene.y()));
        assertThat(roughness(Perturbation.SHARPEN.apply(scene).y())).isGreaterThan(1.2 * roughness(scene.y()));
        assertThat(roughness(Perturbation.NOISE.apply(scene).y())).isGreaterThan(1.05 * roughness(scene.y()));
        I420 chroma = Perturbation.CHROMA_BLUR.apply(scene);
        assertThat(chroma.y()).isEqualTo(scene.y());
        assertThat(roughness(chroma.u())).isLessThan(0.8 * roughness(scene.u()));
        assertThat(Perturbation.NOISE.apply(scene).y())
                .isEqualTo(Perturbation.NOISE.apply(scene).y());
    }

    private static double roughness(byte[] plane) {
        double sum = 0;
        for (int i = 1; i < plane.length; i++) {
            sum += Math.abs((plane[i] & 0xFF) - (plane[i - 1] & 0xFF));
        }
        return sum;
    }
}
