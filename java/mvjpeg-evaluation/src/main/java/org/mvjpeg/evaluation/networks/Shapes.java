package org.mvjpeg.evaluation.networks;

import java.util.List;
import java.util.stream.Collectors;

/** Shapes in messages. */
final class Shapes {
    private Shapes() {}

    static String of(List<Tensor> tensors) {
        return tensors.stream().map(tensor -> tensor.shape().toString()).collect(Collectors.joining(" and "));
    }
}
