package org.mvjpeg.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.mvjpeg.evaluation.metrics.RatePoint;

class CurvesTest {
    @Test
    void ofPointsOfOneRateTheBestCounts() {
        assertThat(Curves.of(new double[] {1, 0.5, 1}, new double[] {3, 1, 4})
                        .orElseThrow()
                        .points())
                .containsExactly(new RatePoint(0.5, 1), new RatePoint(1, 4));
    }

    @Test
    void whatIsNoCurveIsNone() {
        assertThat(Curves.of(new double[] {1, 1}, new double[] {3, 4})).isEmpty();
        assertThat(Curves.of(new double[] {1, 2}, new double[] {3, Double.NaN})).isEmpty();
    }
}
