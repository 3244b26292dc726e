package org.mvjpeg.benchmarks.peers;

import java.nio.ByteBuffer;
import org.mvjpeg.kernel.Model;

/**
 * A convolution of a model at one QP.
 *
 * @param weight row-major [out, in, side, side]
 * @param bias one per output
 * @param scale what an output's accumulator is multiplied by
 */
record Layer(int in, int out, int side, byte[] weight, int[] bias, float[] scale) {
    /** The layer of a name that {@code docs/kernel.md} lists. */
    static Layer of(Model model, String name, int qp) {
        ByteBuffer data = data(model, name + ".bias");
        int out = data.remaining() / Integer.BYTES;
        int[] bias = new int[out];
        data.asIntBuffer().get(bias);
        float[] scale = new float[out];
        data(model, name + ".requant").asFloatBuffer().position(qp * out).get(scale);
        byte[] weight = new byte[data(model, name + ".weight").remaining()];
        data(model, name + ".weight").get(weight);
        int side = name.equals("pixel") ? 1 : 3;
        return new Layer(weight.length / out / (side * side), out, side, weight, bias, scale);
    }

    /** A tensor's elements. */
    static ByteBuffer data(Model model, String tensor) {
        return model.tensor(tensor)
                .orElseThrow(() -> new IllegalArgumentException("the model has no tensor " + tensor))
                .data();
    }

    long[] shape() {
        return new long[] {out, in, side, side};
    }

    /** The weights of the layer without integers: each is multiplied by its output's scale and by {@code factor}. */
    float[] realWeight(float factor) {
        float[] real = new float[weight.length];
        for (int k = 0; k < real.length; k++) {
            real[k] = weight[k] * scale[k / (weight.length / out)] * factor;
        }
        return real;
    }

    /** The biases of the layer without integers. */
    float[] realBias(float factor) {
        float[] real = new float[out];
        for (int k = 0; k < out; k++) {
            real[k] = bias[k] * scale[k] * factor;
        }
        return real;
    }
}
