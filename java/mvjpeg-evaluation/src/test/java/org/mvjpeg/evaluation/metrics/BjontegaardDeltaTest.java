package org.mvjpeg.evaluation.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mvjpeg.sets.internal.MonotoneCubic;

class BjontegaardDeltaTest {
    private static final double[] RATES = {0.1, 0.17, 0.4, 0.8, 1.1, 2.5};
    private static final RateCurve ANCHOR =
            curve(new double[] {0.2, 0.35, 0.6, 1.1, 1.9}, new double[] {41.0, 52.5, 60.25, 66.0, 67.5});
    private static final RateCurve TEST =
            curve(new double[] {0.18, 0.3, 0.52, 0.9, 1.6}, new double[] {43.0, 51.0, 61.5, 65.0, 68.25});

    private static RateCurve curve(double[] rates, double[] qualities) {
        RatePoint[] points = new RatePoint[rates.length];
        for (int i = 0; i < points.length; i++) {
            points[i] = new RatePoint(rates[i], qualities[i]);
        }
        return RateCurve.of(points);
    }

    private static RateCurve curve(DoubleUnaryOperator quality, double factor) {
        return new RateCurve(DoubleStream.of(RATES)
                .mapToObj(rate -> new RatePoint(rate * factor, quality.applyAsDouble(rate)))
                .toList());
    }

    private static double saturating(double rate) {
        return 70 * rate / (rate + 0.2);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.8, 1, 1.25, 3})
    void aConstantFactorInRateIsThatPercentage(double factor) {
        BdRate delta = BdRate.of(
                        curve(BjontegaardDeltaTest::saturating, 1), curve(BjontegaardDeltaTest::saturating, factor))
                .orElseThrow();
        assertThat(delta.percent()).isCloseTo(100 * (factor - 1), within(1e-9));
        assertThat(delta.qualityLow()).isEqualTo(saturating(0.1));
        assertThat(delta.qualityHigh()).isEqualTo(saturating(2.5));
    }

    @Test
    void aConstantGainInQualityIsThatGain() {
        BdAccuracy delta = BdAccuracy.of(
                        curve(BjontegaardDeltaTest::saturating, 1), curve(rate -> saturating(rate) + 1.5, 1))
                .orElseThrow();
        assertThat(delta.difference()).isCloseTo(1.5, within(1e-12));
        assertThat(delta.bppLow()).isCloseTo(0.1, within(1e-12));
        assertThat(delta.bppHigh()).isCloseTo(2.5, within(1e-12));
    }

    @Test
    void linesOfDifferentSlopeAreIntegratedExactly() {
        // ln R = q against ln R = q / 2 over the common [1, 2]: the mean difference is -0.75.
        RateCurve anchor = curve(new double[] {Math.exp(0), Math.exp(1), Math.exp(2)}, new double[] {0, 1, 2});
        RateCurve test = curve(new double[] {Math.exp(0.5), Math.exp(0.8), Math.exp(2)}, new double[] {1, 1.6, 4});
        BdRate delta = BdRate.of(anchor, test).orElseThrow();
        assertThat(delta.percent()).isCloseTo(100 * (Math.exp(-0.75) - 1), within(1e-10));
        assertThat(delta.qualityLow()).isEqualTo(1);
        assertThat(delta.qualityHigh()).isEqualTo(2);
    }

    @Test
    void agreesWithSciPy() {
        // scipy.interpolate.PchipInterpolator(...).integrate, SciPy 1.17.
        assertThat(BdRate.of(ANCHOR, TEST).orElseThrow().percent()).isCloseTo(-12.376624267073305, within(1e-9));
        assertThat(BdAccuracy.of(ANCHOR, TEST).orElseThrow().difference()).isCloseTo(1.5690350222806868, within(1e-9));
        RateCurve dipping =
                curve(new double[] {0.2, 0.35, 0.6, 1.1, 1.9}, new double[] {41.0, 52.5, 60.25, 59.0, 67.5});
        assertThat(BdAccuracy.of(dipping, TEST).orElseThrow().difference()).isCloseTo(3.6590932101867355, within(1e-9));
    }

    @Test
    void swappingTheArmsInvertsTheRatio() {
        double forth = BdRate.of(ANCHOR, TEST).orElseThrow().percent() / 100;
        double back = BdRate.of(TEST, ANCHOR).orElseThrow().percent() / 100;
        assertThat((1 + forth) * (1 + back)).isCloseTo(1, within(1e-12));
    }

    @Test
    void aPointThatIsDearerButNoBetterIsLeftOutAndCounted() {
        RateCurve dipping = curve(
                new double[] {0.2, 0.35, 0.6, 0.7, 0.8, 1.1, 1.9},
                new double[] {41.0, 52.5, 60.25, 59.0, 60.25, 66.0, 67.5});
        BdRate delta = BdRate.of(dipping, TEST).orElseThrow();
        assertThat(delta.anchorPointsLeftOut()).isEqualTo(2);
        assertThat(delta.testPointsLeftOut()).isZero();
        assertThat(delta.percent())
                .isEqualTo(BdRate.of(ANCHOR, TEST).orElseThrow().percent());
    }

    @Test
    void curvesThatDoNotOverlapHaveNoFigure() {
        RateCurve worse = curve(new double[] {0.1, 0.2}, new double[] {10, 41});
        assertThat(BdRate.of(ANCHOR, worse)).isEmpty();
        assertThat(BdRate.of(worse, ANCHOR)).isEmpty();
        assertThat(BdAccuracy.of(worse, ANCHOR)).isEmpty();
    }

    @Test
    void aCurveThatOnlyFallsHasNoRateFigure() {
        RateCurve falling = curve(new double[] {0.2, 0.4, 0.8}, new double[] {50, 50, 45});
        assertThat(falling.front()).containsExactly(new RatePoint(0.2, 50));
        assertThat(BdRate.of(ANCHOR, falling)).isEmpty();
        assertThat(BdAccuracy.of(ANCHOR, falling)).isPresent();
    }

    @Test
    void interpolationOfMonotoneDataStaysWithinItsNeighbours() {
        List<RatePoint> steps = curve(new double[] {0.1, 0.2, 0.3, 0.4, 0.5}, new double[] {0, 0.01, 50, 50.01, 100})
                .points();
        MonotoneCubic cubic = new MonotoneCubic(steps, RatePoint::bpp, RatePoint::quality);
        double previous = 0;
        for (int i = 0; i < 4000; i++) {
            double low = 0.1 + i * 1e-4;
            double value = cubic.mean(low, Math.min(low + 1e-4, cubic.last()));
            assertThat(value).isGreaterThanOrEqualTo(previous - 1e-8);
            previous = value;
        }
        assertThat(previous).isLessThanOrEqualTo(100 + 1e-8);
    }

    @Test
    void endSlopesAreHeldToWhereTheEndPieceIsMonotone() {
        // Unit steps: a piece's integral is the mean of its ends plus a twelfth of its slopes' difference.
        // The parabola's slope of 7 is held to 3 where the data turn, that of -3 to 0 where they bend.
        assertThat(firstPiece(0, 1, -10)).isCloseTo(0.5 + 3 / 12.0, within(1e-12));
        assertThat(firstPiece(0, 1, 10)).isCloseTo(0.5 - 1.8 / 12, within(1e-12));
    }

    private static double firstPiece(double... qualities) {
        RateCurve curve = curve(new double[] {1, 2, 3}, qualities);
        return new MonotoneCubic(curve.points(), RatePoint::bpp, RatePoint::quality).mean(1, 2);
    }

    @Test
    void pointsAreSortedByRate() {
        RatePoint cheap = new RatePoint(0.1, 3);
        RatePoint dear = new RatePoint(0.2, 2);
        assertThat(RateCurve.of(dear, cheap).points()).containsExactly(cheap, dear);
    }

    @Test
    void badPointsAndCurvesAreRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RatePoint(0, 1))
                .withMessage("bpp is 0.0, must be finite and above 0");
        assertThatIllegalArgumentException().isThrownBy(() -> new RatePoint(Double.NaN, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new RatePoint(Double.POSITIVE_INFINITY, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RatePoint(1, Double.NaN))
                .withMessageContaining("quality is NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RateCurve.of(new RatePoint(1, 1)))
                .withMessageContaining("at least 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RateCurve.of(new RatePoint(0.5, 1), new RatePoint(0.5, 2)))
                .withMessageContaining("0.5 bpp");
    }
}
