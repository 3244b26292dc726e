package org.mvjpeg.evaluation.networks;

import java.util.List;
import org.mvjpeg.evaluation.metrics.Detection;

/** Reads candidate boxes out of a detector's output. */
interface BoxDecoder {
    /**
     * The candidates that reach the score, one for each class that does, in pixels of the network's input.
     *
     * @throws IllegalArgumentException naming both shapes if the outputs are not of the expected one
     */
    List<Detection> decode(List<Tensor> outputs, float scoreMin);

    /** Adds a candidate, unless it has no area: a network may well answer such a box, but it finds nothing. */
    static void add(List<Detection> boxes, int classId, float score, float x1, float y1, float x2, float y2) {
        boolean finite = Float.isFinite(x1) && Float.isFinite(y1) && Float.isFinite(x2) && Float.isFinite(y2);
        if (finite && x1 < x2 && y1 < y2) {
            boxes.add(new Detection(classId, score, x1, y1, x2, y2));
        }
    }

    /** The decoder of a detector's layout. */
    static BoxDecoder of(NetworkDescription description) {
        return switch (description.output()) {
            case YOLOX -> new YoloxDecoder(description.width(), description.height(), description.classes());
            case DARKNET -> new DarknetDecoder(description.width(), description.height(), description.classes());
            case LOGITS, PROBABILITIES ->
                throw new IllegalArgumentException(description.file() + " is described as a classifier");
        };
    }
}
