package org.mvjpeg.evaluation.networks;

import java.util.List;

/** Reads candidate boxes out of a detector's output. */
interface BoxDecoder {
    /**
     * The candidates that reach the score, one for each class that does, in pixels of the network's input.
     *
     * @throws IllegalArgumentException naming both shapes if the outputs are not of the expected one
     */
    List<Box> decode(List<Tensor> outputs, float scoreMin);

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
