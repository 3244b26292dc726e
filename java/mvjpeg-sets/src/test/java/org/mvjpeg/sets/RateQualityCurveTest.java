package org.mvjpeg.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateQualityCurveTest {
    private static OperatingPoint point(long bytes, double quality) {
        return new OperatingPoint(32, bytes, quality);
    }

    private static List<OperatingPoint> hull(OperatingPoint... points) {
        return new RateQualityCurve(List.of(points)).hull();
    }

    @Test
    void pointsBelowALineBetweenOthersAreNotOnTheHull() {
        assertThat(hull(point(300, 40), point(100, 30), point(200, 33)))
                .containsExactly(point(100, 30), point(300, 40));
        assertThat(hull(point(300, 40), point(100, 30), point(200, 36)))
                .containsExactly(point(100, 30), point(200, 36), point(300, 40));
    }

    @Test
    void aPointOnALineBetweenOthersIsNoCornerOfTheHull() {
        assertThat(hull(point(100, 30), point(200, 35), point(300, 40)))
                .containsExactly(point(100, 30), point(300, 40));
    }

    @Test
    void whatCostsMoreAndIsNoBetterIsNotOnTheHull() {
        assertThat(hull(point(100, 30), point(200, 30), point(300, 29))).containsExactly(point(100, 30));
    }

    @Test
    void ofEqualBytesTheBestCountsAndOfEqualPointsOne() {
        assertThat(hull(point(100, 30), point(100, 31), point(100, 31))).containsExactly(point(100, 31));
    }

    @Test
    void onePointIsItsHull() {
        assertThat(hull(point(100, 30))).containsExactly(point(100, 30));
    }

    @Test
    void noPointsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RateQualityCurve(List.of()))
                .withMessage("a curve of 0 points, needs at least 1");
    }

    /** By the definition: a corner is best for some price of a byte. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theHullHasWhatIsBestAtAnyPriceAndNothingElse(long seed) {
        Random random = new Random(seed);
        for (int trial = 0; trial < 200; trial++) {
            List<OperatingPoint> points = random.ints(1 + random.nextInt(9), 1, 40)
                    .mapToObj(bytes -> new OperatingPoint(random.nextInt(52), bytes, random.nextInt(30)))
                    .toList();
            RateQualityCurve curve = new RateQualityCurve(points);
            for (double price = 0; price < 40; price += 0.37) {
                double best = worth(points, price);
                assertThat(worth(curve.hull(), price)).isEqualTo(best);
            }
            for (int i = 0; i < curve.hull().size(); i++) {
                double before = i == 0
                        ? 1e6
                        : curve.hull().get(i - 1).slopeTo(curve.hull().get(i));
                double after = i == curve.hull().size() - 1
                        ? 0
                        : curve.hull().get(i).slopeTo(curve.hull().get(i + 1));
                assertThat(after).isLessThan(before);
                double price = (before + after) / 2;
                List<OperatingPoint> corner = List.of(curve.hull().get(i));
                assertThat(worth(corner, price)).isEqualTo(worth(points, price));
            }
        }
    }

    private static double worth(List<OperatingPoint> points, double price) {
        return points.stream()
                .mapToDouble(one -> one.quality() - price * one.bytes())
                .max()
                .orElseThrow();
    }
}
