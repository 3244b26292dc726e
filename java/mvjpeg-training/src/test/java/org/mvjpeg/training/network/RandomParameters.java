package org.mvjpeg.training.network;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.mvjpeg.training.tensor.Tensors;

/** Networks as training could leave them: every parameter moved, by magnitudes that differ between channels. */
final class RandomParameters {
    private RandomParameters() {}

    static void into(PreprocessingNetwork network, Random random) {
        try (PointerScope scope = new PointerScope()) {
            Map<String, Tensor> values = new LinkedHashMap<>();
            network.parameters().forEach((name, parameter) -> {
                float[] moved = Tensors.floats(parameter);
                int channels = (int) parameter.size(0);
                // More would open or close all gates.
                double spread = name.startsWith("gate.2") ? 0.01 : 0.1;
                for (int o = 0; o < channels; o++) {
                    double magnitude = spread * (0.2 + 1.8 * random.nextDouble());
                    int size = moved.length / channels;
                    for (int k = o * size; k < (o + 1) * size; k++) {
                        moved[k] += (float) (magnitude * random.nextGaussian());
                    }
                }
                values.put(name, Tensors.of(moved, parameter.shape()));
            });
            network.load(values);
        }
    }
}
