package org.mvjpeg.training.network;

import org.bytedeco.pytorch.Tensor;

/** Rounding with a straight-through gradient. */
final class Rounding {
    private Rounding() {}

    /** To the nearest integer, halves to even, with the gradient of the identity. */
    static Tensor nearest(Tensor soft) {
        return passing(soft.detach().round(), soft);
    }

    /** Exactly the values of {@code hard} with the gradient of {@code soft}. */
    static Tensor passing(Tensor hard, Tensor soft) {
        // The difference is exactly 0, so that adding it does not round.
        return hard.add(soft.sub(soft.detach()));
    }
}
