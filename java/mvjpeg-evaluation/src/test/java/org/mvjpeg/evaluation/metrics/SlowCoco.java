package org.mvjpeg.evaluation.metrics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** COCO's average precision by its definition, anew for each class and threshold, for scores that all differ in a picture. */
final class SlowCoco {
    /** A detection that is not ignored. */
    private record Scored(double score, boolean hit) {}

    private SlowCoco() {}

    /** AP over all thresholds and AP at 0.50. */
    static double[] evaluate(List<DetectionImage> images) {
        double sum = 0;
        double sum50 = 0;
        int present = 0;
        for (int classId = 0; classId < 10; classId++) {
            int id = classId;
            long objects = images.stream()
                    .flatMap(image -> image.truths().stream())
                    .filter(truth -> truth.classId() == id && !truth.crowd())
                    .count();
            if (objects == 0) {
                continue;
            }
            present++;
            for (int percent = 50; percent <= 95; percent += 5) {
                List<Scored> scored = new ArrayList<>();
                for (DetectionImage image : images) {
                    scored.addAll(score(image, id, percent / 100.0));
                }
                double precision = interpolated(scored, objects);
                sum += precision / 10;
                sum50 += percent == 50 ? precision : 0;
            }
        }
        return new double[] {sum / present, sum50 / present};
    }

    private static List<Scored> score(DetectionImage image, int classId, double least) {
        List<Detection> detections = image.detections().stream()
                .filter(detection -> detection.classId() == classId)
                .sorted(Comparator.comparingDouble(detection -> -detection.score()))
                .toList();
        List<GroundTruth> objects = image.truths().stream()
                .filter(truth -> truth.classId() == classId && !truth.crowd())
                .toList();
        List<GroundTruth> crowds = image.truths().stream()
                .filter(truth -> truth.classId() == classId && truth.crowd())
                .toList();
        Set<Integer> taken = new HashSet<>();
        List<Scored> result = new ArrayList<>();
        for (Detection detection : detections) {
            int best = -1;
            for (int i = 0; i < objects.size(); i++) {
                double overlap = overlap(detection, objects.get(i));
                boolean better = best < 0 || overlap > overlap(detection, objects.get(best));
                if (!taken.contains(i) && overlap >= least && better) {
                    best = i;
                }
            }
            if (best >= 0) {
                taken.add(best);
                result.add(new Scored(detection.score(), true));
            } else if (crowds.stream().noneMatch(crowd -> overlap(detection, crowd) >= least)) {
                result.add(new Scored(detection.score(), false));
            }
        }
        return result;
    }

    private static double overlap(Detection a, GroundTruth b) {
        double width = Math.max(0, Math.min(a.x2(), b.x2()) - Math.max(a.x1(), b.x1()));
        double height = Math.max(0, Math.min(a.y2(), b.y2()) - Math.max(a.y1(), b.y1()));
        double areaA = (a.x2() - a.x1()) * (a.y2() - a.y1());
        double areaB = (b.x2() - b.x1()) * (b.y2() - b.y1());
        return width * height / (b.crowd() ? areaA : areaA + areaB - width * height);
    }

    private static double interpolated(List<Scored> scored, long objects) {
        List<Scored> ordered = scored.stream()
                .sorted(Comparator.comparingDouble(one -> -one.score()))
                .toList();
        double sum = 0;
        for (int recall = 0; recall <= 100; recall++) {
            double best = 0;
            int hits = 0;
            for (int i = 0; i < ordered.size(); i++) {
                hits += ordered.get(i).hit() ? 1 : 0;
                if ((double) hits / objects >= recall * 0.01) {
                    best = Math.max(best, (double) hits / (i + 1));
                }
            }
            sum += best;
        }
        return sum / 101;
    }
}
