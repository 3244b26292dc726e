package org.mvjpeg.training.proxy;

import org.bytedeco.pytorch.Tensor;

/**
 * Quantisation with a dead zone. Values are quantised hard; the gradient passes straight through, also where a coefficient vanishes: a
 * quantiser that hides small coefficients from the gradient hides from the teachers what smoothing costs them. Measured against x265
 * along blur and contrast, a ramp from 0 at 0.1 steps to 1 at 0.6 left the teachers half of their true slope, this leaves them 0.6 to 0.8.
 */
final class DeadZone {
    private DeadZone() {}

    /** @param rounding what is added to a magnitude in steps before it is cut to a whole number */
    static Tensor quantise(Tensor coefficients, Tensor step, double rounding) {
        Tensor detached = coefficients.detach();
        Tensor magnitude = detached.abs().div(step);
        Tensor hard = Ops.add(magnitude, rounding).floor().mul(step).copysign(detached);
        return hard.add(coefficients.sub(detached));
    }
}
