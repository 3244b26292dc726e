package org.mvjpeg.training;

import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.mvjpeg.training.proxy.PlaneTensors;

/** Full-range BT.601 as the kernel and the decoder compute it (docs/kernel.md, ITU-T H.273), in floats. */
final class Colours {
    private static final double RED = 0.299;
    private static final double GREEN = 0.587;
    private static final double BLUE = 0.114;

    private Colours() {}

    /** 4:2:0 planes of whole numbers, without gradients. @param rgb [N, 3, H, W] with even sides, 0..255 */
    static PlaneTensors planes(Tensor rgb) {
        Tensor y = mix(rgb, RED, GREEN, BLUE);
        Tensor halved = torch.avg_pool2d(rgb, 2, 2);
        return new PlaneTensors(
                whole(y), chroma(halved, -0.168736, -0.331264, 0.5), chroma(halved, 0.5, -0.418688, -0.081312));
    }

    private static Tensor chroma(Tensor rgb, double red, double green, double blue) {
        return whole(mix(rgb, red, green, blue).add(new Scalar(128.0)));
    }

    private static Tensor mix(Tensor rgb, double red, double green, double blue) {
        return rgb.narrow(1, 0, 1)
                .mul(new Scalar(red))
                .add(rgb.narrow(1, 1, 1), new Scalar(green))
                .add(rgb.narrow(1, 2, 1), new Scalar(blue));
    }

    /** What a decoder shows, whole numbers 0..255, chroma replicated; gradients pass the rounding unchanged. */
    static Tensor rgb(PlaneTensors planes) {
        Tensor u = enlarged(planes.u());
        Tensor v = enlarged(planes.v());
        Tensor red = planes.y().add(v, new Scalar(2 * (1 - RED)));
        Tensor green = planes.y()
                .add(u, new Scalar(-2 * BLUE * (1 - BLUE) / GREEN))
                .add(v, new Scalar(-2 * RED * (1 - RED) / GREEN));
        Tensor blue = planes.y().add(u, new Scalar(2 * (1 - BLUE)));
        Tensor rgb = torch.cat(new TensorVector(red, green, blue), 1)
                .clamp_min(new Scalar(0.0))
                .clamp_max(new Scalar(255.0));
        Tensor detached = rgb.detach();
        return rgb.add(detached.round().sub(detached));
    }

    private static Tensor enlarged(Tensor chroma) {
        return chroma.sub(new Scalar(128.0))
                .repeat_interleave(2, new LongOptional(2), new LongOptional())
                .repeat_interleave(2, new LongOptional(3), new LongOptional());
    }

    private static Tensor whole(Tensor samples) {
        return samples.round().clamp_min(new Scalar(0.0)).clamp_max(new Scalar(255.0));
    }
}
