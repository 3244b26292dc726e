package org.mvjpeg.training.network;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.bytedeco.pytorch.Tensor;
import org.mvjpeg.training.tensor.Tensors;

/** First values of all parameters: pictures pass unchanged, and gradients reach everything after a step at the latest. */
final class Initialisation {
    /** Small, as 288 inputs may each be several units. */
    private static final double GATE_SPREAD = 0.005;

    private static final float HALF_OPEN = 0.5F;

    private final Random random;

    private Initialisation(long seed) {
        this.random = new Random(seed);
    }

    /** New leaves that require gradients, in the current scope. */
    static Map<String, Tensor> parameters(Architecture architecture, long seed, double lowpass) {
        Initialisation initialisation = new Initialisation(seed);
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        int conditioned = ParameterNames.LOWPASSES;
        for (LayerShape layer : architecture.layers()) {
            parameters.put(ParameterNames.weight(layer), initialisation.weight(layer));
            float[] bias = new float[layer.out()];
            Arrays.fill(bias, isLastGate(layer) ? HALF_OPEN : 0);
            parameters.put(ParameterNames.bias(layer), Tensors.of(bias, layer.out()));
            conditioned += layer.out();
        }
        float[] skip = new float[architecture.channels()];
        Arrays.fill(skip, 1);
        parameters.put(ParameterNames.SKIP, Tensors.of(skip, skip.length));
        parameters.put(ParameterNames.HIDDEN_WEIGHT, initialisation.uniform(Conditioning.HIDDEN, 1));
        parameters.put(ParameterNames.HIDDEN_BIAS, initialisation.uniform(Conditioning.HIDDEN));
        parameters.put(
                ParameterNames.OUTPUT_WEIGHT,
                Tensors.of(new float[conditioned * Conditioning.HIDDEN], conditioned, Conditioning.HIDDEN));
        float[] output = new float[conditioned];
        double atanh = 0.5 * Math.log((1 + lowpass) / (1 - lowpass));
        Arrays.fill(output, conditioned - ParameterNames.LOWPASSES, conditioned, (float) atanh);
        parameters.put(ParameterNames.OUTPUT_BIAS, Tensors.of(output, conditioned));
        parameters.values().forEach(parameter -> parameter.set_requires_grad(true));
        return parameters;
    }

    /** Keeps the spread from layer to layer (He et al., arXiv 1502.01852). */
    private Tensor weight(LayerShape layer) {
        double spread = layer.signed() ? 0 : isLastGate(layer) ? GATE_SPREAD : Math.sqrt(2.0 / layer.fanIn());
        float[] weights = new float[layer.out() * layer.fanIn()];
        for (int k = 0; k < weights.length; k++) {
            weights[k] = (float) (spread * random.nextGaussian());
        }
        return Tensors.of(weights, layer.weightShape());
    }

    private Tensor uniform(long... shape) {
        float[] values = new float[Conditioning.HIDDEN];
        for (int k = 0; k < values.length; k++) {
            values[k] = random.nextFloat(-1, 1);
        }
        return Tensors.of(values, shape);
    }

    private static boolean isLastGate(LayerShape layer) {
        return layer.out() == Cells.GATES;
    }
}
