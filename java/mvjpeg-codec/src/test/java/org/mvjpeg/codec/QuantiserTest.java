package org.mvjpeg.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mvjpeg.heif.HevcPicture;

/** Fractions of a QP: what slices have, what comes of them, and that contexts stay as good as new. */
class QuantiserTest {
    private static final Pixels SCENE = Pixels.of(Drawings.scene(256, 200, BufferedImage.TYPE_INT_RGB));

    private static EncoderOptions.Builder options(double qp) {
        return EncoderOptions.builder().qp(qp).speed(Speed.FAST);
    }

    @ParameterizedTest
    @CsvSource({"32, 32, 0", "32.25, 32, 16", "32.5, 33, -32", "31.75, 32, -16", "0, 0, 0", "0.2, 0, 13", "51, 51, 0"})
    void theSliceHasTheNearestQp(double qp, int slice, int offset) {
        assertThat(Quantiser.of(qp).slice()).isEqualTo(slice);
        assertThat(Quantiser.of(qp).offset()).isEqualTo(offset);
        assertThat(Quantiser.of(qp).qp()).isEqualTo(qp, org.assertj.core.data.Offset.offset(1.0 / 128));
    }

    @Test
    void whatIsNoQpIsRefused() {
        for (double qp : new double[] {-0.1, 51.01, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> EncoderOptions.builder().qp(qp))
                    .withMessage("QP " + qp + " is outside 0..51");
        }
    }

    @Test
    void bytesFallWithTheFraction() {
        try (MvjpegEncoder encoder = new MvjpegEncoder()) {
            for (int qp : new int[] {12, 28, 40}) {
                List<Integer> sizes = new ArrayList<>();
                for (int quarter = 0; quarter <= 8; quarter++) {
                    EncodedPicture coded =
                            encoder.encode(SCENE, options(qp + quarter / 4.0).build());
                    assertThat(coded.qp()).isEqualTo((int) Math.floor(qp + quarter / 4.0 + 0.5));
                    assertThat(coded.fractionalQp()).isEqualTo(qp + quarter / 4.0);
                    sizes.add(coded.heif().length);
                }
                assertThat(sizes.get(8)).isLessThan(sizes.get(4));
                assertThat(sizes.get(4)).isLessThan(sizes.get(0));
                for (int half = 2; half <= 6; half += 4) {
                    assertThat(sizes.get(half)).isBetween(sizes.get(half + 2), sizes.get(half - 2));
                }
            }
        }
    }

    /** One activity throughout, so that an equal offset of all blocks would be rounded away. */
    @Test
    void aTextureOfOneActivityHasFractionsToo() {
        BufferedImage noise = new BufferedImage(256, 256, BufferedImage.TYPE_INT_RGB);
        java.util.Random random = new java.util.Random(1);
        IntStream.range(0, 256 * 256)
                .forEach(i -> noise.setRGB(
                        i % 256,
                        i / 256,
                        0x10101 * (128 + (int) Math.max(-127, Math.min(127, 20 * random.nextGaussian())))));
        try (MvjpegEncoder encoder = new MvjpegEncoder()) {
            double[] sizes = IntStream.rangeClosed(0, 4)
                    .mapToDouble(i -> encoder.encode(
                                    Pixels.of(noise), options(34 + i / 4.0).build())
                            .pictureBytes())
                    .toArray();
            for (int i = 1; i < 4; i++) {
                double linear = sizes[0] + (sizes[4] - sizes[0]) * i / 4;
                assertThat(sizes[i]).isCloseTo(linear, org.assertj.core.data.Percentage.withPercentage(4));
            }
        }
    }

    @Test
    void aContextGivesTheBytesOfAFreshOneAfterFractions() {
        CodedSize size = CodedSize.of(256, 200);
        X265Settings settings = X265Settings.of(size, 8, options(30).build(), X265Settings.Tuning.MACHINE);
        double[] qps = {30, 30.25, 29.75, 30, 30.46875, 30, 29.5};
        try (X265Encoder reused = new X265Encoder(settings)) {
            for (double qp : qps) {
                try (X265Encoder fresh = new X265Encoder(settings)) {
                    assertThat(Arrays.equals(
                                    coded(reused, size, qp).annexB(),
                                    coded(fresh, size, qp).annexB()))
                            .as("%s", qp)
                            .isTrue();
                }
            }
        }
    }

    private static HevcPicture coded(X265Encoder encoder, CodedSize size, double qp) {
        for (long i = 0; i < encoder.planes().strideY() * size.height(); i++) {
            encoder.planes().y().put(i, (byte) (i * i / 977 % 200));
        }
        for (long i = 0; i < encoder.planes().strideU() * size.height() / 2; i++) {
            encoder.planes().u().put(i, (byte) 120);
            encoder.planes().v().put(i, (byte) 140);
        }
        return encoder.encodePicture(size, Quantiser.of(qp));
    }

    @Test
    void gridsHaveFractionsInEachTile() {
        Pixels pixels = Pixels.of(Drawings.scene(600, 300, BufferedImage.TYPE_INT_RGB));
        try (MvjpegEncoder encoder = new MvjpegEncoder()) {
            int finer = encoder.encode(pixels, options(30).tile(256).build()).heif().length;
            int between =
                    encoder.encode(pixels, options(30.5).tile(256).build()).heif().length;
            int coarser = encoder.encode(pixels, options(31).tile(256).build()).heif().length;
            assertThat(between).isBetween(coarser, finer);
        }
    }

    @Test
    void expertsWhoTurnAdaptiveQuantisationOffGetWholeQpsAlone() {
        for (String[] option : new String[][] {{"aq-mode", "0"}, {"aq-strength", "0.0"}, {"min-cu-size", "16"}}) {
            EncoderOptions.Builder builder = options(30.5).x265Option(option[0], option[1]);
            assertThatIllegalArgumentException()
                    .isThrownBy(builder::build)
                    .withMessageContaining("30.5")
                    .withMessageContaining(option[0]);
            try (MvjpegEncoder encoder = new MvjpegEncoder()) {
                EncoderOptions target = builder.qp(30).targetBytes(4000).build();
                EncodedPicture coded = encoder.encode(SCENE, target);
                assertThat(coded.fractionalQp()).isEqualTo(coded.qp());
                assertThat(coded.heif().length).isLessThanOrEqualTo(4000);
                int finer = encoder.encode(
                                SCENE, target.toBuilder().qp(coded.qp() - 1).build())
                        .heif()
                        .length;
                assertThat(finer > 4000 || coded.heif().length >= 3880).isTrue();
            }
        }
    }
}
