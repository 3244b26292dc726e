package org.mvjpeg.evaluation.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Mean average precision of object detection as COCO defines it: IoU 0.50 to 0.95 by 0.05, precision interpolated at 101
 * recalls, at most 100 detections per picture and class, objects of every size, crowds ignored, mean over the classes
 * present. Source: Lin et al., "Microsoft COCO" (2014), and its pycocotools, COCOeval with bounding boxes.
 *
 * <p>Detections are matched once; after that any resample of the pictures costs one pass over them. Immutable, for any
 * number of threads. Detections of equal score stand in the order of the pictures first given, all repeats of a picture
 * together.
 */
public final class MeanAveragePrecision {
    /** Detections of a class that count in one picture: the best. */
    public static final int MAX_DETECTIONS = 100;

    private final int images;
    private final List<ClassMatches> classes;

    private MeanAveragePrecision(int images, List<ClassMatches> classes) {
        this.images = images;
        this.classes = classes;
    }

    /**
     * Matches every picture's detections.
     *
     * @param images the pictures; their order gives the indices of {@link #ap(int[])}
     */
    public static MeanAveragePrecision prepare(List<DetectionImage> images) {
        Map<Integer, List<ClassMatches.Found>> found = new TreeMap<>();
        Map<Integer, int[]> truths = new TreeMap<>();
        for (int i = 0; i < images.size(); i++) {
            int image = i;
            Map<Integer, List<GroundTruth>> truthsByClass =
                    images.get(i).truths().stream().collect(Collectors.groupingBy(GroundTruth::classId));
            truthsByClass.forEach((classId, ofClass) ->
                    truths.computeIfAbsent(classId, unseen -> new int[images.size()])[image] = (int)
                            ofClass.stream().filter(truth -> !truth.crowd()).count());
            images.get(i).detections().stream()
                    .collect(Collectors.groupingBy(Detection::classId))
                    .forEach((classId, ofClass) -> new CocoMatching(truthsByClass.getOrDefault(classId, List.of()))
                            .match(ofClass)
                            .forEach(match -> found.computeIfAbsent(classId, unseen -> new ArrayList<>())
                                    .add(new ClassMatches.Found(image, match))));
        }
        // A class without ground truth has no recall and so does not count.
        List<ClassMatches> classes = truths.entrySet().stream()
                .map(one -> new ClassMatches(found.getOrDefault(one.getKey(), List.of()), one.getValue()))
                .toList();
        return new MeanAveragePrecision(images.size(), classes);
    }

    /** Average precision over all pictures, each once. */
    public AveragePrecision ap() {
        return ap(IntStream.range(0, images).toArray());
    }

    /**
     * Average precision over a resample, as if each repeat were a picture of its own.
     *
     * @param imageIndices indices into the prepared pictures, with repeats, in any order
     * @throws IllegalArgumentException for an index out of range
     */
    public AveragePrecision ap(int[] imageIndices) {
        return ap(imageIndices, CocoMatching.THRESHOLDS);
    }

    /**
     * Average precision at IoU 0.50 alone over a resample, at a tenth of the work.
     *
     * @param imageIndices as for {@link #ap(int[])}
     * @return 0 to 1; NaN where no class is present
     * @throws IllegalArgumentException for an index out of range
     */
    public double ap50(int[] imageIndices) {
        return ap(imageIndices, 1).ap50();
    }

    private AveragePrecision ap(int[] imageIndices, int thresholds) {
        int[] weights = new int[images];
        for (int index : imageIndices) {
            if (index < 0 || index >= images) {
                throw new IllegalArgumentException(
                        "image index is " + index + ", must be at least 0 and below " + images);
            }
            weights[index]++;
        }
        double[] sums = new double[thresholds];
        int present = 0;
        for (ClassMatches matches : classes) {
            long truths = matches.truths(weights);
            if (truths == 0) {
                continue;
            }
            present++;
            for (int threshold = 0; threshold < sums.length; threshold++) {
                sums[threshold] += matches.averagePrecision(threshold, weights, truths);
            }
        }
        if (present == 0) {
            return new AveragePrecision(Double.NaN, Double.NaN, 0);
        }
        double mean = Arrays.stream(sums).sum() / sums.length / present;
        return new AveragePrecision(mean, sums[0] / present, present);
    }
}
