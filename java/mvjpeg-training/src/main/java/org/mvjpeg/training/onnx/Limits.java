package org.mvjpeg.training.onnx;

import java.util.Arrays;

/** What a file may ask for. LibTorch would try to allocate whatever a hostile shape says. */
final class Limits {
    /** Of kernels, strides, pads and other attributes, in samples. */
    static final long MAX_SIZE = 1 << 16;

    /** Elements of one tensor. */
    static final long MAX_ELEMENTS = 1L << 29;

    private Limits() {}

    /** @throws IllegalArgumentException if a shape has a negative size or too many elements */
    static long[] requireShape(long... shape) {
        double elements = 1;
        for (long size : shape) {
            if (size < 0) {
                throw new IllegalArgumentException("the shape " + Arrays.toString(shape) + " has a negative size");
            }
            elements *= size;
        }
        if (elements > MAX_ELEMENTS) {
            throw new IllegalArgumentException(
                    "the shape " + Arrays.toString(shape) + " has more than " + MAX_ELEMENTS + " elements");
        }
        return shape;
    }
}
