package org.mvjpeg.kernel;

import java.util.Arrays;
import java.util.List;

/** The shipped model that only smooths: half of a binomial low-pass from QP 27 on, less from QP 20 to there, everywhere but in flat cells. */
final class LowpassModel {
    private static final int CHANNELS = 16;
    private static final int PLANES = 6;
    private static final int GATE = 32;
    private static final int CLOSED_UP_TO = 20;
    private static final int FULL_FROM = 27;
    private static final double STRENGTH = 0.5;

    private LowpassModel() {}

    static Model detection() {
        ModelBuilder model = new ModelBuilder().note("profile", "detection").note("weights", "set by hand");
        silent(model, "head", PLANES, CHANNELS, 9);
        silent(model, "body.0", CHANNELS, CHANNELS, 9);
        model.skip(new short[CHANNELS]);
        silent(model, "tail", CHANNELS, PLANES, 9);
        silent(model, "pixel", PLANES, PLANES, 1);
        silent(model, "gate.0", 8, GATE, 9);
        silent(model, "gate.1", GATE, GATE, 9);
        int[] open = new int[4];
        Arrays.fill(open, 255);
        model.convolution("gate.2", GATE, 9, new byte[4 * GATE * 9], open, ModelBuilder.everyQp(4, 1));
        float[] lowpass = new float[2 * ModelBuilder.QPS];
        for (int qp = 0; qp < ModelBuilder.QPS; qp++) {
            double share = Math.min(1, Math.max(0, qp - CLOSED_UP_TO) / (double) (FULL_FROM - CLOSED_UP_TO));
            Arrays.fill(lowpass, 2 * qp, 2 * qp + 2, (float) (STRENGTH * share / 16));
        }
        return model.floats("lowpass", List.of(ModelBuilder.QPS, 2), lowpass).build();
    }

    private static void silent(ModelBuilder model, String name, int in, int out, int taps) {
        model.convolution(name, in, taps, new byte[out * in * taps], new int[out], ModelBuilder.everyQp(out, 1));
    }
}
