package org.mvjpeg.training.network;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.mvjpeg.kernel.Model;
import org.mvjpeg.kernel.Tensor.Type;
import org.mvjpeg.training.tensor.Tensors;

/**
 * Parameters whose export comes close to a given model. Weights are taken over; the tables by QP are fitted, and the middle of each
 * column's range becomes the scale. Channels that the model leaves empty get random features: no gradient would ever reach them, and
 * as nothing listens to an empty channel they change nothing at first.
 */
final class ModelImport {
    /** Keeps the inverse of tanh finite. */
    private static final double MAX_TANH = 0.98;

    private final Model model;
    private final Map<String, Tensor> fresh;
    private final Map<String, Tensor> parameters = new LinkedHashMap<>();
    private final double[][] table;
    private int column;

    private ModelImport(Model model, Map<String, Tensor> fresh, int columns) {
        this.model = model;
        this.fresh = fresh;
        this.table = new double[Conditioning.QPS][columns];
    }

    /** @throws IllegalArgumentException if the model is none of the kernel's networks */
    static Architecture architecture(Model model) {
        int channels =
                model.tensor("head.weight").map(head -> head.shape().get(0)).orElse(0);
        return Architecture.of(channels, name -> model.tensor(name).isPresent());
    }

    /**
     * All parameters but those of the conditioning's hidden layer, in the current scope.
     *
     * @param fresh first values of all parameters
     * @param hidden the hidden layer for all QPs, [52, n]
     * @throws IllegalArgumentException if a tensor is missing or has another type or size
     */
    static Map<String, Tensor> parameters(
            Model model, Architecture architecture, Map<String, Tensor> fresh, Tensor hidden) {
        int columns = ParameterNames.LOWPASSES
                + architecture.layers().stream().mapToInt(LayerShape::out).sum();
        ModelImport models = new ModelImport(model, fresh, columns);
        for (LayerShape layer : architecture.layers()) {
            models.layer(layer, architecture.isSkipTarget(layer));
        }
        models.lowpass();
        models.fit(hidden);
        return models.parameters;
    }

    private void layer(LayerShape layer, boolean hasSkip) {
        ByteBuffer weights = data(ParameterNames.weight(layer), Type.I8, layer.out() * layer.fanIn());
        ByteBuffer biases = data(ParameterNames.bias(layer), Type.I32, layer.out());
        ByteBuffer requant = data(layer.name() + ".requant", Type.F32, Conditioning.QPS * layer.out());
        float[] weight = new float[layer.out() * layer.fanIn()];
        float[] bias = new float[layer.out()];
        float[] features = Tensors.floats(fresh.get(ParameterNames.weight(layer)));
        double[] scales = new double[layer.out()];
        for (int o = 0; o < layer.out(); o++) {
            scales[o] = scale(requant, layer.out(), o) / layer.gain();
            double sum = biases.getInt(Integer.BYTES * o);
            boolean empty = sum == 0;
            for (int k = 0; k < layer.fanIn(); k++) {
                int value = weights.get(o * layer.fanIn() + k);
                weight[o * layer.fanIn() + k] = (float) (value * scales[o]);
                sum += layer.zeros()[k / layer.taps()] * value;
                empty &= value == 0;
            }
            if (empty) {
                System.arraycopy(features, o * layer.fanIn(), weight, o * layer.fanIn(), layer.fanIn());
            }
            bias[o] = (float) (sum * scales[o] / LayerShape.UNIT);
        }
        parameters.put(ParameterNames.weight(layer), Tensors.of(weight, layer.weightShape()));
        parameters.put(ParameterNames.bias(layer), Tensors.of(bias, layer.out()));
        if (hasSkip) {
            ByteBuffer factors = data(ParameterNames.SKIP, Type.I16, layer.out());
            float[] skip = new float[layer.out()];
            for (int c = 0; c < skip.length; c++) {
                skip[c] = (float) (factors.getShort(Short.BYTES * c) * scales[c]);
            }
            parameters.put(ParameterNames.SKIP, Tensors.of(skip, skip.length));
        }
    }

    /** Fills the output's column of the table; returns the multiplier that its factor 1 stands for. */
    private double scale(ByteBuffer requant, int outputs, int output) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int qp = 0; qp < Conditioning.QPS; qp++) {
            double value = requant.getFloat(Float.BYTES * (qp * outputs + output));
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        double middle = (least + most) / 2;
        for (int qp = 0; qp < Conditioning.QPS; qp++) {
            double value = requant.getFloat(Float.BYTES * (qp * outputs + output));
            table[qp][column] = middle == 0 ? 0 : atanh(value / middle - 1);
        }
        column++;
        return middle;
    }

    private void lowpass() {
        ByteBuffer strengths = data("lowpass", Type.F32, Conditioning.QPS * ParameterNames.LOWPASSES);
        for (int k = 0; k < ParameterNames.LOWPASSES; k++, column++) {
            for (int qp = 0; qp < Conditioning.QPS; qp++) {
                table[qp][column] = atanh(16 * strengths.getFloat(Float.BYTES * (qp * ParameterNames.LOWPASSES + k)));
            }
        }
    }

    private static double atanh(double value) {
        double limited = Math.max(-MAX_TANH, Math.min(value, MAX_TANH));
        return 0.5 * Math.log((1 + limited) / (1 - limited));
    }

    private void fit(Tensor hidden) {
        LeastSquares.Solution solution = LeastSquares.fit(hidden, table);
        parameters.put(ParameterNames.OUTPUT_WEIGHT, solution.weight());
        parameters.put(ParameterNames.OUTPUT_BIAS, solution.bias());
    }

    private ByteBuffer data(String name, Type type, int elements) {
        org.mvjpeg.kernel.Tensor tensor = model.tensor(name)
                .orElseThrow(() -> new IllegalArgumentException("the model has no tensor '" + name + "'"));
        int present = tensor.data().remaining() / tensor.type().bytes();
        if (tensor.type() != type || present != elements) {
            throw new IllegalArgumentException("tensor '" + name + "' has " + present + " elements of " + tensor.type()
                    + "; it must have " + elements + " of " + type);
        }
        return tensor.data();
    }
}
