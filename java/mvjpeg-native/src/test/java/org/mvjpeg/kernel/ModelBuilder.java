package org.mvjpeg.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the tensors of a network from Java arrays. */
final class ModelBuilder {
    static final int QPS = 52;

    private final List<Tensor> tensors = new ArrayList<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();

    ModelBuilder note(String key, String value) {
        metadata.put(key, value);
        return this;
    }

    /** Weights [out][in][taps], bias [out], requant [52][out]. */
    ModelBuilder convolution(String name, int in, int taps, byte[] weight, int[] bias, float[] requant) {
        int out = bias.length;
        List<Integer> shape = taps == 9 ? List.of(out, in, 3, 3) : List.of(out, in);
        tensors.add(new Tensor(name + ".weight", Tensor.Type.I8, shape, weight));
        ByteBuffer biases = buffer(4 * bias.length);
        biases.asIntBuffer().put(bias);
        tensors.add(new Tensor(name + ".bias", Tensor.Type.I32, List.of(out), biases.array()));
        return floats(name + ".requant", List.of(QPS, out), requant);
    }

    ModelBuilder skip(short[] factors) {
        ByteBuffer data = buffer(2 * factors.length);
        data.asShortBuffer().put(factors);
        tensors.add(new Tensor("skip", Tensor.Type.I16, List.of(factors.length), data.array()));
        return this;
    }

    ModelBuilder floats(String name, List<Integer> shape, float[] values) {
        ByteBuffer data = buffer(4 * values.length);
        data.asFloatBuffer().put(values);
        tensors.add(new Tensor(name, Tensor.Type.F32, shape, data.array()));
        return this;
    }

    Model build() {
        return new Model(tensors, metadata);
    }

    /** The same multiplier for every QP. */
    static float[] everyQp(int out, float value) {
        float[] table = new float[QPS * out];
        Arrays.fill(table, value);
        return table;
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
