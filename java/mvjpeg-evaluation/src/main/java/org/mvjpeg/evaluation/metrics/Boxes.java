package org.mvjpeg.evaluation.metrics;

/** Boxes with edges at real coordinates: the area of [x1, x2] by [y1, y2] is (x2 - x1)(y2 - y1). */
final class Boxes {
    private Boxes() {}

    /** Refuses a negative class and a box that is not finite or whose edges are out of order. */
    static void check(int classId, double x1, double y1, double x2, double y2) {
        if (classId < 0) {
            throw new IllegalArgumentException("classId is " + classId + ", must be at least 0");
        }
        boolean finite = Double.isFinite(x1) && Double.isFinite(y1) && Double.isFinite(x2) && Double.isFinite(y2);
        if (!finite || x2 < x1 || y2 < y1) {
            throw new IllegalArgumentException("box is " + x1 + "," + y1 + " to " + x2 + "," + y2
                    + ", must be finite with its right bottom corner not before its left top one");
        }
    }

    /** Intersection over union, 0 to 1; over a crowd, intersection over the detection's own area (COCO's bbIou). */
    static double overlap(Detection found, GroundTruth truth) {
        double width = Math.min(found.x2(), truth.x2()) - Math.max(found.x1(), truth.x1());
        double height = Math.min(found.y2(), truth.y2()) - Math.max(found.y1(), truth.y1());
        if (width <= 0 || height <= 0) {
            return 0;
        }
        double intersection = width * height;
        double foundArea = (found.x2() - found.x1()) * (found.y2() - found.y1());
        double truthArea = (truth.x2() - truth.x1()) * (truth.y2() - truth.y1());
        double union = truth.crowd() ? foundArea : foundArea + truthArea - intersection;
        return intersection / union;
    }
}
