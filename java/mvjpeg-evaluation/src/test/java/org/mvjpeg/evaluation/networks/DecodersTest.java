package org.mvjpeg.evaluation.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mvjpeg.evaluation.metrics.Detection;

class DecodersTest {
    /** YOLOX of 64x32 and two classes: 8x4 + 4x2 + 2x1 rows of 7. */
    private static final int ROWS = 42;

    @Test
    void yoloxRowsCountFromTheirGridCells() {
        float[] values = new float[7 * ROWS];
        // Stride 8, row 2, column 5 of 8: centre (5.5, 2.25) strides, 2 x 1 strides large.
        row(values, 2 * 8 + 5, 0.5f, 0.25f, (float) Math.log(2), 0, 0.8f, 0.5f, 0.1f);
        // Stride 16, row 1, column 3 of 4.
        row(values, 32 + 1 * 4 + 3, 0, 0, 0, (float) Math.log(0.5), 1, 0, 0.9f);
        // Stride 32, row 0, column 1 of 2.
        row(values, 32 + 8 + 1, -0.5f, 0.5f, 0, 0, 0.5f, 0.5f, 0.5f);
        List<Detection> boxes = new YoloxDecoder(64, 32, 2)
                .decode(List.of(new Tensor(List.of(1, ROWS, 7), values)))
                .reaching(0.1f);
        assertThat(boxes)
                .containsExactly(
                        new Detection(0, 0.8f * 0.5f, 36, 14, 52, 22),
                        new Detection(1, 0.9f, 40, 12, 56, 20),
                        new Detection(0, 0.25f, 0, 0, 32, 32),
                        new Detection(1, 0.25f, 0, 0, 32, 32));
    }

    @Test
    void yoloxRefusesOtherShapes() {
        assertThatThrownBy(() ->
                        new YoloxDecoder(64, 32, 2).decode(List.of(new Tensor(List.of(1, 41, 7), new float[7 * 41]))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[1, 41, 7]")
                .hasMessageContaining("[1, 42, 7]");
        Tensor right = new Tensor(List.of(1, ROWS, 7), new float[7 * ROWS]);
        assertThatThrownBy(() -> new YoloxDecoder(64, 32, 2).decode(List.of(right, right)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new YoloxDecoder(64, 32, 80).decode(List.of(right)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[1, 42, 85]");
    }

    @Test
    void darknetRowsAreRelativeToTheInputAndScoresHoldTheirObjectness() {
        float[] coarse = {0.5f, 0.5f, 0.25f, 0.5f, 0.5f, 0.4f, 0};
        float[] fine = {0.25f, 0.75f, 0.5f, 0.5f, 1, 0.05f, 0.3f, 0, 0, 1, 1, 0, 0, 0};
        List<Detection> boxes = new DarknetDecoder(64, 32, 2)
                .decode(List.of(new Tensor(List.of(1, 7), coarse), new Tensor(List.of(2, 7), fine)))
                .reaching(0.1f);
        assertThat(boxes).containsExactly(new Detection(0, 0.4f, 24, 8, 40, 24), new Detection(1, 0.3f, 0, 16, 32, 32));
    }

    @Test
    void darknetScoresOfZeroAreNoDetections() {
        float[] nothing = {0.5f, 0.5f, 0.25f, 0.5f, 0, 0, 0};
        assertThat(new DarknetDecoder(64, 32, 2)
                        .decode(List.of(new Tensor(List.of(1, 7), nothing)))
                        .reaching(0))
                .isEmpty();
    }

    @Test
    void darknetRefusesOtherShapes() {
        assertThatThrownBy(
                        () -> new DarknetDecoder(64, 32, 80).decode(List.of(new Tensor(List.of(1, 7), new float[7]))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[1, 7]")
                .hasMessageContaining("[rows, 85]");
    }

    @Test
    void scoresAreThoseOfAllPositionsAndClassesBelowTheMinimumToo() {
        float[] values = new float[7 * ROWS];
        row(values, 3, 0, 0, 0, 0, 0.5f, 0.5f, 0.002f);
        row(values, ROWS - 1, 0, 0, 0, 0, 1, 0, 0.75f);
        float[] expected = new float[2 * ROWS];
        expected[2 * 3] = 0.25f;
        expected[2 * 3 + 1] = 0.5f * 0.002f;
        expected[2 * ROWS - 1] = 0.75f;
        assertThat(new YoloxDecoder(64, 32, 2)
                        .decode(List.of(new Tensor(List.of(1, ROWS, 7), values)))
                        .scores())
                .containsExactly(expected);

        float[] coarse = {0.5f, 0.5f, 0.25f, 0.5f, 0.5f, 0.4f, 0};
        float[] fine = {0.5f, 0.5f, 0.25f, 0.5f, 0.5f, 0, 0.003f};
        assertThat(new DarknetDecoder(64, 32, 2)
                        .decode(List.of(new Tensor(List.of(1, 7), coarse), new Tensor(List.of(1, 7), fine)))
                        .scores())
                .containsExactly(0.4f, 0, 0, 0.003f);
    }

    @Test
    void scoresThatAreNoProbabilitiesAreRefused() {
        // As of a head whose sigmoid was left out.
        float[] values = new float[7 * ROWS];
        row(values, 5, 0, 0, 0, 0, 2, 0.1f, 0.75f);
        assertThatThrownBy(() -> new YoloxDecoder(64, 32, 2).decode(List.of(new Tensor(List.of(1, ROWS, 7), values))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the score of candidate 5 for class 1 is 1.5, and scores are in 0..1");
        for (float score : new float[] {-0.1f, Float.NaN, Float.POSITIVE_INFINITY}) {
            float[] row = {0.5f, 0.5f, 0.25f, 0.5f, 1, score, 0};
            assertThatThrownBy(() -> new DarknetDecoder(64, 32, 2).decode(List.of(new Tensor(List.of(1, 7), row))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("candidate 0 for class 0 is " + score);
        }
        assertThatThrownBy(() -> new DarknetDecoder(64, 32, 2).decode(List.of(new Tensor(List.of(0, 7), new float[0]))))
                .hasMessage("there are no candidates");
    }

    private static void row(float[] values, int row, float... content) {
        System.arraycopy(content, 0, values, content.length * row, content.length);
    }
}
