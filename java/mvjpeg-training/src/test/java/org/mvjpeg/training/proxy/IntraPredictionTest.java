package org.mvjpeg.training.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntraPredictionTest {
    @ParameterizedTest
    @CsvSource({"4,true", "8,true", "16,true", "32,true", "4,false", "8,false", "16,false"})
    void everyModePredictsAsTheStandardSays(int side, boolean luma) {
        double[] around = new Random(side).doubles(4L * side + 1, 0, 255).toArray();
        for (int mode = 0; mode <= Hevc.LAST_MODE; mode++) {
            double[][] matrix = IntraPrediction.matrix(side, mode, luma);
            double[][] expected = SlowIntra.predict(around, side, mode, luma);
            for (int i = 0; i < side * side; i++) {
                double sample = 0;
                for (int k = 0; k < around.length; k++) {
                    sample += matrix[i][k] * around[k];
                }
                assertThat(sample)
                        .as("mode %d, row %d, column %d", mode, i / side, i % side)
                        .isCloseTo(expected[i / side][i % side], within(1e-9));
            }
        }
    }
}
