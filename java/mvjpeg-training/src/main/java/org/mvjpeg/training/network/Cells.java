package org.mvjpeg.training.network;

import java.util.Arrays;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * What the context gate sees of each cell.
 *
 * @param inputs [N, 8, rows, columns], means and activities, less {@link #zeros}
 * @param textured [N, 1, rows, columns], 0 where a cell is flat, 1 elsewhere
 */
record Cells(Tensor inputs, Tensor textured) {
    static final int INPUTS = 8;
    static final int GATES = 4;
    static final int SIDE = 8;
    static final int LUMA_SIDE = 2 * SIDE;
    private static final double MAX = 255;

    /** Subtracted from activities in training; about what textured cells of photographs have. */
    private static final int MID_LUMA_ACTIVITY = 64;

    private static final int MID_CHROMA_ACTIVITY = 8;

    /** What is subtracted of each input. */
    static int[] zeros() {
        int[] zeros = new int[INPUTS];
        Arrays.fill(zeros, 0, PackedPicture.PLANES, PackedPicture.MID_GRAY);
        zeros[PackedPicture.PLANES] = MID_LUMA_ACTIVITY;
        zeros[PackedPicture.PLANES + 1] = MID_CHROMA_ACTIVITY;
        return zeros;
    }

    /**
     * @param centred [N, 6, 8 · rows, 8 · columns], the packed planes less mid-gray
     * @param y [N, 1, 16 · rows, 16 · columns]
     */
    static Cells of(Tensor centred, Tensor y, Tensor u, Tensor v) {
        Tensor means =
                torch.avg_pool2d(centred, SIDE, SIDE).add(new Scalar(0.5)).floor();
        Tensor luma = activity(y, LUMA_SIDE);
        Tensor chroma = activity(u, SIDE).add(activity(v, SIDE));
        Tensor inputs = torch.cat(
                new TensorVector(means, centred(luma, 64, MID_LUMA_ACTIVITY), centred(chroma, 32, MID_CHROMA_ACTIVITY)),
                1);
        Tensor textured = luma.add(chroma).gt(new Scalar(0)).to(ScalarType.Float);
        return new Cells(inputs, textured);
    }

    private static Tensor centred(Tensor sums, double divisor, int middle) {
        return sums.mul(new Scalar(1 / divisor))
                .floor()
                .clamp_max(new Scalar(MAX))
                .sub(new Scalar(middle));
    }

    /** Sum of absolute differences between neighbours inside each cell. */
    private static Tensor activity(Tensor plane, int side) {
        long rows = plane.size(2) / side;
        long columns = plane.size(3) / side;
        Tensor cells = plane.reshape(plane.size(0), rows, side, columns, side);
        return differences(cells, 2, side).add(differences(cells, 4, side)).unsqueeze(1);
    }

    private static Tensor differences(Tensor cells, long axis, int side) {
        return cells.narrow(axis, 1, side - 1)
                .sub(cells.narrow(axis, 0, side - 1))
                .abs()
                .sum(2, 4);
    }
}
