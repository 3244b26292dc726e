package org.mvjpeg.training.onnx;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.mvjpeg.training.tensor.Tensors;

/** Nearest and linear interpolation of height and width. */
final class Resizes {
    private static final int SIZES_OPSET = 11;
    private static final int INPUT_SCALES_OPSET = 9;

    private Resizes() {}

    static void addTo(Map<String, Operator> table) {
        table.put("Resize", Resizes::resize);
        table.put("Upsample", Resizes::upsample);
    }

    private static Step resize(Attributes attributes) throws IOException {
        boolean linear = isLinear(attributes);
        if (attributes.opset() < SIZES_OPSET) {
            ResampledAxis.Rule old = ResampledAxis.Rule.OLD;
            return Step.of(inputs -> scaled(inputs.get(0), inputs.floats(1), linear, old));
        }
        ResampledAxis.Rule rule = new ResampledAxis.Rule(
                attributes.choice(
                        "coordinate_transformation_mode",
                        ResampledAxis.HALF_PIXEL,
                        ResampledAxis.ASYMMETRIC,
                        ResampledAxis.ALIGN_CORNERS,
                        ResampledAxis.PYTORCH_HALF_PIXEL),
                attributes.choice(
                        "nearest_mode",
                        ResampledAxis.ROUND_PREFER_FLOOR,
                        ResampledAxis.FLOOR,
                        ResampledAxis.CEIL,
                        ResampledAxis.ROUND_PREFER_CEIL));
        attributes.ignore("cubic_coeff_a", "extrapolation_value", "exclude_outside");
        attributes.require("antialias", 0);
        attributes.choice("keep_aspect_ratio_policy", "stretch");
        return Step.of(inputs -> {
            Tensor x = inputs.get(0);
            // Older exporters give scales and sizes both, the unused one empty.
            if (inputs.has(3) && inputs.get(3).numel() > 0) {
                return sized(x, inputs.longs(3), linear, rule);
            }
            return scaled(x, inputs.floats(2), linear, rule);
        });
    }

    private static Step upsample(Attributes attributes) throws IOException {
        boolean linear = isLinear(attributes);
        ResampledAxis.Rule rule = ResampledAxis.Rule.OLD;
        if (attributes.opset() >= INPUT_SCALES_OPSET) {
            return Step.of(inputs -> scaled(inputs.get(0), inputs.floats(1), linear, rule));
        }
        float[] scales = attributes.singles("scales");
        if (scales == null) {
            throw new IOException("attribute scales is missing");
        }
        return Step.of(inputs -> scaled(inputs.get(0), scales, linear, rule));
    }

    private static boolean isLinear(Attributes attributes) throws IOException {
        return !attributes.choice("mode", "nearest", "linear", "bilinear").equals("nearest");
    }

    private static Tensor scaled(Tensor x, float[] scales, boolean linear, ResampledAxis.Rule rule) {
        requirePlane(x, scales.length, scales.length == 4 && scales[0] == 1 && scales[1] == 1);
        return resample(x, size(x.size(2), scales[2]), size(x.size(3), scales[3]), scales[2], scales[3], linear, rule);
    }

    private static long size(long from, float scale) {
        double size = Math.floor(from * (double) scale);
        if (!(size >= 1 && size <= Limits.MAX_SIZE)) {
            throw new IllegalArgumentException(
                    "the scale " + scale + " of " + from + " makes no size in 1.." + Limits.MAX_SIZE);
        }
        return (long) size;
    }

    private static Tensor sized(Tensor x, long[] sizes, boolean linear, ResampledAxis.Rule rule) {
        requirePlane(x, sizes.length, sizes.length == 4 && sizes[1] == x.size(1));
        for (long size : sizes) {
            if (size < 1 || size > Limits.MAX_SIZE) {
                throw new IllegalArgumentException("size " + size + " is not in 1.." + Limits.MAX_SIZE);
            }
        }
        double scaleY = (double) sizes[2] / x.size(2);
        double scaleX = (double) sizes[3] / x.size(3);
        return resample(x, sizes[2], sizes[3], scaleY, scaleX, linear, rule);
    }

    private static void requirePlane(Tensor x, int values, boolean planeOnly) {
        if (x.dim() != 4 || values != 4 || !planeOnly) {
            throw new IllegalArgumentException("the shape " + Arrays.toString(x.shape())
                    + " can be resized in height and width of four axes only");
        }
    }

    private static Tensor resample(
            Tensor x, long height, long width, double scaleY, double scaleX, boolean linear, ResampledAxis.Rule rule) {
        Limits.requireShape(x.size(0), x.size(1), height, width);
        if (linear && (rule.isHalfPixel() || rule.isAlignCorners())) {
            return torch.upsample_bilinear2d(
                    x,
                    new long[] {height, width},
                    rule.isAlignCorners(),
                    new DoubleOptional(scaleY),
                    new DoubleOptional(scaleX));
        }
        if (!linear
                && rule.repeats()
                && height % x.size(2) == 0
                && width % x.size(3) == 0
                && scaleY == height / x.size(2)
                && scaleX == width / x.size(3)) {
            return torch.upsample_nearest2d(x, height, width);
        }
        Tensor rows = along(x, 2, new ResampledAxis(x.size(2), height, scaleY, rule), linear);
        return along(rows, 3, new ResampledAxis(x.size(3), width, scaleX, rule), linear);
    }

    private static Tensor along(Tensor x, int axis, ResampledAxis resampled, boolean linear) {
        if (!linear) {
            return x.index_select(axis, indices(x, resampled.nearest()));
        }
        float[] weights = resampled.upperWeights();
        Tensor upper = Tensors.of(weights, axis == 2 ? new long[] {weights.length, 1} : new long[] {weights.length})
                .to(x.device(), x.scalar_type());
        Tensor low = x.index_select(axis, indices(x, resampled.lower()));
        Tensor high = x.index_select(axis, indices(x, resampled.upper()));
        return low.add(high.sub(low).mul(upper));
    }

    private static Tensor indices(Tensor x, long[] indices) {
        return Tensors.of(indices, indices.length).to(x.device(), ScalarType.Long);
    }
}
