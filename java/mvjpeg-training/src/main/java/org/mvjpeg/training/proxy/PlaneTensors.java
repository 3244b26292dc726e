package org.mvjpeg.training.proxy;

import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.mvjpeg.training.tensor.Tensors;

/**
 * A batch of pictures in full-range YCbCr 4:2:0, samples 0 to 255 as 32-bit floats.
 *
 * @param y luma, shape [N, 1, H, W] with even H and W
 * @param u Cb, shape [N, 1, H/2, W/2]
 * @param v Cr, shape [N, 1, H/2, W/2]
 */
public record PlaneTensors(Tensor y, Tensor u, Tensor v) {
    /** @throws IllegalArgumentException if the shapes do not belong together */
    public PlaneTensors {
        long[] luma = y.shape();
        if (luma.length != 4 || luma[0] < 1 || luma[1] != 1 || luma[2] < 2 || luma[3] < 2) {
            throw new IllegalArgumentException("luma of shape " + Arrays.toString(luma) + "; it must be [N, 1, H, W]");
        }
        if (luma[2] % 2 != 0 || luma[3] % 2 != 0) {
            throw new IllegalArgumentException(
                    "luma of shape " + Arrays.toString(luma) + "; height and width must be even");
        }
        long[] chroma = {luma[0], 1, luma[2] / 2, luma[3] / 2};
        for (Tensor plane : new Tensor[] {u, v}) {
            if (!Arrays.equals(plane.shape(), chroma)) {
                throw new IllegalArgumentException("chroma of shape " + Arrays.toString(plane.shape())
                        + "; luma of shape " + Arrays.toString(luma) + " needs " + Arrays.toString(chroma));
            }
        }
    }

    /** Other pictures of the same shapes with the gradients of these. */
    public PlaneTensors withValues(PlaneTensors values) {
        return new PlaneTensors(
                Tensors.withValues(y, values.y), Tensors.withValues(u, values.u), Tensors.withValues(v, values.v));
    }

    /** Pictures in the batch. */
    public long count() {
        return y.size(0);
    }

    /** Luma rows. */
    public long height() {
        return y.size(2);
    }

    /** Luma columns. */
    public long width() {
        return y.size(3);
    }
}
