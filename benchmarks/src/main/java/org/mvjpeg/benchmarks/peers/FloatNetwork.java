package org.mvjpeg.benchmarks.peers;

import java.util.List;
import java.util.Map;

/**
 * Writes the kernel's network as an ONNX file in single precision, without the roundings between layers and conditioned on one QP: what a
 * runtime needs least time for. Values are gray levels, branches sixteenths of them.
 */
final class FloatNetwork {
    private static final float LIMIT = 4080;

    private final OnnxGraph graph = new OnnxGraph();
    private final KernelNetwork network;
    private final PictureSize size;

    private FloatNetwork(KernelNetwork network, PictureSize size) {
        this.network = network;
        this.size = size;
    }

    /** The file; its inputs are those of {@link NetworkInput}, as floats. */
    static byte[] file(KernelNetwork network, PictureSize size, Part part) {
        return new FloatNetwork(network, size).write(part);
    }

    private byte[] write(Part part) {
        graph.input("planes", OnnxGraph.Type.FLOAT, size.planes(network.halo()));
        branchB();
        if (part != Part.BRANCH) {
            branchA();
        }
        if (part == Part.NETWORK) {
            graph.input("cells", OnnxGraph.Type.FLOAT, size.cells(8));
            graph.input("open", OnnxGraph.Type.FLOAT, size.cells(1));
            gates();
            new Combination(graph).write("centre", "branch", "lowpass", "gates");
        }
        for (String output : part.outputs()) {
            graph.output(output, OnnxGraph.Type.FLOAT, shape(output));
        }
        return graph.toByteArray();
    }

    private long[] shape(String output) {
        return switch (output) {
            case "luma" -> size.samples(4);
            case "chroma" -> size.samples(2);
            case "residual" -> size.padded(network.head().out(), network.halo());
            default -> size.samples(Lowpass.PLANES);
        };
    }

    /** Layers keep their size: what zeros at the border spoil is cut off with the halo, and nothing needs cutting between layers. */
    private void branchB() {
        // A ReLU lets a positive factor through: where all channels skip alike the head computes what is added.
        float factor = network.skipsAlike() ? network.skip()[0] : 1;
        String first = clip(convolve("planes", network.head(), factor, factor, "head.sum"), 0, 255 * factor, "head");
        String last = first;
        for (int k = 0; k < network.body().size(); k++) {
            boolean adds = k == network.body().size() - 1;
            String name = adds ? "residual" : "body" + k + ".sum";
            String sum = convolve(last, network.body().get(k), k == 0 ? 1 / factor : 1, 1, name);
            if (adds) {
                sum = graph.node("Add", List.of(sum, skipped(first)), "body.sum");
            }
            last = clip(sum, 0, 255, "body" + k);
        }
        String tail = convolve(last, network.tail(), 1, 1, "tail.sum");
        clip(size.crop(graph, tail, network.halo(), "tail.inside"), -LIMIT, LIMIT, "tail");
    }

    private String skipped(String head) {
        if (network.skipsAlike()) {
            return head;
        }
        String factors = graph.floats(network.skip(), 1, network.skip().length, 1, 1);
        return graph.node("Mul", List.of(head, factors), "skip");
    }

    private void branchA() {
        size.crop(graph, "planes", network.halo(), "centre");
        clip(convolve("centre", network.pixel(), 1, 1, "pixel.sum"), -LIMIT, LIMIT, "pixel");
        graph.node("Add", List.of("tail", "pixel"), "branch");
        String near = size.crop(graph, "planes", network.halo() - 1, "near");
        String weights = graph.floats(Lowpass.real(network.lowpass()), Lowpass.PLANES, Lowpass.PLANES, 3, 3);
        graph.node("Conv", List.of(near, weights), "lowpass", Map.of("pads", new long[4]));
    }

    private void gates() {
        String layer = "cells";
        for (int k = 0; k < network.gates().size(); k++) {
            Layer gate = network.gates().get(k);
            int dilation = 1 << k;
            String padded = size.replicate(graph, layer, dilation, "gate" + k + ".padded");
            String sum = graph.node(
                    "Conv",
                    List.of(padded, weights(gate, 1), biases(gate, 1)),
                    "gate" + k + ".sum",
                    Map.of("dilations", new long[] {dilation, dilation}, "kernel_shape", new long[] {3, 3}));
            layer = clip(sum, 0, 255, "gate" + k);
        }
        graph.node("Mul", List.of(layer, "open"), "gates");
    }

    private String convolve(String in, Layer layer, float weightFactor, float biasFactor, String out) {
        int border = layer.side() / 2;
        return graph.node(
                "Conv",
                List.of(in, weights(layer, weightFactor), biases(layer, biasFactor)),
                out,
                Map.of(
                        "kernel_shape", new long[] {layer.side(), layer.side()},
                        "pads", new long[] {border, border, border, border}));
    }

    private String weights(Layer layer, float factor) {
        return graph.floats(layer.realWeight(factor), layer.shape());
    }

    private String biases(Layer layer, float factor) {
        return graph.floats(layer.realBias(factor), layer.out());
    }

    private String clip(String in, float low, float high, String out) {
        return graph.node("Clip", List.of(in, graph.single(low), graph.single(high)), out);
    }
}
