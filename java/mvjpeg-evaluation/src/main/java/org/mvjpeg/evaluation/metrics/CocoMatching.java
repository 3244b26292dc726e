package org.mvjpeg.evaluation.metrics;

import java.util.Comparator;
import java.util.List;

/**
 * Assigns the detections of one class in one picture to its ground truth: greedily by falling score, each to the free
 * object that it overlaps most, to a crowd only where no object is left for it. A crowd takes any number.
 *
 * <p>Source: COCOeval.evaluateImg of pycocotools, its treatment of ties included.
 */
final class CocoMatching {
    static final int THRESHOLDS = 10;

    private static final double FIRST_IOU = 0.5;
    private static final double LAST_IOU = 0.95;

    /** One detection's fate; bit t speaks of IoU threshold t. */
    record Match(double score, int hits, int ignored) {}

    private final List<GroundTruth> truths;

    /** Matches against the objects of one class in one picture. */
    CocoMatching(List<GroundTruth> truths) {
        this.truths =
                truths.stream().sorted(Comparator.comparing(GroundTruth::crowd)).toList();
    }

    /** The fates of the 100 best detections of the class, by falling score. */
    List<Match> match(List<Detection> detections) {
        List<Detection> best = detections.stream()
                .sorted(Comparator.comparingDouble(Detection::score).reversed())
                .limit(MeanAveragePrecision.MAX_DETECTIONS)
                .toList();
        int[] takenAt = new int[truths.size()];
        return best.stream().map(detection -> match(detection, takenAt)).toList();
    }

    private Match match(Detection detection, int[] takenAt) {
        double[] overlaps = truths.stream()
                .mapToDouble(truth -> Boxes.overlap(detection, truth))
                .toArray();
        int hits = 0;
        int ignored = 0;
        for (int threshold = 0; threshold < THRESHOLDS; threshold++) {
            int bit = 1 << threshold;
            int truth = best(overlaps, takenAt, bit, iou(threshold));
            if (truth < 0) {
                continue;
            }
            takenAt[truth] |= bit;
            if (truths.get(truth).crowd()) {
                ignored |= bit;
            } else {
                hits |= bit;
            }
        }
        return new Match(detection.score(), hits, ignored);
    }

    private int best(double[] overlaps, int[] takenAt, int bit, double least) {
        int best = -1;
        double bestOverlap = least;
        for (int i = 0; i < overlaps.length; i++) {
            boolean crowd = truths.get(i).crowd();
            if (crowd && best >= 0 && !truths.get(best).crowd()) {
                break;
            }
            boolean free = crowd || (takenAt[i] & bit) == 0;
            if (free && overlaps[i] >= bestOverlap) {
                best = i;
                bestOverlap = overlaps[i];
            }
        }
        return best;
    }

    private static double iou(int threshold) {
        return threshold == THRESHOLDS - 1
                ? LAST_IOU
                : FIRST_IOU + threshold * ((LAST_IOU - FIRST_IOU) / (THRESHOLDS - 1));
    }
}
