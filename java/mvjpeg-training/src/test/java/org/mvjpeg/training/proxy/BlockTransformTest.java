package org.mvjpeg.training.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockTransformTest {
    /** HEVC's integer matrices (clause 8.6.4.2) are 64 * sqrt(side) times orthonormal ones, tuned by up to 1.4. */
    @Test
    void dctAndDstAreThoseOfTheStandard() {
        int[][] dct4 = {{64, 64, 64, 64}, {83, 36, -36, -83}, {64, -64, -64, 64}, {36, -83, 83, -36}};
        int[][] dst4 = {{29, 55, 74, 84}, {74, 74, 0, -74}, {84, -29, -74, 55}, {55, -84, 74, -29}};
        int[] dct8Odd = {89, 75, 50, 18, -18, -50, -75, -89};
        for (int k = 0; k < 4; k++) {
            for (int x = 0; x < 4; x++) {
                assertThat(128 * BlockTransform.dct(4)[k][x]).isCloseTo(dct4[k][x], within(1.5));
                assertThat(128 * BlockTransform.dst()[k][x]).isCloseTo(dst4[k][x], within(1.5));
            }
        }
        for (int x = 0; x < 8; x++) {
            assertThat(64 * Math.sqrt(8) * BlockTransform.dct(8)[1][x]).isCloseTo(dct8Odd[x], within(1.5));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 8, 16, 32})
    void transformsKeepEnergy(int side) {
        orthonormal(BlockTransform.dct(side));
        orthonormal(BlockTransform.hadamard(side));
        orthonormal(BlockTransform.residual(side, true));
    }

    private static void orthonormal(double[][] matrix) {
        for (double[] a : matrix) {
            for (double[] b : matrix) {
                double product = 0;
                for (int i = 0; i < a.length; i++) {
                    product += a[i] * b[i];
                }
                assertThat(product).isCloseTo(a == b ? 1 : 0, within(1e-12));
            }
        }
    }

    @Test
    void aBlockIsTransformedInBothDirections() {
        double[][] rows = BlockTransform.dct(4);
        double[] samples = new double[16];
        for (int i = 0; i < 16; i++) {
            samples[i] = (i * 37 + 11) % 23;
        }
        double[][] both = BlockTransform.separable(rows);
        for (int v = 0; v < 4; v++) {
            for (int u = 0; u < 4; u++) {
                double expected = 0;
                double actual = 0;
                for (int i = 0; i < 16; i++) {
                    expected += rows[v][i / 4] * rows[u][i % 4] * samples[i];
                    actual += both[4 * v + u][i] * samples[i];
                }
                assertThat(actual).isCloseTo(expected, within(1e-12));
            }
        }
    }
}
