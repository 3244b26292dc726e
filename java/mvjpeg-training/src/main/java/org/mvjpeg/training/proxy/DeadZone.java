package org.mvjpeg.training.proxy;

import org.bytedeco.pytorch.Tensor;

/**
 * Quantisation with a dead zone. Values are quantised hard; the gradient is that of a smoothed quantiser: none for what is sure to
 * vanish, one for what is sure to stay, a ramp between.
 */
final class DeadZone {
    /** Magnitude in steps up to which no gradient flows. */
    private static final double VANISHES = 0.1;

    /** Magnitude in steps from which on it flows undiminished. */
    private static final double STAYS = 0.6;

    private DeadZone() {}

    /** @param rounding what is added to a magnitude in steps before it is cut to a whole number */
    static Tensor quantise(Tensor coefficients, Tensor step, double rounding) {
        Tensor detached = coefficients.detach();
        Tensor magnitude = detached.abs().div(step);
        Tensor hard = Ops.add(magnitude, rounding).floor().mul(step).copysign(detached);
        Tensor slope = Ops.clamp(Ops.mul(Ops.add(magnitude, -VANISHES), 1 / (STAYS - VANISHES)), 0, 1);
        return hard.add(coefficients.sub(detached).mul(slope));
    }
}
