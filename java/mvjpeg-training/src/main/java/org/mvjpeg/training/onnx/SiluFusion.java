package org.mvjpeg.training.onnx;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.global.torch;

/**
 * Computes x · sigmoid(x), which ONNX files spell as two nodes, by LibTorch's one function: fewer passes over memory forwards and
 * backwards. The sigmoid stays where it is for whoever asks for it, and is not computed otherwise.
 */
final class SiluFusion {
    private SiluFusion() {}

    static List<PlannedNode> apply(List<PlannedNode> nodes) {
        Map<String, String> sigmoids = new HashMap<>();
        for (PlannedNode planned : nodes) {
            OnnxNode node = planned.node();
            if (node.operator().equals("Sigmoid")
                    && !node.inputs().isEmpty()
                    && !node.outputs().isEmpty()) {
                sigmoids.put(node.outputs().get(0), node.inputs().get(0));
            }
        }
        return nodes.stream().map(planned -> fused(planned, sigmoids)).toList();
    }

    private static PlannedNode fused(PlannedNode planned, Map<String, String> sigmoids) {
        OnnxNode node = planned.node();
        if (!node.operator().equals("Mul") || node.inputs().size() != 2) {
            return planned;
        }
        String first = node.inputs().get(0);
        String second = node.inputs().get(1);
        if (!first.equals(sigmoids.get(second)) && !second.equals(sigmoids.get(first))) {
            return planned;
        }
        String x = first.equals(sigmoids.get(second)) ? first : second;
        OnnxNode shortened = new OnnxNode(
                node.name(), node.operator(), node.domain(), List.of(x), node.outputs(), node.attributes());
        return new PlannedNode(shortened, Step.of(inputs -> torch.silu(inputs.get(0))));
    }
}
