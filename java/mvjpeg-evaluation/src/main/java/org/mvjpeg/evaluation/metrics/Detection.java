package org.mvjpeg.evaluation.metrics;

/**
 * An object that a network found. Coordinates are in pixels of the picture, or in any unit that the ground truth shares.
 *
 * @param classId class, 0 or more
 * @param score confidence, finite; only its order counts
 * @param x1 left edge
 * @param y1 top edge
 * @param x2 right edge, {@code x1} or more
 * @param y2 bottom edge, {@code y1} or more
 */
public record Detection(int classId, double score, double x1, double y1, double x2, double y2) {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException for a negative class, or a score or box that is not finite or in order
     */
    public Detection {
        Boxes.check(classId, x1, y1, x2, y2);
        if (!Double.isFinite(score)) {
            throw new IllegalArgumentException("score is " + score + ", must be finite");
        }
    }

    /** Intersection over union of the boxes, 0 to 1; 0 where they share no area. */
    public double iou(Detection other) {
        return Boxes.iou(this, other);
    }
}
