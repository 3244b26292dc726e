package org.mvjpeg.training.onnx;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** Convolutions over any number of spatial axes. */
final class Convolutions {
    private Convolutions() {}

    static void addTo(Map<String, Operator> table) {
        table.put("Conv", Convolutions::convolution);
        table.put("ConvTranspose", Convolutions::transposed);
    }

    private static Step convolution(Attributes attributes) throws IOException {
        Window window = Window.of(attributes);
        long groups = groups(attributes);
        return Step.of(inputs -> {
            Tensor x = inputs.get(0);
            Tensor weights = inputs.get(1);
            long[] shape = x.shape();
            Window kernel = window.withKernelOf(weights.shape());
            long[] pads = kernel.pads(shape);
            int axes = kernel.axes();
            long[] output = new long[axes + 2];
            output[0] = shape[0];
            output[1] = weights.size(0);
            for (int i = 0; i < axes; i++) {
                output[i + 2] = kernel.outputSize(shape, pads, i);
            }
            Limits.requireShape(output);
            boolean symmetric = Window.isSymmetric(pads);
            return torch.convolution(
                    symmetric ? x : Paddings.constant(x, pads, 0),
                    weights,
                    bias(inputs),
                    kernel.strides(),
                    symmetric ? Arrays.copyOf(pads, axes) : new long[axes],
                    kernel.dilations(),
                    false,
                    new long[axes],
                    groups);
        });
    }

    private static Step transposed(Attributes attributes) throws IOException {
        if (attributes.has("output_shape")
                || !attributes.choice("auto_pad", "NOTSET", "VALID").equals("NOTSET")) {
            throw new IOException("only explicit pads are supported");
        }
        Window window = Window.of(attributes);
        long groups = groups(attributes);
        long[] extra = attributes.sizes("output_padding", window.axes(), 0, 0);
        return Step.of(inputs -> {
            Tensor x = inputs.get(0);
            Tensor weights = inputs.get(1);
            long[] shape = x.shape();
            Window kernel = window.withKernelOf(weights.shape());
            long[] pads = kernel.pads(shape);
            int axes = kernel.axes();
            if (!Window.isSymmetric(pads)) {
                throw new IllegalArgumentException("asymmetric pads are not supported");
            }
            long[] output = new long[axes + 2];
            output[0] = shape[0];
            output[1] = weights.size(1) * groups;
            for (int i = 0; i < axes; i++) {
                output[i + 2] = (shape[i + 2] - 1) * kernel.strides()[i] - 2 * pads[i] + kernel.extent(i) + extra[i];
            }
            Limits.requireShape(output);
            return torch.convolution(
                    x,
                    weights,
                    bias(inputs),
                    kernel.strides(),
                    Arrays.copyOf(pads, axes),
                    kernel.dilations(),
                    true,
                    extra,
                    groups);
        });
    }

    private static long groups(Attributes attributes) throws IOException {
        long groups = attributes.integer("group", 1);
        if (groups < 1 || groups > Limits.MAX_SIZE) {
            throw new IOException("attribute group " + groups + " is not in 1.." + Limits.MAX_SIZE);
        }
        return groups;
    }

    private static TensorOptional bias(Inputs inputs) {
        return inputs.has(2) ? new TensorOptional(inputs.get(2)) : new TensorOptional();
    }
}
