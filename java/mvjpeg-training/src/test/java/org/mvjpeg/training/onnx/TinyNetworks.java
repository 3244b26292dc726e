package org.mvjpeg.training.onnx;

import java.util.List;
import java.util.Map;

/** Vision networks small enough for tests of what is built on teachers. */
public final class TinyNetworks {
    /** Sides of the input, pixels. */
    public static final int SIZE = 64;

    /** Of the classifier. */
    public static final int CLASSES = 5;

    private TinyNetworks() {}

    /** An ONNX file: looks at means of 8x8 pixels, then at larger structures; logits. */
    public static byte[] classifier(int seed) {
        float[] means = new float[8 * 3 * 8 * 8];
        float[] mix = Noise.values(seed, 8, 3);
        for (int i = 0; i < means.length; i++) {
            means[i] = mix[i / 64] / 64 * 4;
        }
        return new OnnxWriter(13)
                .input("in", -1, 3, SIZE, SIZE)
                .output("out", -1, CLASSES)
                .weights("w0", means, 8, 3, 8, 8)
                .weights("w1", seed + 1, 16, 8, 3, 3)
                .weights("w2", seed + 2, CLASSES, 16)
                .node("Conv", List.of("in", "w0"), "c0", Map.of("strides", new long[] {8, 8}))
                .node("Relu", List.of("c0"), "r0")
                .node("Conv", List.of("r0", "w1"), "c1", Map.of("strides", new long[] {2, 2}, "pads", new long[] {
                    1, 1, 1, 1
                }))
                .node("Relu", List.of("c1"), "r1")
                .node("GlobalAveragePool", List.of("r1"), "p")
                .node("Flatten", List.of("p"), "f")
                .node("Gemm", List.of("f", "w2"), "out", Map.of("transB", 1))
                .bytes();
    }
}
