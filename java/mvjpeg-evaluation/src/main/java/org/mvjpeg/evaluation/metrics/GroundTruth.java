package org.mvjpeg.evaluation.metrics;

/**
 * An object that is there, in the coordinates of {@link Detection}.
 *
 * @param classId class, 0 or more
 * @param x1 left edge
 * @param y1 top edge
 * @param x2 right edge, {@code x1} or more
 * @param y2 bottom edge, {@code y1} or more
 * @param crowd a group drawn as one box (iscrowd in COCO): need not be found, and what is found in it
 *     counts neither way
 */
public record GroundTruth(int classId, double x1, double y1, double x2, double y2, boolean crowd) {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException for a negative class, or a box that is not finite or in order
     */
    public GroundTruth {
        Boxes.check(classId, x1, y1, x2, y2);
    }
}
