package org.mvjpeg.training.onnx;

import java.util.List;

/**
 * A tensor inside a network that is worth comparing.
 *
 * @param name by which the network is asked for it
 * @param shape for one picture, batch axis first
 * @param output whether it is an output of the network
 */
public record Feature(String name, List<Long> shape, boolean output) {
    /** Copies the shape. */
    public Feature {
        shape = List.copyOf(shape);
    }
}
