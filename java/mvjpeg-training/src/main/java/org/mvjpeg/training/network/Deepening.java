package org.mvjpeg.training.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Inserts body layers before the last one that pass everything on: activations are not negative, so a ReLU keeps them. The deeper network
 * computes the same and has more to learn with.
 *
 * <p>Source: Chen, Goodfellow and Shlens, "Net2Net: Accelerating Learning via Knowledge Transfer" (arXiv 1511.05641).
 */
final class Deepening {
    private Deepening() {}

    /**
     * All parameters of the deeper network, in the current scope.
     *
     * @param parameters of a network
     * @param depth body layers, at least as many as it has
     */
    static Map<String, Tensor> of(Map<String, Tensor> parameters, Architecture architecture, int depth) {
        List<LayerShape> before = architecture.layers();
        List<LayerShape> after = new Architecture(architecture.channels(), depth).layers();
        int added = after.size() - before.size();
        int last = architecture.skipTarget();
        try (NoGradGuard guard = new NoGradGuard()) {
            Map<String, Tensor> deeper = new LinkedHashMap<>(parameters);
            for (int k = last; k < before.size(); k++) {
                LayerShape origin = before.get(k);
                LayerShape layer = after.get(k + added);
                deeper.put(ParameterNames.weight(layer), parameters.get(ParameterNames.weight(origin)));
                deeper.put(ParameterNames.bias(layer), parameters.get(ParameterNames.bias(origin)));
            }
            for (LayerShape layer : after.subList(last, last + added)) {
                deeper.put(ParameterNames.weight(layer), torch.dirac_(torch.zeros(layer.weightShape())));
                deeper.put(ParameterNames.bias(layer), torch.zeros(layer.out()));
            }
            int row = before.subList(0, last).stream().mapToInt(LayerShape::out).sum();
            int rows = added * architecture.channels();
            for (String name : List.of(ParameterNames.OUTPUT_WEIGHT, ParameterNames.OUTPUT_BIAS)) {
                deeper.put(name, withZeroRows(parameters.get(name), row, rows));
            }
            return deeper;
        }
    }

    /** Of the conditioning: no QP changes the new layers' outputs. */
    private static Tensor withZeroRows(Tensor table, int row, int rows) {
        long[] shape = table.shape().clone();
        shape[0] = rows;
        return torch.cat(
                new TensorVector(
                        table.narrow(0, 0, row), torch.zeros(shape), table.narrow(0, row, table.size(0) - row)),
                0);
    }
}
