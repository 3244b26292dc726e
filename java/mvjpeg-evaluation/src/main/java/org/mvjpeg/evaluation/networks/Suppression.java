package org.mvjpeg.evaluation.networks;

/**
 * Which of a detector's boxes are kept.
 *
 * @param nmsIou a box is dropped if its intersection over union with a better box of its class is above this, 0..1
 * @param scoreMin boxes that score less are dropped, 0..1
 */
public record Suppression(float nmsIou, float scoreMin) {
    /** @throws IllegalArgumentException if a value is not in 0..1 */
    public Suppression {
        if (!(nmsIou >= 0 && nmsIou <= 1)) {
            throw new IllegalArgumentException("nms_iou " + nmsIou + " is not in 0..1");
        }
        if (!(scoreMin >= 0 && scoreMin <= 1)) {
            throw new IllegalArgumentException("score_min " + scoreMin + " is not in 0..1");
        }
    }
}
