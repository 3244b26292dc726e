package org.mvjpeg.benchmarks.peers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Writes the kernel's network as an ONNX file of quantised operators: activations unsigned and weights signed 8 bit, as the kernel has
 * them, the requantisation inside {@code QLinearConv}. Where the kernel keeps more than 8 bits (the sum with the skip, the branches)
 * this one rounds to 8 in the range that a calibration found. Gates and combination are in single precision.
 */
final class IntegerNetwork {
    private final OnnxGraph graph = new OnnxGraph();
    private final KernelNetwork network;
    private final PictureSize size;
    private final Scale gray = new Scale(1, false);

    private IntegerNetwork(KernelNetwork network, PictureSize size) {
        this.network = network;
        this.size = size;
    }

    /** A tensor's scale as constants of the graph; values with a sign have their zero at 128. */
    private final class Scale {
        private final String scale;
        private final String zero;

        private Scale(float step, boolean signed) {
            scale = graph.single(step);
            zero = graph.bytes(OnnxGraph.Type.UINT8, new byte[] {(byte) (signed ? 128 : 0)});
        }
    }

    /** The file; its inputs are those of {@link NetworkInput}, bytes but for "open". */
    static byte[] file(KernelNetwork network, PictureSize size, Part part, Ranges ranges) {
        return new IntegerNetwork(network, size).write(part, ranges);
    }

    private byte[] write(Part part, Ranges ranges) {
        graph.input("planes", OnnxGraph.Type.UINT8, size.planes(network.halo()));
        Scale tail = signed(ranges.tail());
        branchB(signed(ranges.residual()), tail);
        if (part == Part.BRANCH) {
            graph.output("tail", OnnxGraph.Type.UINT8, size.samples(Lowpass.PLANES));
            return graph.toByteArray();
        }
        graph.input("cells", OnnxGraph.Type.UINT8, size.cells(8));
        graph.input("open", OnnxGraph.Type.FLOAT, size.cells(1));
        branchA(tail, ranges);
        gates();
        new Combination(graph).write("centre.real", "branch.real", "lowpass.real", "gates");
        graph.output("luma", OnnxGraph.Type.FLOAT, size.samples(4));
        graph.output("chroma", OnnxGraph.Type.FLOAT, size.samples(2));
        return graph.toByteArray();
    }

    private Scale signed(float largest) {
        return new Scale(largest / 127, true);
    }

    private void branchB(Scale residual, Scale tail) {
        convolve("planes", network.head(), gray, 1, "head");
        String last = "head";
        for (int k = 0; k < network.body().size(); k++) {
            String name = "body" + k;
            if (k < network.body().size() - 1) {
                last = convolve(last, network.body().get(k), gray, 1, name);
            } else {
                convolve(last, network.body().get(k), residual, 1, "residual");
                last = addSkip("residual", residual, name);
            }
        }
        String whole = convolve(last, network.tail(), tail, 1, "tail.whole");
        size.crop(graph, whole, network.halo(), "tail");
    }

    private String addSkip(String residual, Scale scale, String out) {
        if (network.skipsAlike()) {
            return arithmetic("QLinearAdd", residual, scale, "head", new Scale(network.skip()[0], false), gray, out);
        }
        float largest = 0;
        for (float factor : network.skip()) {
            largest = Math.max(largest, Math.abs(factor));
        }
        byte[] factors = new byte[network.skip().length];
        for (int c = 0; c < factors.length; c++) {
            factors[c] = (byte) (128 + Math.round(network.skip()[c] / largest * 127));
        }
        String constant = graph.bytes(OnnxGraph.Type.UINT8, factors, 1, factors.length, 1, 1);
        Scale product = signed(255 * largest);
        arithmetic("QLinearMul", "head", gray, constant, signed(largest), product, "skip");
        return arithmetic("QLinearAdd", residual, scale, "skip", product, gray, out);
    }

    private void branchA(Scale tail, Ranges ranges) {
        size.crop(graph, "planes", network.halo(), "centre");
        dequantise("centre", gray);
        Scale pixel = signed(ranges.pixel());
        convolve("centre", network.pixel(), pixel, 1, "pixel");
        Scale branch = signed(ranges.tail() + ranges.pixel());
        arithmetic("QLinearAdd", "tail", tail, "pixel", pixel, branch, "branch");
        dequantise("branch", branch);
        String near = size.crop(graph, "planes", network.halo() - 1, "near");
        Scale lowpass = signed(ranges.lowpass());
        convolution(near, Lowpass.integer(network.lowpass()), lowpass, 0, 1, "lowpass");
        dequantise("lowpass", lowpass);
    }

    private void gates() {
        String layer = "cells";
        for (int k = 0; k < network.gates().size(); k++) {
            int dilation = 1 << k;
            String padded = size.replicate(graph, layer, dilation, "gate" + k + ".padded");
            layer = convolution(padded, network.gates().get(k), gray, 0, dilation, "gate" + k);
        }
        graph.node("Mul", List.of(dequantise(layer, gray), "open"), "gates");
    }

    private String convolve(String in, Layer layer, Scale scale, int dilation, String out) {
        return convolution(in, layer, scale, layer.side() / 2, dilation, out);
    }

    /** Every input's step is one gray level, as in the kernel. */
    private String convolution(String in, Layer layer, Scale scale, int border, int dilation, String out) {
        byte[] zeros = new byte[layer.out()];
        List<String> inputs = new ArrayList<>(List.of(in, gray.scale, gray.zero));
        inputs.add(graph.bytes(OnnxGraph.Type.INT8, layer.weight(), layer.shape()));
        inputs.add(graph.floats(layer.scale(), layer.out()));
        inputs.add(graph.bytes(OnnxGraph.Type.INT8, zeros, layer.out()));
        inputs.addAll(List.of(scale.scale, scale.zero));
        inputs.add(graph.integers(layer.bias(), layer.out()));
        long[] pads = new long[4];
        Arrays.fill(pads, border);
        return graph.node(
                "QLinearConv",
                inputs,
                out,
                Map.of(
                        "kernel_shape", new long[] {layer.side(), layer.side()},
                        "dilations", new long[] {dilation, dilation},
                        "pads", pads));
    }

    private String arithmetic(
            String operator, String a, Scale scaleA, String b, Scale scaleB, Scale scale, String out) {
        graph.node(
                OnnxGraph.MICROSOFT,
                operator,
                List.of(a, scaleA.scale, scaleA.zero, b, scaleB.scale, scaleB.zero, scale.scale, scale.zero),
                List.of(out),
                Map.of());
        return out;
    }

    private String dequantise(String in, Scale scale) {
        return graph.node("DequantizeLinear", List.of(in, scale.scale, scale.zero), in + ".real");
    }
}
