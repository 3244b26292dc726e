package org.mvjpeg.training.onnx;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.mvjpeg.evaluation.networks.ChannelOrder;
import org.mvjpeg.evaluation.networks.NetworkDescription;
import org.mvjpeg.evaluation.networks.Normalisation;
import org.mvjpeg.evaluation.networks.ResizeRule;
import org.mvjpeg.training.tensor.Tensors;

/**
 * Brings batches of pictures to a network's input as its description says, differentiably. The sizes, the cut and the filters are those
 * of the evaluation, which also rounds resized samples to whole numbers; here they stay fractions.
 */
final class TeacherInput {
    private static final double LARGEST_SAMPLE = 255;

    private final int width;
    private final int height;
    private final ResizeRule rule;
    private final Normalisation normalisation;

    TeacherInput(NetworkDescription description) {
        this.width = description.width();
        this.height = description.height();
        this.rule = description.resize();
        this.normalisation = description.normalisation();
    }

    /** @throws IllegalArgumentException unless the tensor is of floats and shape [N, 3, H, W] */
    Tensor apply(Tensor rgb) {
        long[] shape = rgb.shape();
        if (shape.length != 4 || shape[1] != 3 || shape[2] < 1 || shape[3] < 1 || !rgb.is_floating_point()) {
            throw new IllegalArgumentException(
                    "pictures are floats of shape [N, 3, H, W], not " + Arrays.toString(shape));
        }
        int h = Math.toIntExact(shape[2]);
        int w = Math.toIntExact(shape[3]);
        return normalise(fit(rgb, w, h));
    }

    private Tensor fit(Tensor rgb, int w, int h) {
        if (rule instanceof ResizeRule.Crop crop && (w != h || w > crop.wholeSquaresUpTo())) {
            double scale = (double) crop.shortSide() / Math.min(w, h);
            int toWidth = w <= h ? crop.shortSide() : (int) Math.round(w * scale);
            int toHeight = h <= w ? crop.shortSide() : (int) Math.round(h * scale);
            return resize(rgb, toWidth, toHeight, (toWidth - width) / 2, (toHeight - height) / 2, width, height);
        }
        if (rule instanceof ResizeRule.Letterbox letterbox) {
            double scale = Math.min((double) width / w, (double) height / h);
            int toWidth = Math.max((int) (w * scale), 1);
            int toHeight = Math.max((int) (h * scale), 1);
            Tensor resized = resize(rgb, toWidth, toHeight, 0, 0, toWidth, toHeight);
            long[] rest = {0, width - toWidth, 0, height - toHeight};
            return torch.constant_pad_nd(resized, rest, new Scalar((double) letterbox.fill()));
        }
        return resize(rgb, width, height, 0, 0, width, height);
    }

    /** The part from (left, top) on of the pictures at another size. */
    private static Tensor resize(
            Tensor rgb, int toWidth, int toHeight, int left, int top, int partWidth, int partHeight) {
        int h = (int) rgb.size(2);
        int w = (int) rgb.size(3);
        if (w == toWidth && h == toHeight) {
            return rgb.narrow(2, top, partHeight).narrow(3, left, partWidth);
        }
        boolean area = toWidth <= w && toHeight <= h;
        Tensor columns = like(rgb, new Resampling(w, toWidth, area).matrix(left, partWidth));
        Tensor rows = like(rgb, new Resampling(h, toHeight, area).matrix(top, partHeight));
        Tensor resized = torch.matmul(rows, torch.matmul(rgb, columns.t()));
        return area ? resized : resized.clamp(limit(0), limit(LARGEST_SAMPLE));
    }

    private Tensor normalise(Tensor rgb) {
        Tensor ordered = normalisation.channels() == ChannelOrder.RGB ? rgb : rgb.flip(1);
        return ordered.sub(like(rgb, perChannel(normalisation.mean())))
                .mul(like(rgb, perChannel(normalisation.scale())));
    }

    private static Tensor perChannel(List<Float> values) {
        return Tensors.of(new float[] {values.get(0), values.get(1), values.get(2)}, 1, 3, 1, 1);
    }

    private static Tensor like(Tensor rgb, Tensor values) {
        return values.to(rgb.device(), rgb.scalar_type());
    }

    private static ScalarOptional limit(double value) {
        return new ScalarOptional(new Scalar(value));
    }
}
