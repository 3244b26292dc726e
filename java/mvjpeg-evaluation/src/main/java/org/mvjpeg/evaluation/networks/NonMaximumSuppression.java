package org.mvjpeg.evaluation.networks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mvjpeg.evaluation.metrics.Detection;
import org.mvjpeg.evaluation.metrics.MeanAveragePrecision;

/**
 * Greedy non-maximum suppression, class by class. OpenCV's NMSBoxesBatched keeps classes apart by shifting their boxes, which fails
 * for boxes that reach beyond the left or top edge.
 */
final class NonMaximumSuppression {
    private NonMaximumSuppression() {}

    /**
     * The boxes whose intersection over union with every better kept box of their class is not above the limit, best first; of equal
     * scores the earlier is the better. No more of a class than {@link MeanAveragePrecision} counts.
     */
    static List<Detection> apply(List<Detection> boxes, float iou) {
        List<Detection> sorted = new ArrayList<>(boxes);
        sorted.sort(Comparator.comparingDouble(Detection::score).reversed());
        List<Detection> kept = new ArrayList<>();
        Map<Integer, List<Detection>> keptByClass = new HashMap<>();
        for (Detection box : sorted) {
            List<Detection> better = keptByClass.computeIfAbsent(box.classId(), id -> new ArrayList<>());
            if (better.size() < MeanAveragePrecision.MAX_DETECTIONS
                    && better.stream().allMatch(other -> (float) other.iou(box) <= iou)) {
                better.add(box);
                kept.add(box);
            }
        }
        return kept;
    }
}
