package org.mvjpeg.training.network;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.mvjpeg.training.tensor.Tensors;

/**
 * A small perceptron that maps the QP to a factor 0..2 for every output channel and to the low-pass strengths. It is always
 * evaluated for all QPs, so that a table that is exported holds what was trained with.
 */
final class Conditioning {
    static final int QPS = 52;
    static final int HIDDEN = 32;

    /** QPs are trained with around this one, and this far from it. */
    private static final double CENTRE = 34;

    private static final double SPREAD = 10;

    private final Tensor hiddenWeight;
    private final Tensor hiddenBias;
    private final Tensor outputWeight;
    private final Tensor outputBias;

    Conditioning(Tensor hiddenWeight, Tensor hiddenBias, Tensor outputWeight, Tensor outputBias) {
        this.hiddenWeight = hiddenWeight;
        this.hiddenBias = hiddenBias;
        this.outputWeight = outputWeight;
        this.outputBias = outputBias;
    }

    /** Everything in -1..1, [52, outputs]. */
    Tensor table() {
        return torch.linear(hidden(), outputWeight, new TensorOptional(outputBias))
                .tanh();
    }

    /** What the outputs are linear in before tanh, [52, 32]. */
    Tensor hidden() {
        float[] qps = new float[QPS];
        for (int qp = 0; qp < QPS; qp++) {
            qps[qp] = (float) ((qp - CENTRE) / SPREAD);
        }
        return torch.linear(Tensors.of(qps, QPS, 1), hiddenWeight, new TensorOptional(hiddenBias))
                .relu();
    }

    /** What multiplies a layer's accumulators, [52, out], from its part of the table. */
    static Tensor multipliers(Tensor part, Tensor scale) {
        return part.add(new Scalar(1)).mul(scale);
    }
}
