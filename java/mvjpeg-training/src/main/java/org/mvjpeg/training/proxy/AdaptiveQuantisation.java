package org.mvjpeg.training.proxy;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** x265's aq-mode 1: the QP follows the logarithm of the AC energy of 16x16 blocks, averaged over a quantisation group. */
final class AdaptiveQuantisation {
    /** Factor on aq-strength in x265 3.5. */
    private static final double STRENGTH = 1.0397;

    /** The logarithm at which nothing changes, for 16x16 blocks of 8-bit samples. */
    private static final double NEUTRAL = 14.427;

    private AdaptiveQuantisation() {}

    /** QPs of the quantisation groups, whole numbers, shape [N, H / 32, W / 32]. @param qp of the slices, shape [N] */
    static Tensor qps(Tensor y, Tensor u, Tensor v, Tensor qp) {
        Tensor energy = energy(y, 16).add(energy(u, 8)).add(energy(v, 8));
        Tensor offset = Ops.mul(Ops.add(energy.clamp_min(new Scalar(1)).log2(), -NEUTRAL), STRENGTH);
        Tensor groups = blocks(offset, 2).mean(2, 4);
        return Ops.clamp(Ops.add(groups.add(qp.reshape(-1, 1, 1)), 0.5).floor(), 0, Hevc.MAX_QP);
    }

    /** Squared deviations from the mean of each block, summed. */
    private static Tensor energy(Tensor plane, int side) {
        Tensor blocks = blocks(plane, side);
        Tensor sum = blocks.sum(2, 4);
        return blocks.mul(blocks).sum(2, 4).sub(Ops.mul(sum.mul(sum), 1.0 / (side * side)));
    }

    private static Tensor blocks(Tensor plane, int side) {
        long dimensions = plane.dim();
        return plane.reshape(
                plane.size(0), plane.size(dimensions - 2) / side, side, plane.size(dimensions - 1) / side, side);
    }
}
