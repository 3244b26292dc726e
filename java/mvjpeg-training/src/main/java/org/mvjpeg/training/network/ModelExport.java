package org.mvjpeg.training.network;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.mvjpeg.kernel.Model;
import org.mvjpeg.kernel.Tensor.Type;
import org.mvjpeg.training.tensor.Tensors;

/** Writes quantised operands as the kernel's tensors. */
final class ModelExport {
    private final List<org.mvjpeg.kernel.Tensor> tensors = new ArrayList<>();

    Model model(Architecture architecture, PreparedNetwork network, Map<String, String> metadata) {
        for (LayerShape layer : architecture.layers()) {
            Operands operands = network.operands().get(layer.name());
            add(layer, operands, Tensors.floats(network.multipliers().get(layer.name())));
            operands.skip().ifPresent(this::skip);
        }
        floats("lowpass", List.of(Conditioning.QPS, ParameterNames.LOWPASSES), Tensors.floats(network.lowpass()));
        return new Model(tensors, metadata);
    }

    private void add(LayerShape layer, Operands operands, float[] multipliers) {
        float[] weights = Tensors.floats(operands.weight());
        float[] biases = Tensors.floats(operands.bias());
        byte[] bytes = new byte[weights.length];
        for (int k = 0; k < weights.length; k++) {
            bytes[k] = (byte) weights[k];
        }
        ByteBuffer bias = buffer(Integer.BYTES * layer.out());
        for (int o = 0; o < layer.out(); o++) {
            int sum = (int) biases[o];
            for (int k = 0; k < layer.fanIn(); k++) {
                sum -= layer.zeros()[k / layer.taps()] * bytes[o * layer.fanIn() + k];
            }
            bias.putInt(sum);
        }
        List<Integer> shape = layer.side() == 1
                ? List.of(layer.out(), layer.in())
                : List.of(layer.out(), layer.in(), layer.side(), layer.side());
        tensor(ParameterNames.weight(layer), Type.I8, shape, bytes);
        tensor(ParameterNames.bias(layer), Type.I32, List.of(layer.out()), bias.array());
        floats(layer.name() + ".requant", List.of(Conditioning.QPS, layer.out()), multipliers);
    }

    private void skip(Tensor factors) {
        float[] values = Tensors.floats(factors);
        ByteBuffer data = buffer(Short.BYTES * values.length);
        for (float value : values) {
            data.putShort((short) value);
        }
        tensor(ParameterNames.SKIP, Type.I16, List.of(values.length), data.array());
    }

    private void floats(String name, List<Integer> shape, float[] values) {
        ByteBuffer data = buffer(Float.BYTES * values.length);
        data.asFloatBuffer().put(values);
        tensor(name, Type.F32, shape, data.array());
    }

    private void tensor(String name, Type type, List<Integer> shape, byte[] data) {
        tensors.add(new org.mvjpeg.kernel.Tensor(name, type, shape, data));
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
