package org.mvjpeg.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AllotmentTest {
    /** How curves are drawn. */
    private enum Shape {
        /** As of photographs: quality grows with the logarithm of bytes. */
        SMOOTH {
            @Override
            double quality(long bytes, Random random) {
                return 10 * Math.log(bytes);
            }
        },
        /** Not convex. */
        WAVERING {
            @Override
            double quality(long bytes, Random random) {
                return 10 * Math.log(bytes) + 12 * random.nextDouble();
            }
        },
        /** Not even monotone. */
        ANY {
            @Override
            double quality(long bytes, Random random) {
                return random.nextInt(20);
            }
        };

        abstract double quality(long bytes, Random random);

        RateQualityCurve draw(Random random) {
            List<OperatingPoint> points = new ArrayList<>();
            for (int left = 1 + random.nextInt(5); left > 0; left--) {
                long bytes = 1 + random.nextInt(60);
                points.add(new OperatingPoint(left, bytes, quality(bytes, random)));
                if (random.nextInt(6) == 0) {
                    points.add(points.get(points.size() - 1));
                }
            }
            return new RateQualityCurve(points);
        }
    }

    /** Sum of quality of the best of all choices within the budget, by trying each. */
    private static double exhaustive(List<RateQualityCurve> curves, int from, long budget) {
        if (from == curves.size()) {
            return 0;
        }
        double best = Double.NEGATIVE_INFINITY;
        for (OperatingPoint point : curves.get(from).points()) {
            if (point.bytes() <= budget) {
                best = Math.max(best, point.quality() + exhaustive(curves, from + 1, budget - point.bytes()));
            }
        }
        return best;
    }

    private static double sum(Allotment allotment) {
        return allotment.points().stream().mapToDouble(OperatingPoint::quality).sum();
    }

    private static double largestGain(List<RateQualityCurve> curves) {
        double largest = 0;
        for (RateQualityCurve curve : curves) {
            for (int i = 1; i < curve.hull().size(); i++) {
                largest = Math.max(
                        largest,
                        curve.hull().get(i).quality() - curve.hull().get(i - 1).quality());
            }
        }
        return largest;
    }

    @ParameterizedTest
    @EnumSource
    void itIsWithinTheBudgetAndNearTheBestOfAllChoices(Shape shape) {
        Random random = new Random(7);
        int exact = 0;
        for (int trial = 0; trial < 400; trial++) {
            List<RateQualityCurve> curves = new ArrayList<>();
            for (int left = 1 + random.nextInt(5); left > 0; left--) {
                curves.add(shape.draw(random));
            }
            long least =
                    curves.stream().mapToLong(curve -> curve.cheapest().bytes()).sum();
            long budget = least + random.nextInt(120);
            Allotment allotment = Allotment.of(curves, budget);
            assertThat(allotment.bytes())
                    .isEqualTo(allotment.points().stream()
                            .mapToLong(OperatingPoint::bytes)
                            .sum())
                    .isLessThanOrEqualTo(budget);
            for (int i = 0; i < curves.size(); i++) {
                assertThat(curves.get(i).points()).contains(allotment.points().get(i));
            }
            double best = exhaustive(curves, 0, budget);
            assertThat(sum(allotment)).isBetween(best - largestGain(curves) - 1e-9, best + 1e-9);
            exact += Math.abs(sum(allotment) - best) < 1e-9 ? 1 : 0;
        }
        assertThat(exact).as("best choices found").isGreaterThan(200);
    }

    @ParameterizedTest
    @EnumSource
    void aBudgetThatACutUsesUpIsSpentInTheBestWay(Shape shape) {
        Random random = new Random(9);
        for (int trial = 0; trial < 200; trial++) {
            List<RateQualityCurve> curves = List.of(shape.draw(random), shape.draw(random), shape.draw(random));
            long least =
                    curves.stream().mapToLong(curve -> curve.cheapest().bytes()).sum();
            long budget = Allotment.cut(curves, least + random.nextInt(80)).bytes();
            Allotment allotment = Allotment.of(curves, budget);
            assertThat(allotment.left()).isZero();
            assertThat(sum(allotment)).isCloseTo(exhaustive(curves, 0, budget), within(1e-9));
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneSlopeCutsAllCurves(Shape shape) {
        Random random = new Random(8);
        for (int trial = 0; trial < 200; trial++) {
            List<RateQualityCurve> curves = List.of(shape.draw(random), shape.draw(random), shape.draw(random));
            long least =
                    curves.stream().mapToLong(curve -> curve.cheapest().bytes()).sum();
            Allotment cut = Allotment.cut(curves, least + random.nextInt(80));
            for (int i = 0; i < curves.size(); i++) {
                OperatingPoint point = cut.points().get(i);
                int at = curves.get(i).hull().indexOf(point);
                if (at > 0) {
                    assertThat(curves.get(i).hull().get(at - 1).slopeTo(point)).isGreaterThanOrEqualTo(cut.slope());
                }
                if (at < curves.get(i).hull().size() - 1) {
                    assertThat(point.slopeTo(curves.get(i).hull().get(at + 1))).isLessThanOrEqualTo(cut.slope());
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLargerBudgetIsNeverWorseBeforeItsRestIsFilled(Shape shape) {
        Random random = new Random(10);
        for (int trial = 0; trial < 100; trial++) {
            List<RateQualityCurve> curves = List.of(shape.draw(random), shape.draw(random));
            long least =
                    curves.stream().mapToLong(curve -> curve.cheapest().bytes()).sum();
            double last = Double.NEGATIVE_INFINITY;
            for (long budget = least; budget < least + 120; budget++) {
                double quality = sum(Allotment.cut(curves, budget));
                assertThat(quality).isGreaterThanOrEqualTo(last);
                last = quality;
            }
        }
    }

    @Test
    void aBudgetBelowTheSmallestSumIsRefusedWithBothFigures() {
        RateQualityCurve curve =
                new RateQualityCurve(List.of(new OperatingPoint(51, 400, 20), new OperatingPoint(40, 900, 30)));
        assertThatExceptionOfType(SetBudgetException.class)
                .isThrownBy(() -> Allotment.of(List.of(curve, curve), 799))
                .withMessage("the budget of 799 bytes is out of reach: the 2 pictures take at least 800 bytes")
                .satisfies(refused -> {
                    assertThat(refused.budget()).isEqualTo(799);
                    assertThat(refused.least()).isEqualTo(800);
                });
        assertThat(Allotment.of(List.of(curve, curve), 800).bytes()).isEqualTo(800);
    }

    @Test
    void aBudgetAboveTheLargestSumGivesEachPictureItsBest() {
        RateQualityCurve curve =
                new RateQualityCurve(List.of(new OperatingPoint(51, 400, 20), new OperatingPoint(40, 900, 30)));
        Allotment allotment = Allotment.of(List.of(curve, curve), 5000);
        assertThat(allotment.points()).containsExactly(curve.best(), curve.best());
        assertThat(allotment.slope()).isZero();
        assertThat(allotment.left()).isEqualTo(3200);
    }

    @Test
    void whatTheSlopeLeavesGoesToPointsOffTheHullToo() {
        RateQualityCurve bent = new RateQualityCurve(List.of(
                new OperatingPoint(50, 100, 20), new OperatingPoint(45, 150, 21), new OperatingPoint(40, 300, 30)));
        Allotment allotment = Allotment.of(List.of(bent), 299);
        assertThat(allotment.points()).containsExactly(new OperatingPoint(45, 150, 21));
        assertThat(allotment.slope()).isEqualTo(0.05);
    }

    @Test
    void noPictureIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Allotment.of(List.of(), 100))
                .withMessage("a set of 0 pictures, needs at least 1");
    }
}
