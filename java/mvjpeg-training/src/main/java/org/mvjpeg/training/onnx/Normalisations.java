package org.mvjpeg.training.onnx;

import java.io.IOException;
import java.util.Map;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** Normalisation with the statistics that the file holds. */
final class Normalisations {
    private Normalisations() {}

    static void addTo(Map<String, Operator> table) {
        table.put("BatchNormalization", Normalisations::batch);
    }

    private static Step batch(Attributes attributes) throws IOException {
        double epsilon = attributes.single("epsilon", 1e-5f);
        attributes.ignore("momentum", "consumed_inputs", "is_test");
        attributes.require("spatial", 1);
        attributes.require("training_mode", 0);
        return Step.of(inputs -> torch.batch_norm(
                inputs.get(0),
                new TensorOptional(inputs.get(1)),
                new TensorOptional(inputs.get(2)),
                new TensorOptional(inputs.get(3)),
                new TensorOptional(inputs.get(4)),
                false,
                0,
                epsilon,
                false));
    }
}
