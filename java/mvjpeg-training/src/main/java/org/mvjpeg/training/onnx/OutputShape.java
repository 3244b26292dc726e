package org.mvjpeg.training.onnx;

import java.nio.file.Path;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.mvjpeg.evaluation.networks.NetworkDescription;

/**
 * The shape of a teacher's output for one picture.
 *
 * @param what the description says it is, for messages
 * @param sizes without the batch axis
 */
record OutputShape(String what, List<Long> sizes) {
    private static final int[] YOLOX_STRIDES = {8, 16, 32};
    private static final int YOLOX_SCORES = 5;

    static OutputShape of(NetworkDescription description) {
        long classes = description.classes();
        return switch (description.output()) {
            case LOGITS, PROBABILITIES -> new OutputShape(classes + " classes", List.of(classes));
            case YOLOX -> {
                long rows = 0;
                for (int stride : YOLOX_STRIDES) {
                    rows += (long) (description.width() / stride) * (description.height() / stride);
                }
                yield new OutputShape(
                        "YOLOX of " + description.width() + "x" + description.height() + " and " + classes + " classes",
                        List.of(rows, YOLOX_SCORES + classes));
            }
            case DARKNET ->
                throw new IllegalArgumentException(description.file() + ": output darknet does not come from ONNX");
        };
    }

    /** @throws IllegalArgumentException naming both shapes if the network's is another, sizes of 1 aside */
    void require(Path file, List<Long> shape) {
        List<Long> found = shape.stream().filter(size -> size != 1).toList();
        List<Long> expected = sizes.stream().filter(size -> size != 1).toList();
        if (!found.equals(expected)) {
            throw new IllegalArgumentException(file + ": the output shape is " + shape + ", but " + what + " make [1, "
                    + String.join(", ", sizes.stream().map(String::valueOf).toList()) + "]");
        }
    }

    /** The output as [N, sizes]. */
    Tensor batch(Tensor output) {
        long[] shape = new long[sizes.size() + 1];
        shape[0] = output.size(0);
        for (int i = 0; i < sizes.size(); i++) {
            shape[i + 1] = sizes.get(i);
        }
        return output.reshape(shape);
    }
}
