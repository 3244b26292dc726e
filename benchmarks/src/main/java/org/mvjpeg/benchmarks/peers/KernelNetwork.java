package org.mvjpeg.benchmarks.peers;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.util.ArrayList;
import java.util.List;
import org.mvjpeg.kernel.Model;

/**
 * The kernel's network at one QP, as the generators of ONNX files need it.
 *
 * @param skip what the head's output, in gray levels, is multiplied by, per channel, before the last body layer adds it
 * @param lowpass strengths for luma and chroma
 */
record KernelNetwork(
        Layer head, List<Layer> body, float[] skip, Layer tail, Layer pixel, List<Layer> gates, float[] lowpass) {
    /** Samples of a half-resolution plane's border that the outputs depend on. */
    int halo() {
        return body.size() + 2;
    }

    /** Whether one positive factor is the skip of all channels. */
    boolean skipsAlike() {
        for (float factor : skip) {
            if (factor <= 0 || Math.abs(factor - skip[0]) > 1e-6F * skip[0]) {
                return false;
            }
        }
        return true;
    }

    static KernelNetwork of(Model model, int qp) {
        List<Layer> body = new ArrayList<>();
        while (model.tensor("body." + body.size() + ".weight").isPresent()) {
            body.add(Layer.of(model, "body." + body.size(), qp));
        }
        List<Layer> gates = new ArrayList<>();
        for (int k = 0; k < 3; k++) {
            gates.add(Layer.of(model, "gate." + k, qp));
        }
        FloatBuffer strengths = Layer.data(model, "lowpass").asFloatBuffer();
        return new KernelNetwork(
                Layer.of(model, "head", qp),
                List.copyOf(body),
                skip(Layer.data(model, "skip"), body.get(body.size() - 1).scale()),
                Layer.of(model, "tail", qp),
                Layer.of(model, "pixel", qp),
                List.copyOf(gates),
                new float[] {strengths.get(2 * qp), strengths.get(2 * qp + 1)});
    }

    private static float[] skip(ByteBuffer tensor, float[] scale) {
        ShortBuffer skip = tensor.asShortBuffer();
        float[] factors = new float[scale.length];
        for (int c = 0; c < factors.length; c++) {
            factors[c] = skip.get(c) * scale[c];
        }
        return factors;
    }
}
