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
        if (!truth.crowd()) {
            return found.iou(new Detection(truth.classId(), 1, truth.x1(), truth.y1(), truth.x2(), truth.y2()));
        }
        double shared = intersection(
                found.x1(), found.y1(), found.x2(), found.y2(), truth.x1(), truth.y1(), truth.x2(), truth.y2());
        return shared == 0 ? 0 : shared / area(found);
    }

    /** Intersection over union, 0 to 1; 0 where both are empty. */
    static double iou(Detection a, Detection b) {
        double shared = intersection(a.x1(), a.y1(), a.x2(), a.y2(), b.x1(), b.y1(), b.x2(), b.y2());
        return shared == 0 ? 0 : shared / (area(a) + area(b) - shared);
    }

    private static double intersection(
            double ax1, double ay1, double ax2, double ay2, double bx1, double by1, double bx2, double by2) {
        double width = Math.min(ax2, bx2) - Math.max(ax1, bx1);
        double height = Math.min(ay2, by2) - Math.max(ay1, by1);
        return width <= 0 || height <= 0 ? 0 : width * height;
    }

    private static double area(Detection box) {
        return (box.x2() - box.x1()) * (box.y2() - box.y1());
    }
}
