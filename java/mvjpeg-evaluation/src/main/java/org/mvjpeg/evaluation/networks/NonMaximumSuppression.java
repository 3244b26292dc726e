package org.mvjpeg.evaluation.networks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Greedy non-maximum suppression, class by class. OpenCV's NMSBoxesBatched keeps classes apart by shifting their boxes, which fails
 * for boxes that reach beyond the left or top edge.
 */
final class NonMaximumSuppression {
    private NonMaximumSuppression() {}

    /**
     * The boxes whose intersection over union with every better kept box of their class is not above the limit, best first; of equal
     * scores the earlier is the better.
     */
    static List<Box> apply(List<Box> boxes, float iou) {
        List<Box> sorted = new ArrayList<>(boxes);
        sorted.sort(Comparator.comparingDouble(Box::score).reversed());
        List<Box> kept = new ArrayList<>();
        Map<Integer, List<Box>> keptByClass = new HashMap<>();
        for (Box box : sorted) {
            List<Box> better = keptByClass.computeIfAbsent(box.classId(), id -> new ArrayList<>());
            if (better.stream().allMatch(other -> other.iou(box) <= iou)) {
                better.add(box);
                kept.add(box);
            }
        }
        return kept;
    }
}
