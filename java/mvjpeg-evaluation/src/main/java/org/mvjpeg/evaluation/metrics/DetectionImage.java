package org.mvjpeg.evaluation.metrics;

import java.util.List;

/**
 * What a network found in one picture and what is there.
 *
 * @param detections in any order; copied
 * @param truths in any order; copied
 */
public record DetectionImage(List<Detection> detections, List<GroundTruth> truths) {
    /** Copies the lists. */
    public DetectionImage {
        detections = List.copyOf(detections);
        truths = List.copyOf(truths);
    }
}
