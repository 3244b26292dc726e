package org.mvjpeg.training.network;

import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/**
 * What the network is given, without gradients.
 *
 * @param surrounded [N, 6, H/2 + 2 · margin, W/2 + 2 · margin], less mid-gray
 * @param centred [N, 6, H/2, W/2], the same without the margin
 * @param lowpass [N, 6, H/2, W/2], 256 times the difference to the low-pass
 */
record PackedPicture(Tensor surrounded, Tensor centred, Tensor lowpass, Cells cells) {
    static final int PLANES = 6;
    static final int MID_GRAY = 128;

    /** @param margin what the network needs, at most the source's */
    static PackedPicture of(ExtendedPlanes source, int margin) {
        try (NoGradGuard guard = new NoGradGuard()) {
            Tensor y = source.planes().y();
            Tensor u = source.planes().u();
            Tensor v = source.planes().v();
            // With channels innermost, oneDNN need not reorder around its convolutions.
            Tensor all = torch.cat(new TensorVector(torch.pixel_unshuffle(y, 2), u, v), 1)
                    .sub(new Scalar(MID_GRAY))
                    .contiguous(MemoryFormat.ChannelsLast);
            int outside = source.margin();
            int h = source.height() / 2;
            int w = source.width() / 2;
            int rows = ExtendedPlanes.whole(source.height()) / 2;
            int columns = ExtendedPlanes.whole(source.width()) / 2;
            return new PackedPicture(
                    part(all, outside - margin, h + 2 * margin, w + 2 * margin),
                    part(all, outside, h, w),
                    torch.conv2d(part(all, outside - 1, h + 2, w + 2), LowPass.kernel()),
                    Cells.of(
                            part(all, outside, rows, columns),
                            part(y, 2 * outside, 2 * rows, 2 * columns),
                            part(u, outside, rows, columns),
                            part(v, outside, rows, columns)));
        }
    }

    private static Tensor part(Tensor planes, long from, long rows, long columns) {
        return planes.narrow(2, from, rows).narrow(3, from, columns);
    }
}
