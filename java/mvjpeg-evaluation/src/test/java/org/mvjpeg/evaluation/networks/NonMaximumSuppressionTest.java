package org.mvjpeg.evaluation.networks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_dnn;
import org.bytedeco.opencv.opencv_core.Rect2d;
import org.bytedeco.opencv.opencv_core.Rect2dVector;
import org.junit.jupiter.api.Test;
import org.mvjpeg.evaluation.metrics.Detection;

class NonMaximumSuppressionTest {
    @Test
    void dropsTheWorseOfTwoThatOverlapAboveTheLimit() {
        Detection best = new Detection(0, 0.9f, 0, 0, 10, 10);
        Detection half = new Detection(0, 0.8f, 0, 0, 10, 5);
        Detection chained = new Detection(0, 0.7f, 0, 0, 10, 4);
        assertThat(NonMaximumSuppression.apply(List.of(chained, half, best), 0.5f))
                // half lies on the limit and stays; chained is under it by half alone.
                .containsExactly(best, half);
        assertThat(NonMaximumSuppression.apply(List.of(chained, half, best), 0.49f))
                // half is dropped, so it suppresses nothing.
                .containsExactly(best, chained);
    }

    @Test
    void keepsClassesApartEvenBeyondTheEdges() {
        Detection first = new Detection(0, 0.9f, -30, -30, 10, 10);
        Detection second = new Detection(1, 0.8f, -30, -30, 10, 10);
        assertThat(NonMaximumSuppression.apply(List.of(first, second), 0.1f)).containsExactly(first, second);
    }

    @Test
    void emptyBoxesOverlapNothing() {
        Detection empty = new Detection(0, 0.5f, 3, 3, 3, 3);
        assertThat(NonMaximumSuppression.apply(List.of(empty, empty), 0.5f)).hasSize(2);
    }

    @Test
    void keepsTheBestHundredOfAClass() {
        List<Detection> boxes = new ArrayList<>();
        for (int i = 0; i < 130; i++) {
            boxes.add(new Detection(i % 10 == 0 ? 1 : 0, 0.2 + i / 1000.0, 20 * i, 0, 20 * i + 10, 10));
        }
        List<Detection> kept = NonMaximumSuppression.apply(boxes, 0.5f);
        assertThat(kept.stream().filter(box -> box.classId() == 0)).hasSize(100);
        assertThat(kept.stream().filter(box -> box.classId() == 1)).hasSize(13);
        assertThat(kept).doesNotContain(boxes.get(1)).contains(boxes.get(129), boxes.get(0));
    }

    @Test
    void keepsWhatOpenCvKeeps() {
        Random random = new Random(5);
        for (int round = 0; round < 20; round++) {
            List<Detection> boxes = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                float x = random.nextInt(60);
                float y = random.nextInt(60);
                boxes.add(new Detection(
                        random.nextInt(3),
                        (float) random.nextDouble(0.05, 1),
                        x,
                        y,
                        x + 1 + random.nextInt(40),
                        y + 1 + random.nextInt(40)));
            }
            assertThat(NonMaximumSuppression.apply(boxes, 0.45f))
                    .containsExactlyInAnyOrderElementsOf(byOpenCv(boxes, 0.45f))
                    .hasSizeLessThan(boxes.size());
        }
    }

    private static List<Detection> byOpenCv(List<Detection> boxes, float iou) {
        try (PointerScope scope = new PointerScope()) {
            Rect2dVector rectangles = new Rect2dVector(boxes.size());
            float[] scores = new float[boxes.size()];
            int[] classes = new int[boxes.size()];
            for (int i = 0; i < boxes.size(); i++) {
                Detection box = boxes.get(i);
                rectangles.put(i, new Rect2d(box.x1(), box.y1(), box.x2() - box.x1(), box.y2() - box.y1()));
                scores[i] = (float) box.score();
                classes[i] = box.classId();
            }
            IntPointer kept = new IntPointer(boxes.size());
            opencv_dnn.NMSBoxesBatched(
                    rectangles, new FloatPointer(scores), new IntPointer(classes), 0.01f, iou, kept, 1, 0);
            List<Detection> result = new ArrayList<>();
            for (long i = 0; i < kept.limit(); i++) {
                result.add(boxes.get(kept.get(i)));
            }
            return result;
        }
    }
}
