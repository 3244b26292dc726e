package org.mvjpeg.benchmarks.peers;

import java.util.List;
import java.util.Map;

/**
 * Shapes of a picture's tensors.
 *
 * @param width of the half-resolution planes, a multiple of 8
 * @param height of the half-resolution planes, a multiple of 8
 */
record PictureSize(int width, int height) {
    /** Side of a gate's cell, half-resolution samples. */
    static final int CELL = 8;

    PictureSize {
        if (width < CELL || height < CELL || width % CELL != 0 || height % CELL != 0) {
            throw new IllegalArgumentException(
                    "planes of " + width + "x" + height + " samples are not a grid of cells of " + CELL + "x" + CELL);
        }
    }

    long[] samples(int channels) {
        return padded(channels, 0);
    }

    long[] padded(int channels, int border) {
        return new long[] {1, channels, height + 2L * border, width + 2L * border};
    }

    /** The planes with their halo. */
    long[] planes(int halo) {
        return padded(Lowpass.PLANES, halo);
    }

    long[] cells(int channels) {
        return new long[] {1, channels, height / CELL, width / CELL};
    }

    /** Cuts a border off; the output's name. */
    String crop(OnnxGraph graph, String in, int border, String out) {
        // Ends count from the end: the border is whatever the input has.
        String starts = graph.longs(border, border);
        String ends = graph.longs(-border, -border);
        return graph.node("Slice", List.of(in, starts, ends, graph.longs(2, 3)), out);
    }

    /** Replicates the border; the output's name. */
    String replicate(OnnxGraph graph, String in, int border, String out) {
        String pads = graph.longs(0, 0, border, border, 0, 0, border, border);
        return graph.node("Pad", List.of(in, pads), out, Map.of("mode", "edge"));
    }
}
