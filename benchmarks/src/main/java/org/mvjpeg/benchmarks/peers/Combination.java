package org.mvjpeg.benchmarks.peers;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The kernel's output in single precision: gates interpolated, branch and low-pass weighted by them and added to the picture. */
final class Combination {
    private final OnnxGraph graph;

    Combination(OnnxGraph graph) {
        this.graph = graph;
    }

    /**
     * Writes the nodes from these tensors to the outputs "luma" and "chroma".
     *
     * @param centre the planes without halo
     * @param gates four channels of cells, whose product with sixteenths of a gray level is gray levels
     */
    void write(String centre, String branch, String lowpass, String gates) {
        String scales = graph.floats(new float[] {1, 1, PictureSize.CELL, PictureSize.CELL}, 4);
        graph.node(
                "Resize",
                List.of(gates, "", scales),
                "gates.wide",
                Map.of("mode", "linear", "coordinate_transformation_mode", "half_pixel"));
        List<String> gate = split("gates.wide", 1, 1, 1, 1);
        List<String> x = split(centre, 4, 2);
        List<String> b = split(branch, 4, 2);
        List<String> l = split(lowpass, 4, 2);
        List<String> outputs = Part.NETWORK.outputs();
        for (int k = 0; k < outputs.size(); k++) {
            String out = outputs.get(k);
            String change = graph.node("Mul", List.of(b.get(k), gate.get(2 * k)), out + ".branch");
            String smooth = graph.node("Mul", List.of(l.get(k), gate.get(2 * k + 1)), out + ".lowpass");
            String both = graph.node("Add", List.of(change, smooth), out + ".change");
            String sum = graph.node("Add", List.of(x.get(k), both), out + ".sum");
            graph.node("Clip", List.of(sum, graph.single(0), graph.single(255)), out);
        }
    }

    private List<String> split(String in, long... channels) {
        List<String> parts = IntStream.range(0, channels.length)
                .mapToObj(k -> in + ".part" + k)
                .toList();
        graph.node("", "Split", List.of(in, graph.longs(channels)), parts, Map.of("axis", 1));
        return parts;
    }
}
