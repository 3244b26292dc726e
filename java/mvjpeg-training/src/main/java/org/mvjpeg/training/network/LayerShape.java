package org.mvjpeg.training.network;

import java.util.Arrays;

/**
 * A convolution of the network.
 *
 * @param name prefix of its tensors in a model
 * @param side of the kernel, 1 or 3
 * @param dilation distance of its taps
 * @param signed whether negative results are kept: outputs in sixteenths of a gray level, not activations
 * @param gain result per accumulated unit while weights are what they are trained as and the QP asks for no change
 * @param zeros input values that count as zero in training, per input; all 0 for activations
 */
record LayerShape(String name, int in, int out, int side, int dilation, boolean signed, double gain, int[] zeros) {
    /** An activation, or a difference from mid-gray, that stands for 1, so that weights and biases train at the same pace. */
    static final int UNIT = 64;

    static LayerShape activations(String name, int in, int out, int[] zeros) {
        return new LayerShape(name, in, out, 3, 1, false, 1, zeros);
    }

    static LayerShape activations(String name, int in, int out) {
        return activations(name, in, out, new int[in]);
    }

    /** One unit of the input moves the picture by eight gray levels per unit of weight. */
    static LayerShape change(String name, int in, int side, int[] zeros) {
        return new LayerShape(name, in, PackedPicture.PLANES, side, 1, true, 8 * 16.0 / UNIT, zeros);
    }

    LayerShape dilated(int distance) {
        return new LayerShape(name, in, out, side, distance, signed, gain, zeros);
    }

    /** With 256, a fully open gate, per unit. */
    LayerShape opening() {
        return new LayerShape(name, in, out, side, dilation, signed, 256.0 / UNIT, zeros);
    }

    int taps() {
        return side * side;
    }

    int fanIn() {
        return in * taps();
    }

    int largestZero() {
        return Arrays.stream(zeros).max().orElse(0);
    }

    long[] weightShape() {
        return new long[] {out, in, side, side};
    }
}
