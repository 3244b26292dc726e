package org.mvjpeg.evaluation.networks;

import java.util.List;

/** Reads candidate boxes out of a detector's output. */
interface BoxDecoder {
    /** Values of a row before its class scores: four of the box, and objectness. */
    int SCORES = 5;

    /**
     * All candidates, in the order of the outputs.
     *
     * @throws IllegalArgumentException naming both shapes if the outputs are not of the expected one, or a score that is not in 0..1
     */
    Candidates decode(List<Tensor> outputs);

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
