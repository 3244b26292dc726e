package org.mvjpeg.evaluation.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MeanAveragePrecisionTest {
    private static final double EXACT = 1e-12;

    private static GroundTruth truth(double x1, double y1, double x2, double y2) {
        return new GroundTruth(0, x1, y1, x2, y2, false);
    }

    private static GroundTruth crowd(double x1, double y1, double x2, double y2) {
        return new GroundTruth(0, x1, y1, x2, y2, true);
    }

    private static Detection found(double score, double x1, double y1, double x2, double y2) {
        return new Detection(0, score, x1, y1, x2, y2);
    }

    private static DetectionImage image(List<Detection> detections, GroundTruth... truths) {
        return new DetectionImage(detections, List.of(truths));
    }

    private static AveragePrecision ap(DetectionImage... images) {
        return MeanAveragePrecision.prepare(List.of(images)).ap();
    }

    @Test
    void exactBoxesArePerfect() {
        AveragePrecision result = ap(
                image(List.of(found(0.3, 0, 0, 10, 10)), truth(0, 0, 10, 10)),
                image(List.of(found(0.9, 5, 5, 9, 9)), truth(5, 5, 9, 9)));
        assertThat(result).isEqualTo(new AveragePrecision(1, 1, 1));
    }

    @Test
    void aBoxCountsUpToTheThresholdItReaches() {
        // Intersection 72 of union 100: thresholds 0.50 to 0.70, five of ten.
        AveragePrecision result = ap(image(List.of(found(1, 0, 0, 10, 7.2)), truth(0, 0, 10, 10)));
        assertThat(result.ap()).isCloseTo(0.5, within(EXACT));
        assertThat(result.ap50()).isEqualTo(1);
        assertThat(ap(image(List.of(found(1, 0, 0, 10, 5)), truth(0, 0, 10, 10)))
                        .ap50())
                .as("at the threshold itself")
                .isEqualTo(1);
        assertThat(ap(image(List.of(found(1, 0, 0, 10, 4.99)), truth(0, 0, 10, 10)))
                        .ap50())
                .isZero();
    }

    @Test
    void aDuplicateIsAFalseAlarm() {
        // Hit, duplicate, hit: precision 1 at recalls 0 to 0.50 (51 of them), 2/3 at the other 50.
        AveragePrecision result = ap(image(
                List.of(found(0.9, 0, 0, 10, 10), found(0.8, 0, 0, 10, 10), found(0.7, 20, 0, 30, 10)),
                truth(0, 0, 10, 10),
                truth(20, 0, 30, 10)));
        assertThat(result.ap50()).isCloseTo((51 + 50 * 2 / 3.0) / 101, within(EXACT));
        assertThat(result.ap()).isCloseTo(result.ap50(), within(EXACT));
    }

    @Test
    void aMissedObjectCostsItsRecall() {
        AveragePrecision result =
                ap(image(List.of(found(0.9, 0, 0, 10, 10)), truth(0, 0, 10, 10), truth(20, 0, 30, 10)));
        assertThat(result.ap50()).isCloseTo(51 / 101.0, within(EXACT));
    }

    @Test
    void theBetterScoreChoosesFirst() {
        // The first takes the left object although the second fits it better; the second has none left.
        AveragePrecision result = ap(image(
                List.of(found(0.8, 0, 0, 10, 10), found(0.9, 0, 0, 10, 8)),
                truth(0, 0, 10, 10),
                truth(50, 50, 60, 60)));
        assertThat(result.ap50()).isCloseTo(51 / 101.0, within(EXACT));
        // At 0.85 and above only the second reaches it, after a false alarm: 1/2 at 51 recalls. 0.80 is still the
        // first's.
        assertThat(result.ap()).isCloseTo((7 * 51 + 3 * 51 / 2.0) / 1010, within(EXACT));
    }

    @Test
    void crowdsNeitherPayNorCost() {
        GroundTruth object = truth(0, 0, 10, 10);
        GroundTruth group = crowd(20, 0, 120, 100);
        // Small boxes inside a crowd overlap it wholly, as many as there are.
        Detection inside = found(0.9, 30, 10, 40, 20);
        Detection alsoInside = found(0.8, 50, 10, 60, 20);
        Detection hit = found(0.7, 0, 0, 10, 10);
        assertThat(ap(image(List.of(inside, alsoInside, hit), group, object))).isEqualTo(new AveragePrecision(1, 1, 1));
        // Four tenths inside is a false alarm.
        Detection mostlyOutside = found(0.9, 14, 10, 24, 20);
        assertThat(ap(image(List.of(mostlyOutside, hit), group, object)).ap50()).isCloseTo(0.5, within(EXACT));
        // An object is preferred to the crowd around it, whose overlap is greater.
        GroundTruth around = crowd(0, 0, 100, 100);
        assertThat(ap(image(List.of(found(0.9, 0, 0, 10, 8)), around, object)).ap50())
                .isEqualTo(1);
        // Its duplicate goes to the crowd.
        assertThat(ap(image(List.of(found(0.9, 0, 0, 10, 8), hit), around, object, truth(20, 0, 30, 10)))
                        .ap50())
                .isCloseTo(51 / 101.0, within(EXACT));
    }

    @Test
    void equalScoresKeepTheOrderGiven() {
        Detection hit = found(0.5, 0, 0, 10, 10);
        Detection alarm = found(0.5, 50, 50, 60, 60);
        GroundTruth object = truth(0, 0, 10, 10);
        assertThat(ap(image(List.of(hit, alarm), object)).ap()).isEqualTo(1);
        assertThat(ap(image(List.of(alarm, hit), object)).ap()).isCloseTo(0.5, within(EXACT));
        assertThat(ap(image(List.of(alarm)), image(List.of(hit), object)).ap()).isCloseTo(0.5, within(EXACT));
    }

    @Test
    void theHundredBestOfAPictureAndClassCount() {
        List<Detection> detections = new ArrayList<>();
        for (int i = 0; i < 99; i++) {
            detections.add(found(2 + i, 50, 50, 60, 60));
        }
        detections.add(found(1, 0, 0, 10, 10));
        GroundTruth object = truth(0, 0, 10, 10);
        assertThat(ap(image(detections, object)).ap()).isCloseTo(0.01, within(EXACT));
        detections.add(found(1.5, 70, 70, 80, 80));
        assertThat(ap(image(detections, object)).ap()).isZero();
    }

    @Test
    void classesWithoutObjectsDoNotCount() {
        GroundTruth object = truth(0, 0, 10, 10);
        Detection hit = found(0.5, 0, 0, 10, 10);
        Detection absentClass = new Detection(7, 0.9, 0, 0, 10, 10);
        GroundTruth missed = new GroundTruth(3, 0, 0, 10, 10, false);
        GroundTruth onlyCrowd = new GroundTruth(4, 0, 0, 10, 10, true);
        assertThat(ap(image(List.of(hit, absentClass), object, onlyCrowd))).isEqualTo(new AveragePrecision(1, 1, 1));
        assertThat(ap(image(List.of(hit), object, missed))).isEqualTo(new AveragePrecision(0.5, 0.5, 2));
        AveragePrecision none = ap(image(List.of(absentClass), onlyCrowd));
        assertThat(none.ap()).isNaN();
        assertThat(none.ap50()).isNaN();
        assertThat(none.classes()).isZero();
        assertThat(MeanAveragePrecision.prepare(List.of()).ap().ap()).isNaN();
    }

    @Test
    void resamplesEqualTheSlowEvaluationOfThePicturesRepeated() {
        Random random = new Random(5);
        for (int trial = 0; trial < 30; trial++) {
            List<DetectionImage> images =
                    IntStream.range(0, 12).mapToObj(i -> randomImage(random)).toList();
            MeanAveragePrecision prepared = MeanAveragePrecision.prepare(images);
            int[] sample = trial == 0
                    ? IntStream.range(0, 12).toArray()
                    : random.ints(12, 0, 12).toArray();
            double[] slow = SlowCoco.evaluate(
                    Arrays.stream(sample).mapToObj(images::get).toList());
            AveragePrecision fast = prepared.ap(sample);
            assertThat(fast.ap()).isCloseTo(slow[0], within(1e-9)).isBetween(0.05, 0.95);
            assertThat(fast.ap50()).isCloseTo(slow[1], within(1e-9));
        }
    }

    /** Objects near a grid, detections about them, some astray, some twice; scores all different. */
    private static DetectionImage randomImage(Random random) {
        List<GroundTruth> truths = new ArrayList<>();
        List<Detection> detections = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            int classId = random.nextInt(3);
            double x = 60 * random.nextDouble();
            double y = 60 * random.nextDouble();
            double size = 15 + 25 * random.nextDouble();
            truths.add(new GroundTruth(classId, x, y, x + size, y + size, random.nextInt(6) == 0));
            for (int copy = random.nextInt(3); copy > 0; copy--) {
                double dx = 3 * random.nextGaussian();
                double dy = 3 * random.nextGaussian();
                int guess = random.nextInt(8) == 0 ? random.nextInt(4) : classId;
                detections.add(new Detection(guess, random.nextDouble(), x + dx, y + dy, x + dx + size, y + dy + size));
            }
        }
        return new DetectionImage(detections, truths);
    }

    @Test
    void badBoxesAndIndicesAreRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> found(1, 10, 0, 5, 5))
                .withMessageContaining("box is 10.0,0.0 to 5.0,5.0");
        assertThatIllegalArgumentException().isThrownBy(() -> truth(0, 0, Double.NaN, 5));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> found(Double.NaN, 0, 0, 5, 5))
                .withMessageContaining("score is NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Detection(-1, 1, 0, 0, 5, 5))
                .withMessageContaining("classId is -1");
        MeanAveragePrecision one = MeanAveragePrecision.prepare(List.of(image(List.of(), truth(0, 0, 1, 1))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> one.ap(new int[] {0, 1}))
                .withMessage("image index is 1, must be at least 0 and below 1");
        assertThatIllegalArgumentException().isThrownBy(() -> one.ap(new int[] {-1}));
    }
}
