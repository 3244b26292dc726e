package org.mvjpeg.training.onnx;

import java.io.IOException;
import java.util.Map;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Means, sums and extremes along axes. */
final class Reductions {
    private static final int INPUT_AXES_OPSET = 18;
    private static final int INPUT_SUM_AXES_OPSET = 13;

    private interface Reduction {
        Tensor apply(Tensor x, long[] axes, boolean keep);
    }

    private Reductions() {}

    static void addTo(Map<String, Operator> table) {
        table.put(
                "ReduceMean",
                reduction(INPUT_AXES_OPSET, (x, axes, keep) -> torch.mean(x, axes, keep, new ScalarTypeOptional())));
        table.put(
                "ReduceSum",
                reduction(INPUT_SUM_AXES_OPSET, (x, axes, keep) -> torch.sum(x, axes, keep, new ScalarTypeOptional())));
        table.put("ReduceMax", reduction(INPUT_AXES_OPSET, torch::amax));
        table.put("ReduceMin", reduction(INPUT_AXES_OPSET, torch::amin));
    }

    private static Operator reduction(int inputAxesOpset, Reduction reduction) {
        return attributes -> bind(attributes, attributes.opset() >= inputAxesOpset, reduction);
    }

    private static Step bind(Attributes attributes, boolean inputAxes, Reduction reduction) throws IOException {
        boolean keep = attributes.flag("keepdims", true);
        boolean nothingWithoutAxes = inputAxes && attributes.flag("noop_with_empty_axes", false);
        long[] named = inputAxes ? null : attributes.integers("axes");
        return Step.of(inputs -> {
            Tensor x = inputs.get(0);
            long[] axes = inputAxes && inputs.has(1) ? inputs.longs(1) : named;
            boolean without = axes == null || axes.length == 0;
            if (without && nothingWithoutAxes) {
                return x;
            }
            return reduction.apply(x, Axes.all(without ? null : axes, x.dim()), keep);
        });
    }
}
