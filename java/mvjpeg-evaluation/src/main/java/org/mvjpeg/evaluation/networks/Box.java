package org.mvjpeg.evaluation.networks;

/**
 * A detected object.
 *
 * @param classId the class's index in the network's order, from 0
 * @param score 0..1
 * @param x1 left edge in pixels of the picture
 * @param y1 top edge
 * @param x2 right edge, not left of x1
 * @param y2 bottom edge, not above y1
 */
public record Box(int classId, float score, float x1, float y1, float x2, float y2) {
    /** Intersection over union, 0..1; 0 where both are empty. */
    float iou(Box other) {
        double width = Math.min(x2, other.x2) - Math.max(x1, other.x1);
        double height = Math.min(y2, other.y2) - Math.max(y1, other.y1);
        if (width <= 0 || height <= 0) {
            return 0;
        }
        double shared = width * height;
        return (float) (shared / (area() + other.area() - shared));
    }

    private double area() {
        return (double) (x2 - x1) * (y2 - y1);
    }
}
