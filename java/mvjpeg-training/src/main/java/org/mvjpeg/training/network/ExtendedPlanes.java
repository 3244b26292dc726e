package org.mvjpeg.training.network;

import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.mvjpeg.training.proxy.PlaneTensors;

/**
 * A batch of pictures with what the network sees around them: a margin on all sides, after the last columns and rows were
 * completed to whole cells of 16 luma samples. Whole numbers 0..255 as 32-bit floats.
 *
 * @param planes [N, 1, 16 · ceil(height / 16) + 4 · margin, ...] and half of that for chroma
 * @param margin half-resolution positions on each side, at least {@link Architecture#margin}
 * @param height luma rows of the picture, even
 * @param width luma columns of the picture, even
 */
public record ExtendedPlanes(PlaneTensors planes, int margin, int height, int width) {
    /** @throws IllegalArgumentException if the planes have another size than margin, height and width ask for */
    public ExtendedPlanes {
        if (margin < 1 || height < 2 || width < 2 || height % 2 != 0 || width % 2 != 0) {
            throw new IllegalArgumentException("margin " + margin + " of a picture of " + width + "x" + height
                    + "; the margin must be positive and the size even");
        }
        long[] expected = {4L * margin + whole(height), 4L * margin + whole(width)};
        if (planes.height() != expected[0] || planes.width() != expected[1]) {
            throw new IllegalArgumentException("planes of " + planes.width() + "x" + planes.height() + "; "
                    + width + "x" + height + " with a margin of " + margin + " need " + expected[1] + "x"
                    + expected[0]);
        }
    }

    /**
     * Continues each plane by its edges. The kernel continues the RGB picture instead, which gives the same luma; chroma outside
     * is then that of the outermost pixels, here that of the outermost pairs of pixels.
     */
    public static ExtendedPlanes of(PlaneTensors source, int margin) {
        int height = (int) source.height();
        int width = (int) source.width();
        int bottom = whole(height) - height;
        int right = whole(width) - width;
        long[] luma = {2L * margin, 2L * margin + right, 2L * margin, 2L * margin + bottom};
        long[] chroma = Arrays.stream(luma).map(samples -> samples / 2).toArray();
        return new ExtendedPlanes(
                new PlaneTensors(pad(source.y(), luma), pad(source.u(), chroma), pad(source.v(), chroma)),
                margin,
                height,
                width);
    }

    private static Tensor pad(Tensor plane, long... sides) {
        return torch.replication_pad2d(plane, sides);
    }

    /** In whole cells. */
    static int whole(int luma) {
        return cells(luma) * Cells.LUMA_SIDE;
    }

    static int cells(int luma) {
        return (luma + Cells.LUMA_SIDE - 1) / Cells.LUMA_SIDE;
    }
}
