package org.mvjpeg.evaluation.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ClassifierFiguresTest {
    private static final float[] LOGITS = {0.5f, 3, -2, 3, 1, 0, -1};

    @Test
    void theRankCountsBetterClassesAndBreaksTiesByIndex() {
        int[] ranks = {3, 0, 6, 1, 2, 4, 5};
        for (int label = 0; label < ranks.length; label++) {
            assertThat(TopK.rank(LOGITS, label)).as("label %d", label).isEqualTo(ranks[label]);
        }
    }

    @Test
    void aHitIsARankBelowK() {
        assertThat(TopK.hit(LOGITS, 1, 1)).isTrue();
        assertThat(TopK.hit(LOGITS, 3, 1)).isFalse();
        assertThat(TopK.hit(LOGITS, 5, 5)).isTrue();
        assertThat(TopK.hit(LOGITS, 6, 5)).isFalse();
        assertThat(TopK.hit(LOGITS, 2, 50)).isTrue();
    }

    @Test
    void theDivergenceOfKnownDistributions() {
        float[] even = {0, 0};
        float[] threeToOne = {(float) Math.log(3), 0};
        assertThat(KlDivergence.of(even, threeToOne)).isCloseTo(0.5 * Math.log(4.0 / 3), within(1e-7));
        assertThat(KlDivergence.of(threeToOne, even))
                .isCloseTo(0.75 * Math.log(1.5) + 0.25 * Math.log(0.5), within(1e-7));
    }

    @Test
    void theDivergenceIgnoresAnOffsetAndBearsHugeLogits() {
        float[] shifted = LOGITS.clone();
        for (int i = 0; i < shifted.length; i++) {
            shifted[i] += 1024;
        }
        assertThat(KlDivergence.of(LOGITS, LOGITS)).isZero();
        assertThat(KlDivergence.of(LOGITS, shifted)).isCloseTo(0, within(1e-12));
        assertThat(KlDivergence.of(new float[] {1e30f, 0}, new float[] {1e30f, 0}))
                .isZero();
        assertThat(KlDivergence.of(new float[] {2000, 0}, new float[] {0, 2000}))
                .isCloseTo(2000, within(1e-9));
    }

    @Test
    void badLogitsAreRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TopK.rank(LOGITS, 7))
                .withMessage("label is 7, must be 0 to 6");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TopK.rank(LOGITS, -1))
                .withMessageContaining("label is -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TopK.hit(LOGITS, 0, 0))
                .withMessageContaining("k is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TopK.rank(new float[] {1, Float.NaN}, 0))
                .withMessageContaining("logit 1 is NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KlDivergence.of(new float[2], new float[3]))
                .withMessageContaining("3 coded logits");
        assertThatIllegalArgumentException().isThrownBy(() -> KlDivergence.of(new float[0], new float[0]));
    }
}
