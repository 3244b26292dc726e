package org.mvjpeg.training.onnx;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Pooling over height and width. */
final class Pools {
    private static final long[] NONE = {0, 0};

    private Pools() {}

    static void addTo(Map<String, Operator> table) {
        table.put("MaxPool", Pools::max);
        table.put("AveragePool", Pools::average);
        table.put("GlobalAveragePool", Operator.of(x -> torch.mean(x, spatial(x), true, new ScalarTypeOptional())));
        table.put("GlobalMaxPool", Operator.of(x -> torch.amax(x, spatial(x), true)));
    }

    private static long[] spatial(Tensor x) {
        long[] axes = new long[(int) Math.max(x.dim() - 2, 0)];
        Arrays.setAll(axes, i -> i + 2);
        return axes;
    }

    private static Step max(Attributes attributes) throws IOException {
        Window window = window(attributes);
        attributes.require("storage_order", 0);
        return Step.of(inputs -> {
            Tensor x = inputs.get(0);
            long[] pads = window.pads(x.shape());
            if (isNative(window, pads)) {
                long[] begins = Arrays.copyOf(pads, 2);
                return torch.max_pool2d(
                        x, window.kernel(), window.strides(), begins, window.dilations(), window.ceil());
            }
            Tensor padded = Paddings.constant(x, exact(window, x.shape(), pads), Float.NEGATIVE_INFINITY);
            return torch.max_pool2d(padded, window.kernel(), window.strides(), NONE, window.dilations(), false);
        });
    }

    private static Step average(Attributes attributes) throws IOException {
        Window window = window(attributes);
        boolean countPads = attributes.flag("count_include_pad", false);
        if (Arrays.stream(window.dilations()).anyMatch(dilation -> dilation != 1)) {
            throw new IOException("attribute dilations is not supported");
        }
        return Step.of(inputs -> {
            Tensor x = inputs.get(0);
            long[] pads = window.pads(x.shape());
            if (isNative(window, pads)) {
                long[] begins = Arrays.copyOf(pads, 2);
                return torch.avg_pool2d(
                        x, window.kernel(), window.strides(), begins, window.ceil(), countPads, new LongOptional());
            }
            return average(x, window, pads, countPads);
        });
    }

    /** The mean over the kernel divided by the share of it that counts. */
    private static Tensor average(Tensor x, Window window, long[] pads, boolean countPads) {
        long[] shape = x.shape();
        long[] exact = exact(window, shape, pads);
        Tensor one = torch.ones(1, 1, shape[2], shape[3]).to(x.device(), x.scalar_type());
        Tensor counts = Paddings.constant(one, pads, countPads ? 1 : 0);
        long[] rest = new long[4];
        Arrays.setAll(rest, i -> exact[i] - pads[i]);
        Tensor share = mean(Paddings.constant(counts, rest, 0), window);
        return mean(Paddings.constant(x, exact, 0), window).div(share);
    }

    private static Tensor mean(Tensor padded, Window window) {
        return torch.avg_pool2d(padded, window.kernel(), window.strides(), NONE, false, true, new LongOptional());
    }

    private static Window window(Attributes attributes) throws IOException {
        Window window = Window.of(attributes);
        if (!window.hasKernel() || window.axes() != 2) {
            throw new IOException("attribute kernel_shape does not name a height and a width");
        }
        return window;
    }

    /** LibTorch itself pads both sides alike, and by half the kernel at most. */
    private static boolean isNative(Window window, long[] pads) {
        return Window.isSymmetric(pads) && 2 * pads[0] <= window.kernel()[0] && 2 * pads[1] <= window.kernel()[1];
    }

    /** The padding after which windows fit without a rest. */
    private static long[] exact(Window window, long[] shape, long[] pads) {
        long[] exact = pads.clone();
        for (int i = 0; i < 2; i++) {
            long covered = (window.outputSize(shape, pads, i) - 1) * window.strides()[i] + window.extent(i);
            exact[2 + i] = covered - shape[i + 2] - pads[i];
        }
        return exact;
    }
}
