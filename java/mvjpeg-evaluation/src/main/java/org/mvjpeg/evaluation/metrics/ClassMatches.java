package org.mvjpeg.evaluation.metrics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * All matched detections of one class by falling score, from which the precision over any multiset of pictures follows in
 * one pass. Source: COCOeval.accumulate of pycocotools.
 */
final class ClassMatches {
    private static final int RECALLS = 101;

    /** A detection of the picture of that index. */
    record Found(int image, CocoMatching.Match match) {}

    private final int[] images;
    private final int[] hits;
    private final int[] ignored;
    private final int[] truthsOfImage;

    /**
     * Orders the detections.
     *
     * @param found by picture, and by falling score within one
     * @param truthsOfImage objects of the class other than crowds, per picture
     */
    ClassMatches(List<Found> found, int[] truthsOfImage) {
        Found[] ordered = found.toArray(Found[]::new);
        Arrays.sort(
                ordered,
                Comparator.comparingDouble((Found one) -> one.match().score()).reversed());
        images = Arrays.stream(ordered).mapToInt(Found::image).toArray();
        hits = Arrays.stream(ordered).mapToInt(one -> one.match().hits()).toArray();
        ignored = Arrays.stream(ordered).mapToInt(one -> one.match().ignored()).toArray();
        this.truthsOfImage = truthsOfImage;
    }

    /** Objects other than crowds where picture i counts {@code weights[i]} times. */
    long truths(int[] weights) {
        long truths = 0;
        for (int image = 0; image < weights.length; image++) {
            truths += (long) weights[image] * truthsOfImage[image];
        }
        return truths;
    }

    /**
     * Mean over the recalls 0, 0.01 to 1 of the best precision at that recall or more.
     *
     * @param threshold index of the IoU threshold
     * @param weights how often each picture counts
     * @param truths objects for these weights, above 0
     */
    double averagePrecision(int threshold, int[] weights, long truths) {
        int bit = 1 << threshold;
        long hitCount = 0;
        long count = 0;
        for (int i = 0; i < images.length; i++) {
            if ((ignored[i] & bit) == 0) {
                count += weights[images[i]];
                hitCount += (hits[i] & bit) != 0 ? weights[images[i]] : 0;
            }
        }
        int recall = RECALLS - 1;
        while (recall(recall) > (double) hitCount / truths) {
            recall--;
        }
        // From the last detection backwards, the best precision so far is the envelope.
        double best = 0;
        double sum = 0;
        for (int i = images.length - 1; i >= 0 && hitCount > 0; i--) {
            int weight = weights[images[i]];
            if (weight == 0 || (ignored[i] & bit) != 0) {
                continue;
            }
            if ((hits[i] & bit) != 0) {
                best = Math.max(best, (double) hitCount / count);
                hitCount -= weight;
                for (; recall(recall) > (double) hitCount / truths; recall--) {
                    sum += best;
                }
            }
            count -= weight;
        }
        return (sum + best) / RECALLS;
    }

    private static double recall(int index) {
        return index == RECALLS - 1 ? 1 : index * 0.01;
    }
}
