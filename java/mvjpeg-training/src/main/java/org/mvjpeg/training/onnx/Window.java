package org.mvjpeg.training.onnx;

import java.io.IOException;
import java.util.Arrays;

/** How kernels of convolutions and pools move over the spatial axes. */
final class Window {
    private static final String NOTSET = "NOTSET";
    private static final String VALID = "VALID";
    private static final String SAME_UPPER = "SAME_UPPER";
    private static final String SAME_LOWER = "SAME_LOWER";

    private final String autoPad;
    private final long[] kernel;
    private final long[] strides;
    private final long[] dilations;
    private final long[] pads;
    private final boolean ceil;

    private Window(String autoPad, long[] kernel, long[] strides, long[] dilations, long[] pads, boolean ceil) {
        this.autoPad = autoPad;
        this.kernel = kernel;
        this.strides = strides;
        this.dilations = dilations;
        this.pads = pads;
        this.ceil = ceil;
    }

    /** Reads kernel_shape, strides, dilations, pads, auto_pad and ceil_mode; the kernel is null if it is to be read off the weights. */
    static Window of(Attributes attributes) throws IOException {
        long[] kernel = attributes.integers("kernel_shape");
        long[] strides = attributes.integers("strides");
        long[] dilations = attributes.integers("dilations");
        long[] pads = attributes.integers("pads");
        int axes = kernel != null
                ? kernel.length
                : strides != null
                        ? strides.length
                        : dilations != null ? dilations.length : pads != null ? pads.length / 2 : 2;
        String autoPad = attributes.choice("auto_pad", NOTSET, VALID, SAME_UPPER, SAME_LOWER);
        return new Window(
                autoPad,
                kernel == null ? null : attributes.sizes("kernel_shape", axes, 1, 1),
                attributes.sizes("strides", axes, 1, 1),
                attributes.sizes("dilations", axes, 1, 1),
                attributes.sizes("pads", 2 * axes, 0, 0),
                attributes.flag("ceil_mode", false));
    }

    /** The window with the kernel of convolution weights, whose first two axes are channels. */
    Window withKernelOf(long[] weights) {
        long[] of = Arrays.copyOfRange(weights, Math.min(2, weights.length), weights.length);
        if (kernel != null && !Arrays.equals(kernel, of)) {
            throw new IllegalArgumentException("attribute kernel_shape " + Arrays.toString(kernel)
                    + " differs from that of the weights " + Arrays.toString(weights));
        }
        return new Window(autoPad, of, strides, dilations, pads, ceil);
    }

    int axes() {
        return strides.length;
    }

    boolean hasKernel() {
        return kernel != null;
    }

    long[] kernel() {
        return kernel;
    }

    long[] strides() {
        return strides;
    }

    long[] dilations() {
        return dilations;
    }

    boolean ceil() {
        return ceil;
    }

    /** The pads as the file or auto_pad tells them: all begins, then all ends. */
    long[] pads(long[] input) {
        int axes = axes();
        if (input.length != axes + 2 || kernel.length != axes) {
            throw new IllegalArgumentException(
                    "the input " + Arrays.toString(input) + " does not have " + axes + " spatial axes");
        }
        if (autoPad.equals(NOTSET)) {
            return pads;
        }
        long[] same = new long[2 * axes];
        if (autoPad.equals(VALID)) {
            return same;
        }
        for (int i = 0; i < axes; i++) {
            long size = input[i + 2];
            long total = Math.max((ceilDiv(size, strides[i]) - 1) * strides[i] + extent(i) - size, 0);
            same[i] = autoPad.equals(SAME_UPPER) ? total / 2 : total - total / 2;
            same[axes + i] = total - same[i];
        }
        return same;
    }

    /** Samples between the first and the last that the kernel touches, both included. */
    long extent(int axis) {
        return (kernel[axis] - 1) * dilations[axis] + 1;
    }

    /**
     * The output size along an axis. A last window that would begin in the padding after the input is left out, as
     * in the ONNX specification's ceil_mode.
     */
    long outputSize(long[] input, long[] padding, int axis) {
        long size = input[axis + 2];
        long room = size + padding[axis] + padding[axes() + axis] - extent(axis);
        if (room < 0) {
            throw new IllegalArgumentException("the kernel " + Arrays.toString(kernel) + " is larger than the input "
                    + Arrays.toString(input) + " with its padding");
        }
        long count = (ceil ? ceilDiv(room, strides[axis]) : room / strides[axis]) + 1;
        return ceil && (count - 1) * strides[axis] >= size + padding[axis] ? count - 1 : count;
    }

    /** Whether begins and ends are the same. */
    static boolean isSymmetric(long[] padding) {
        int axes = padding.length / 2;
        return Arrays.equals(padding, 0, axes, padding, axes, 2 * axes);
    }

    private static long ceilDiv(long a, long b) {
        return -Math.floorDiv(-a, b);
    }
}
