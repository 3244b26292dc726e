package org.mvjpeg.training.onnx;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Borders. */
final class Paddings {
    private static final int INPUT_PADS_OPSET = 11;
    private static final String CONSTANT = "constant";
    private static final String REFLECT = "reflect";

    private Paddings() {}

    static void addTo(Map<String, Operator> table) {
        table.put("Pad", Paddings::pad);
    }

    /**
     * Pads the last axes with a value.
     *
     * @param pads all begins, then all ends; negative ones cut
     */
    static Tensor constant(Tensor x, long[] pads, float value) {
        return torch.constant_pad_nd(x, reversed(x.shape(), pads), new Scalar(value));
    }

    private static Step pad(Attributes attributes) throws IOException {
        String mode = attributes.choice("mode", CONSTANT, REFLECT, "edge");
        if (attributes.opset() >= INPUT_PADS_OPSET) {
            return Step.of(
                    inputs -> pad(inputs.get(0), everyAxis(inputs), mode, inputs.has(2) ? inputs.floats(2)[0] : 0));
        }
        long[] pads = attributes.integers("pads");
        if (pads == null) {
            throw new IOException("attribute pads is missing");
        }
        float value = attributes.single("value", 0);
        return Step.of(inputs -> pad(inputs.get(0), pads, mode, value));
    }

    /** Since opset 18 the pads may be of some axes only. */
    private static long[] everyAxis(Inputs inputs) {
        long[] pads = inputs.longs(1);
        if (!inputs.has(3)) {
            return pads;
        }
        long[] axes = inputs.longs(3);
        int rank = (int) inputs.get(0).dim();
        long[] every = new long[2 * rank];
        if (pads.length != 2 * axes.length) {
            throw new IllegalArgumentException(pads.length + " pads do not belong to " + axes.length + " axes");
        }
        for (int i = 0; i < axes.length; i++) {
            int axis = Axes.of(axes[i], rank);
            every[axis] = pads[i];
            every[rank + axis] = pads[axes.length + i];
        }
        return every;
    }

    private static Tensor pad(Tensor x, long[] pads, String mode, float value) {
        if (pads.length != 2 * x.dim()) {
            throw new IllegalArgumentException(pads.length + " pads do not belong to " + x.dim() + " axes");
        }
        if (mode.equals(CONSTANT)) {
            return constant(x, pads, value);
        }
        long[] reversed = reversed(x.shape(), pads);
        if (x.dim() != 4 || Arrays.stream(reversed, 4, 8).anyMatch(pad -> pad != 0)) {
            throw new IllegalArgumentException("mode " + mode + " is supported on height and width of four axes only");
        }
        long[] plane = Arrays.copyOf(reversed, 4);
        return mode.equals(REFLECT) ? torch.reflection_pad2d(x, plane) : torch.replication_pad2d(x, plane);
    }

    /** LibTorch's order, which begins with the last axis: begin, end, begin, end and so on. */
    private static long[] reversed(long[] shape, long[] pads) {
        int axes = pads.length / 2;
        long[] padded = shape.clone();
        long[] reversed = new long[2 * axes];
        for (int i = 0; i < axes; i++) {
            long begin = requirePad(pads[i]);
            long end = requirePad(pads[axes + i]);
            reversed[2 * (axes - 1 - i)] = begin;
            reversed[2 * (axes - 1 - i) + 1] = end;
            padded[shape.length - axes + i] += begin + end;
        }
        Limits.requireShape(padded);
        return reversed;
    }

    private static long requirePad(long pad) {
        if (Math.abs(pad) > Limits.MAX_SIZE) {
            throw new IllegalArgumentException("pad " + pad + " is beyond " + Limits.MAX_SIZE);
        }
        return pad;
    }
}
