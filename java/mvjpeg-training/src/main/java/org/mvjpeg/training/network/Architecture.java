package org.mvjpeg.training.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * Size of a preprocessing network.
 *
 * @param channels of branch B: 16, 24 or 32
 * @param depth body layers of branch B, 1 to 4
 */
public record Architecture(int channels, int depth) {
    static final int GATE_LAYERS = 3;
    private static final int MAX_DEPTH = 4;
    private static final int GATE_CHANNELS = 32;

    /** @throws IllegalArgumentException if the kernel has no such network */
    public Architecture {
        if (channels != 16 && channels != 24 && channels != 32) {
            throw new IllegalArgumentException(channels + " channels; there must be 16, 24 or 32");
        }
        if (depth < 1 || depth > MAX_DEPTH) {
            throw new IllegalArgumentException("depth " + depth + " is outside 1.." + MAX_DEPTH);
        }
    }

    /**
     * The size of the network that tensors belong to.
     *
     * @param present whether there is a tensor of a name
     * @throws IllegalArgumentException if the kernel has no such network
     */
    static Architecture of(int channels, Predicate<String> present) {
        int depth = 0;
        while (present.test(body(depth) + ".weight")) {
            depth++;
        }
        return new Architecture(channels, depth);
    }

    /** By how many half-resolution positions branch B looks beyond the picture on each side. */
    public int margin() {
        return depth + 2;
    }

    /** All convolutions in the order of the model's file. */
    List<LayerShape> layers() {
        int[] picture = filled(PackedPicture.PLANES);
        List<LayerShape> layers = new ArrayList<>();
        layers.add(LayerShape.activations("head", PackedPicture.PLANES, channels, picture));
        for (int k = 0; k < depth; k++) {
            layers.add(LayerShape.activations(body(k), channels, channels));
        }
        layers.add(LayerShape.change("tail", channels, 3, new int[channels]));
        layers.add(LayerShape.change("pixel", PackedPicture.PLANES, 1, picture));
        layers.add(LayerShape.activations(gate(0), Cells.INPUTS, GATE_CHANNELS, Cells.zeros()));
        layers.add(LayerShape.activations(gate(1), GATE_CHANNELS, GATE_CHANNELS).dilated(2));
        layers.add(LayerShape.activations(gate(2), GATE_CHANNELS, Cells.GATES)
                .dilated(4)
                .opening());
        return layers;
    }

    static String body(int k) {
        return "body." + k;
    }

    static String gate(int k) {
        return "gate." + k;
    }

    /** The layer to which the head's output is added. */
    boolean isSkipTarget(LayerShape layer) {
        return layer.name().equals(body(depth - 1));
    }

    /** Where that layer stands among all. */
    int skipTarget() {
        return depth;
    }

    private static int[] filled(int count) {
        int[] zeros = new int[count];
        Arrays.fill(zeros, PackedPicture.MID_GRAY);
        return zeros;
    }
}
