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

class NonMaximumSuppressionTest {
    @Test
    void dropsTheWorseOfTwoThatOverlapAboveTheLimit() {
        Box best = new Box(0, 0.9f, 0, 0, 10, 10);
        Box half = new Box(0, 0.8f, 0, 0, 10, 5);
        Box chained = new Box(0, 0.7f, 0, 0, 10, 4);
        assertThat(NonMaximumSuppression.apply(List.of(chained, half, best), 0.5f))
                // half lies on the limit and stays; chained is under it by half alone.
                .containsExactly(best, half);
        assertThat(NonMaximumSuppression.apply(List.of(chained, half, best), 0.49f))
                // half is dropped, so it suppresses nothing.
                .containsExactly(best, chained);
    }

    @Test
    void keepsClassesApartEvenBeyondTheEdges() {
        Box first = new Box(0, 0.9f, -30, -30, 10, 10);
        Box second = new Box(1, 0.8f, -30, -30, 10, 10);
        assertThat(NonMaximumSuppression.apply(List.of(first, second), 0.1f)).containsExactly(first, second);
    }

    @Test
    void emptyBoxesOverlapNothing() {
        Box empty = new Box(0, 0.5f, 3, 3, 3, 3);
        assertThat(NonMaximumSuppression.apply(List.of(empty, empty), 0.5f)).hasSize(2);
    }

    @Test
    void keepsWhatOpenCvKeeps() {
        Random random = new Random(5);
        for (int round = 0; round < 20; round++) {
            List<Box> boxes = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                float x = random.nextInt(60);
                float y = random.nextInt(60);
                boxes.add(new Box(
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

    private static List<Box> byOpenCv(List<Box> boxes, float iou) {
        try (PointerScope scope = new PointerScope()) {
            Rect2dVector rectangles = new Rect2dVector(boxes.size());
            float[] scores = new float[boxes.size()];
            int[] classes = new int[boxes.size()];
            for (int i = 0; i < boxes.size(); i++) {
                Box box = boxes.get(i);
                rectangles.put(i, new Rect2d(box.x1(), box.y1(), box.x2() - box.x1(), box.y2() - box.y1()));
                scores[i] = box.score();
                classes[i] = box.classId();
            }
            IntPointer kept = new IntPointer(boxes.size());
            opencv_dnn.NMSBoxesBatched(
                    rectangles, new FloatPointer(scores), new IntPointer(classes), 0.01f, iou, kept, 1, 0);
            List<Box> result = new ArrayList<>();
            for (long i = 0; i < kept.limit(); i++) {
                result.add(boxes.get(kept.get(i)));
            }
            return result;
        }
    }
}
