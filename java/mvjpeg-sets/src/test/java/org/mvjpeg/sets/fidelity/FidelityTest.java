package org.mvjpeg.sets.fidelity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FidelityTest {
    private static final double[] WEIGHTS = {0.0448, 0.2856, 0.3001, 0.2363, 0.1333};

    /** Waves of several lengths with noise of the given deviation. */
    private static Plane drawing(int width, int height, double noise) {
        Random random = new Random(11);
        float[] samples = new float[width * height];
        for (int i = 0; i < samples.length; i++) {
            int x = i % width;
            int y = i / width;
            double wave = 128 + 60 * Math.sin(x / 3.0) * Math.cos(y / 7.0) + 40 * Math.sin((x + 2 * y) / 25.0);
            samples[i] = (float) Math.max(0, Math.min(255, wave + noise * random.nextGaussian()));
        }
        return Plane.of(width, height, samples);
    }

    /** MS-SSIM by its definition: a full window of weights at every place, two-pass variances. */
    private static double naive(Plane a, Plane b, int scales) {
        double share = Arrays.stream(WEIGHTS, 0, scales).sum() / 1.0001;
        double[][] p = rows(a);
        double[][] q = rows(b);
        double product = 1;
        for (int scale = 0; scale < scales; scale++) {
            double[] means = naiveMeans(p, q);
            product *= Math.pow(means[scale == scales - 1 ? 0 : 1], WEIGHTS[scale] / share);
            p = naiveHalf(p);
            q = naiveHalf(q);
        }
        return product;
    }

    private static double[] naiveMeans(double[][] p, double[][] q) {
        double c1 = 2.55 * 2.55;
        double c2 = 7.65 * 7.65;
        double similarity = 0;
        double structure = 0;
        int count = 0;
        for (int y = 5; y < p.length - 5; y++) {
            for (int x = 5; x < p[0].length - 5; x++, count++) {
                double weights = 0;
                double meanP = 0;
                double meanQ = 0;
                for (int i = 0; i < 121; i++) {
                    double weight = weight(i);
                    weights += weight;
                    meanP += weight * p[y + i / 11 - 5][x + i % 11 - 5];
                    meanQ += weight * q[y + i / 11 - 5][x + i % 11 - 5];
                }
                meanP /= weights;
                meanQ /= weights;
                double varianceP = 0;
                double varianceQ = 0;
                double covariance = 0;
                for (int i = 0; i < 121; i++) {
                    double dp = p[y + i / 11 - 5][x + i % 11 - 5] - meanP;
                    double dq = q[y + i / 11 - 5][x + i % 11 - 5] - meanQ;
                    varianceP += weight(i) / weights * dp * dp;
                    varianceQ += weight(i) / weights * dq * dq;
                    covariance += weight(i) / weights * dp * dq;
                }
                double contrast = (2 * covariance + c2) / (varianceP + varianceQ + c2);
                structure += contrast;
                similarity += contrast * (2 * meanP * meanQ + c1) / (meanP * meanP + meanQ * meanQ + c1);
            }
        }
        return new double[] {similarity / count, structure / count};
    }

    private static double weight(int i) {
        int dx = i % 11 - 5;
        int dy = i / 11 - 5;
        return Math.exp(-(dx * dx + dy * dy) / 4.5);
    }

    private static double[][] rows(Plane plane) {
        double[][] rows = new double[plane.height()][plane.width()];
        for (int y = 0; y < plane.height(); y++) {
            for (int x = 0; x < plane.width(); x++) {
                rows[y][x] = plane.at(x, y);
            }
        }
        return rows;
    }

    private static double[][] naiveHalf(double[][] in) {
        double[][] half = new double[(in.length + 1) / 2][(in[0].length + 1) / 2];
        for (int y = 0; y < half.length; y++) {
            for (int x = 0; x < half[0].length; x++) {
                int y1 = 2 * y + 1 < in.length ? 2 * y + 1 : 2 * y;
                int x1 = 2 * x + 1 < in[0].length ? 2 * x + 1 : 2 * x;
                half[y][x] = (in[2 * y][2 * x] + in[2 * y][x1] + in[y1][2 * x] + in[y1][x1]) / 4;
            }
        }
        return half;
    }

    @ParameterizedTest
    @CsvSource({"176,176,5", "203,181,5", "177,91,4", "44,60,3", "23,22,2", "11,11,1", "300,21,1"})
    void similarityIsThatOfTheDefinition(int width, int height, int scales) {
        assertThat(MsSsim.scales(width, height)).isEqualTo(scales);
        Plane clean = drawing(width, height, 0);
        Plane noisy = drawing(width, height, 25);
        assertThat(MsSsim.of(clean, noisy)).isCloseTo(naive(clean, noisy, scales), within(1e-6));
    }

    @Test
    void similarityIsOneOfEqualPlanesSymmetricAndFallsWithNoise() {
        Plane clean = drawing(200, 180, 0);
        assertThat(MsSsim.of(clean, drawing(200, 180, 0))).isCloseTo(1, within(1e-12));
        double previous = 1;
        for (double noise : new double[] {2, 5, 10, 20, 40}) {
            Plane noisy = drawing(200, 180, noise);
            double similarity = MsSsim.of(clean, noisy);
            assertThat(similarity).isLessThan(previous).isPositive();
            assertThat(MsSsim.of(noisy, clean)).isCloseTo(similarity, within(1e-12));
            previous = similarity;
        }
    }

    @Test
    void flatPlanesDifferByLuminanceAtTheCoarsestScaleAlone() {
        byte[] dark = new byte[176 * 176];
        byte[] light = new byte[176 * 176];
        Arrays.fill(dark, (byte) 50);
        Arrays.fill(light, (byte) 200);
        double c1 = 2.55 * 2.55;
        double luminance = (2 * 50 * 200 + c1) / (50 * 50 + 200 * 200 + c1);
        assertThat(MsSsim.of(Plane.of(176, 176, dark), Plane.of(176, 176, light)))
                .isCloseTo(Math.pow(luminance, 0.1333), within(1e-9));
    }

    @Test
    void aNegativeHasNoSimilarity() {
        Plane clean = drawing(176, 176, 10);
        float[] inverse = new float[176 * 176];
        for (int i = 0; i < inverse.length; i++) {
            inverse[i] = 255 - clean.at(i % 176, i / 176);
        }
        assertThat(MsSsim.of(clean, Plane.of(176, 176, inverse))).isZero();
    }

    @Test
    void psnrOfKnownErrors() {
        Plane black = Plane.of(2, 2, new byte[] {0, 0, 0, 0});
        Plane white = Plane.of(2, 2, new byte[] {-1, -1, -1, -1});
        assertThat(Psnr.of(black, white)).isCloseTo(0, within(1e-12));
        assertThat(Psnr.of(black, black)).isEqualTo(Double.POSITIVE_INFINITY);
        Plane near = Plane.of(2, 2, new float[] {0, 2, 0, 4});
        assertThat(Psnr.meanSquaredError(black, near)).isEqualTo(5);
        assertThat(Psnr.of(black, near)).isCloseTo(10 * Math.log10(65025 / 5.0), within(1e-12));
    }

    @Test
    void planesKeepTheirSamples() {
        float[] samples = {1, 2, 3, 4, 5, 6};
        Plane plane = Plane.of(3, 2, samples);
        samples[4] = 200;
        assertThat(plane.at(1, 1)).isEqualTo(5);
        assertThat(Plane.of(1, 1, new byte[] {(byte) 200}).at(0, 0)).isEqualTo(200);
    }

    @Test
    void badPlanesAreRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Plane.of(2, 2, new byte[3]))
                .withMessageContaining("3 samples, must be 4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Plane.of(65536, 65536, new byte[0]))
                .withMessageContaining("must be 4294967296");
        assertThatIllegalArgumentException().isThrownBy(() -> Plane.of(0, 2, new byte[0]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Plane.of(1, 1, new float[] {256}))
                .withMessageContaining("sample 0 is 256.0");
        assertThatIllegalArgumentException().isThrownBy(() -> Plane.of(1, 1, new float[] {Float.NaN}));
        Plane wide = drawing(20, 11, 0);
        Plane high = drawing(11, 20, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MsSsim.of(wide, high))
                .withMessage("size is 11x20, must be 20x11");
        assertThatIllegalArgumentException().isThrownBy(() -> Psnr.of(wide, high));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MsSsim.of(drawing(10, 50, 0), drawing(10, 50, 0)))
                .withMessageContaining("10x50");
    }
}
