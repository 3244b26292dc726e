package org.mvjpeg.evaluation.networks;

import java.util.ArrayList;
import java.util.List;
import org.mvjpeg.evaluation.metrics.Detection;

/**
 * All that a detector's head says, before anything is chosen: a box for each candidate position, and its score for each class.
 *
 * @param classes how many there are
 * @param boxes left, top, right, bottom of each position, in pixels of the network's input
 * @param scores of each position for each class, position by position
 */
record Candidates(int classes, float[] boxes, float[] scores) {
    /** Values of a box. */
    static final int SIDES = 4;

    /** @throws IllegalArgumentException if there are none, or naming the first score that is not in 0..1 */
    Candidates {
        if (scores.length == 0) {
            throw new IllegalArgumentException("there are no candidates");
        }
        for (int i = 0; i < scores.length; i++) {
            if (!(scores[i] >= 0 && scores[i] <= 1)) {
                throw new IllegalArgumentException("the score of candidate " + i / classes + " for class " + i % classes
                        + " is " + scores[i] + ", and scores are in 0..1");
            }
        }
    }

    /** The boxes that reach the score, one for each class in which they do; none of score 0, whatever the minimum. */
    List<Detection> reaching(float scoreMin) {
        List<Detection> found = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            if (scores[i] > 0 && scores[i] >= scoreMin) {
                add(found, i % classes, scores[i], i / classes * SIDES);
            }
        }
        return found;
    }

    /** Adds a box, unless it has no area: a network may well answer such a box, but it finds nothing. */
    private void add(List<Detection> found, int classId, float score, int at) {
        float x1 = boxes[at];
        float y1 = boxes[at + 1];
        float x2 = boxes[at + 2];
        float y2 = boxes[at + 3];
        boolean finite = Float.isFinite(x1) && Float.isFinite(y1) && Float.isFinite(x2) && Float.isFinite(y2);
        if (finite && x1 < x2 && y1 < y2) {
            found.add(new Detection(classId, score, x1, y1, x2, y2));
        }
    }
}
