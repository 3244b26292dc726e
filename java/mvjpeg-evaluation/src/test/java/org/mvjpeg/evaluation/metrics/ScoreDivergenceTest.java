package org.mvjpeg.evaluation.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ScoreDivergenceTest {
    @Test
    void theDivergenceOfKnownScores() {
        float[] even = {0.5f, 0.25f};
        float[] other = {0.25f, 0.25f};
        assertThat(ScoreDivergence.of(even, other))
                .isCloseTo(0.5 * Math.log(2) + 0.5 * Math.log(0.5 / 0.75), within(1e-12));
        assertThat(ScoreDivergence.of(other, even))
                .isCloseTo(0.25 * Math.log(0.5) + 0.75 * Math.log(1.5), within(1e-12));
    }

    @Test
    void theDivergenceOfManyScoresIsThatOfASlowerWay() {
        Random random = new Random(5);
        float[] clean = new float[3000];
        float[] coded = new float[clean.length];
        for (int i = 0; i < clean.length; i++) {
            // From far below the least score to 1, both ends included.
            clean[i] = i % 7 == 0 ? i % 2 : (float) Math.exp(-20 * random.nextDouble());
            coded[i] = i % 5 == 0 ? i % 2 : (float) Math.exp(-20 * random.nextDouble());
        }
        double crossEntropy = 0;
        double entropy = 0;
        for (int i = 0; i < clean.length; i++) {
            double[] p = outcomes(clean[i]);
            double[] q = outcomes(coded[i]);
            for (int outcome = 0; outcome < 2; outcome++) {
                crossEntropy -= p[outcome] * Math.log(q[outcome]);
                entropy -= p[outcome] * Math.log(p[outcome]);
            }
        }
        assertThat(ScoreDivergence.of(clean, coded)).isCloseTo(crossEntropy - entropy, within(1e-9 * crossEntropy));
    }

    private static double[] outcomes(double score) {
        double p = score < 0.000001 ? 0.000001 : score > 0.999999 ? 0.999999 : score;
        return new double[] {p, 1 - p};
    }

    @Test
    void equalAnswersDoNotDiffer() {
        float[] scores = {0, 1e-30f, 0.3f, 0.999999f, 1};
        assertThat(ScoreDivergence.of(scores, scores.clone())).isZero();
    }

    @Test
    void nothingCountsForLessThanTheLeastScore() {
        float[] nothing = {0, 0};
        float[] next = {9e-7f, 1e-20f};
        assertThat(ScoreDivergence.of(nothing, next)).isZero();
        assertThat(ScoreDivergence.of(next, nothing)).isZero();
        // The most that a score can bring about: sure of an object before, sure of none behind.
        assertThat(ScoreDivergence.of(new float[] {1}, new float[] {0})).isCloseTo(Math.log(1e6), within(1e-3));
    }

    @Test
    void badScoresAreRefusedByName() {
        float[] good = {0.5f, 0.5f};
        for (float bad : new float[] {Float.NaN, -0.001f, 1.001f, Float.POSITIVE_INFINITY}) {
            float[] scores = {0.5f, bad};
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ScoreDivergence.of(good, scores))
                    .withMessage("score 1 is " + bad + ", must be 0 to 1");
            assertThatIllegalArgumentException().isThrownBy(() -> ScoreDivergence.of(scores, good));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScoreDivergence.of(good, new float[3]))
                .withMessageContaining("3 coded scores beside 2 clean ones");
        assertThatIllegalArgumentException().isThrownBy(() -> ScoreDivergence.of(new float[0], new float[0]));
    }
}
