package org.mvjpeg.training.proxy;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The cost of whole numbers under a Laplace distribution. */
final class Laplace {
    /** Keeps gradients finite where a value is all but impossible; about 30 bits. */
    private static final double LEAST_PROBABILITY = 1e-9;

    private Laplace() {}

    /** Bits of {@code value}, elementwise: minus log2 of the probability from value - 0.5 to value + 0.5. */
    static Tensor bits(Tensor value, Tensor mean, Tensor scale) {
        Tensor distance = value.sub(mean).abs();
        Tensor upper = cumulative(Ops.add(distance.neg(), 0.5).div(scale));
        Tensor lower = cumulative(Ops.add(distance.neg(), -0.5).div(scale));
        return upper.sub(lower).clamp_min(new Scalar(LEAST_PROBABILITY)).log2().neg();
    }

    /** The distribution function of mean 0 and scale 1. */
    private static Tensor cumulative(Tensor x) {
        Scalar zero = new Scalar(0);
        // Each side limited to its own half, so that the other's exponential neither overflows nor spoils the gradient.
        Tensor below = Ops.mul(x.clamp_max(zero).exp(), 0.5);
        Tensor above = Ops.add(Ops.mul(x.clamp_min(zero).neg().exp(), -0.5), 1);
        return torch.where(x.detach().ge(zero), above, below);
    }
}
