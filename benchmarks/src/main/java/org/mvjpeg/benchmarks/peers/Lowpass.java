package org.mvjpeg.benchmarks.peers;

/** The low-pass of {@code docs/kernel.md} as one 3×3 convolution 6 → 6 over the packed planes. */
final class Lowpass {
    /** Planes in and out. */
    static final int PLANES = 6;

    private static final int TAPS = 9;
    private static final int CENTRE = 4;
    private static final int[] LUMA = {1, 4, 6, 4, 1};
    private static final int[] CHROMA = {1, 2, 1};

    private Lowpass() {}

    /** Weights [6, 6, 3, 3], times 256. */
    static int[] weights() {
        int[] weights = new int[PLANES * PLANES * TAPS];
        for (int plane = 0; plane < 4; plane++) {
            for (int v = -2; v <= 2; v++) {
                for (int u = -2; u <= 2; u++) {
                    int x = plane % 2 + u;
                    int y = plane / 2 + v;
                    int in = 2 * Math.floorMod(y, 2) + Math.floorMod(x, 2);
                    int tap = 3 * (Math.floorDiv(y, 2) + 1) + Math.floorDiv(x, 2) + 1;
                    weights[at(plane, in, tap)] += LUMA[u + 2] * LUMA[v + 2];
                }
            }
        }
        for (int plane = 4; plane < PLANES; plane++) {
            for (int tap = 0; tap < TAPS; tap++) {
                weights[at(plane, plane, tap)] = 16 * CHROMA[tap % 3] * CHROMA[tap / 3];
            }
        }
        for (int plane = 0; plane < PLANES; plane++) {
            weights[at(plane, plane, CENTRE)] -= 256;
        }
        return weights;
    }

    /** The convolution with real weights, in sixteenths of a gray level. */
    static float[] real(float[] strength) {
        int[] weights = weights();
        float[] real = new float[weights.length];
        for (int k = 0; k < real.length; k++) {
            real[k] = weights[k] * strength[k / (PLANES * TAPS) < 4 ? 0 : 1];
        }
        return real;
    }

    /** The convolution with 8-bit weights, the nearest that leave a flat region unchanged. */
    static Layer integer(float[] strength) {
        int[] weights = weights();
        byte[] rounded = new byte[weights.length];
        float[] scale = new float[PLANES];
        for (int plane = 0; plane < PLANES; plane++) {
            int centre = at(plane, plane, CENTRE);
            float step = -weights[centre] / 127.0F;
            int sum = 0;
            for (int k = at(plane, 0, 0); k < at(plane + 1, 0, 0); k++) {
                rounded[k] = (byte) Math.round(weights[k] / step);
                sum += k == centre ? 0 : rounded[k];
            }
            rounded[centre] = (byte) -sum;
            scale[plane] = step * strength[plane < 4 ? 0 : 1];
        }
        return new Layer(PLANES, PLANES, 3, rounded, new int[PLANES], scale);
    }

    private static int at(int out, int in, int tap) {
        return (out * PLANES + in) * TAPS + tap;
    }
}
