package org.mvjpeg.kernel;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Networks with random weights, scaled so that activations use their range. Sparse ones lack half of the taps of every convolution,
 * and at half of the QPs each of tail, pixel branch and low-pass.
 */
final class RandomModel {
    private RandomModel() {}

    static Model of(int channels, int depth, boolean sparse, RandomGenerator random) {
        ModelBuilder model = new ModelBuilder();
        layer(model, random, sparse, "head", channels, 6, 9, 200, false);
        for (int k = 0; k < depth; k++) {
            layer(model, random, sparse, "body." + k, channels, channels, 9, 200, false);
        }
        short[] skip = new short[channels];
        for (int c = 0; c < channels; c++) {
            skip[c] = (short) random.nextInt(-300, 301);
        }
        model.skip(skip);
        layer(model, random, sparse, "tail", 6, channels, 9, 900, true);
        layer(model, random, sparse, "pixel", 6, 6, 1, 300, true);
        layer(model, random, sparse, "gate.0", 32, 8, 9, 200, false);
        layer(model, random, sparse, "gate.1", 32, 32, 9, 200, false);
        layer(model, random, sparse, "gate.2", 4, 32, 9, 300, false);
        float[] lowpass = new float[ModelBuilder.QPS * 2];
        boolean[] live = lives(ModelBuilder.QPS, sparse, random);
        for (int k = 0; k < lowpass.length; k++) {
            lowpass[k] = live[k / 2] ? random.nextInt(-1000, 1001) / 16000.0F : 0;
        }
        return model.floats("lowpass", List.of(ModelBuilder.QPS, 2), lowpass).build();
    }

    private static boolean[] lives(int count, boolean sparse, RandomGenerator random) {
        boolean[] live = new boolean[count];
        for (int k = 0; k < count; k++) {
            live[k] = !sparse || random.nextBoolean();
        }
        return live;
    }

    private static void layer(
            ModelBuilder model,
            RandomGenerator random,
            boolean sparse,
            String name,
            int out,
            int in,
            int taps,
            float range,
            boolean signed) {
        byte[] weight = new byte[out * in * taps];
        random.nextBytes(weight);
        boolean[] liveTaps = lives(taps, sparse, random);
        for (int k = 0; k < weight.length; k++) {
            weight[k] = liveTaps[k % taps] ? weight[k] : 0;
        }
        int[] bias = random.ints(out, -200_000, 200_001).toArray();
        // Random weights on random activations spread with the square root of the fan-in.
        double spread = 74.0 * 100.0 * Math.sqrt(in * taps);
        float[] requant = new float[ModelBuilder.QPS * out];
        boolean[] liveQps = lives(ModelBuilder.QPS, sparse && signed, random);
        for (int k = 0; k < requant.length; k++) {
            double scale = range / spread * (0.25 + random.nextDouble());
            requant[k] = !liveQps[k / out] ? 0 : (float) (signed && random.nextBoolean() ? -scale : scale);
        }
        model.convolution(name, in, taps, weight, bias, requant);
    }
}
