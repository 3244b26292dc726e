package org.mvjpeg.training.network;

import java.util.Optional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** A convolution's parameters, and their rounding to the kernel's types. */
final class Layer {
    private static final int MAX_WEIGHT = 127;
    private static final int MAX_SKIP = 32767;
    private static final int MAX_ACTIVATION = 255;

    /**
     * Accumulators stay below 2^24; what rounding adds to 32 · 9 weights on inputs up to 255 with a zero of 128 is left free.
     */
    private static final double MAX_ACCUMULATOR = 16_700_000;

    /** Keeps layers of zeros from dividing by zero. */
    private static final double MIN_SCALE = 1e-6;

    private final LayerShape shape;
    private final Tensor weight;
    private final Tensor bias;
    private final Optional<Tensor> skip;

    /** @param bias [out], in units of {@link LayerShape#UNIT} */
    Layer(LayerShape shape, Tensor weight, Tensor bias, Optional<Tensor> skip) {
        this.shape = shape;
        this.weight = weight;
        this.bias = bias;
        this.skip = skip;
    }

    LayerShape shape() {
        return shape;
    }

    /** As trained. */
    Operands exact() {
        return new Operands(weight, unitBias(), skip, torch.full_like(bias.detach(), new Scalar(shape.gain())));
    }

    /** Integers that the kernel's types hold, whatever the parameters are; gradients pass straight through. */
    Operands quantised() {
        Tensor scale = scale();
        return new Operands(
                Rounding.nearest(weight.div(scale.reshape(-1, 1, 1, 1))),
                Rounding.nearest(unitBias().div(scale)),
                skip.map(factors -> Rounding.nearest(factors.div(scale))),
                scale.mul(new Scalar(shape.gain())));
    }

    private Tensor unitBias() {
        return bias.mul(new Scalar(LayerShape.UNIT));
    }

    /** What one step of the rounded weights stands for, per output. */
    private Tensor scale() {
        try (NoGradGuard guard = new NoGradGuard()) {
            Tensor magnitudes = weight.abs().reshape(shape.out(), -1);
            Tensor bound = magnitudes
                    .sum(1)
                    .mul(new Scalar(MAX_ACTIVATION + shape.largestZero()))
                    .add(unitBias().abs());
            Tensor scale = magnitudes.amax(new long[] {1}, false).div(new Scalar(MAX_WEIGHT));
            if (skip.isPresent()) {
                Tensor factors = skip.orElseThrow().abs();
                bound = bound.add(factors.mul(new Scalar(MAX_ACTIVATION)));
                scale = torch.maximum(scale, factors.div(new Scalar(MAX_SKIP)));
            }
            return torch.maximum(scale, bound.div(new Scalar(MAX_ACCUMULATOR))).clamp_min(new Scalar(MIN_SCALE));
        }
    }
}
