package org.mvjpeg.training.proxy;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The weights with which x265 3.5 compares distortion, bits and lost texture in intra pictures; by QP, elementwise. */
final class RateDistortion {
    /** psyScaleFix8 of I slices and the scale of setPsyRdScale, for psy-rd 2. */
    private static final double PSY = 2 * 0.33 * 96 / 256;

    private static final int FADING_FROM = 40;

    private RateDistortion() {}

    /** Squared error per bit, x265_lambda2_tab. */
    static Tensor squaredPerBit(Tensor qp) {
        return Ops.mul(Ops.mul(qp, 0.234).exp(), 0.038);
    }

    /** Sum of absolute transformed differences per bit, x265_lambda_tab. */
    static Tensor absolutePerBit(Tensor qp) {
        return Ops.exp2(qp, 1 / 6.0, -2);
    }

    /** Squared error per unit of lost Hadamard energy; fades out from QP 40 on. */
    static Tensor squaredPerEnergy(Tensor qp) {
        Tensor weight = Ops.mul(absolutePerBit(qp), PSY);
        Tensor fade = Ops.mul(Ops.add(qp.neg(), Hevc.MAX_QP), 23 / 256.0);
        return torch.where(qp.ge(new Scalar(FADING_FROM)), weight.mul(fade), weight);
    }
}
