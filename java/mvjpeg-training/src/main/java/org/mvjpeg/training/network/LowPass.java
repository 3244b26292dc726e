package org.mvjpeg.training.network;

import org.bytedeco.pytorch.Tensor;
import org.mvjpeg.training.tensor.Tensors;

/** The binomial low-pass as a convolution of the packed planes: 256 times low-passed less unchanged. */
final class LowPass {
    private static final int PLANES = PackedPicture.PLANES;
    private static final int PHASES = 4;
    private static final int[] LUMA = {1, 4, 6, 4, 1};
    private static final int[] CHROMA = {1, 2, 1};
    private static final int CHROMA_GAIN = 16;
    private static final int SUM = 256;

    private LowPass() {}

    /** [6, 6, 3, 3]. */
    static Tensor kernel() {
        float[] kernel = new float[PLANES * PLANES * 9];
        for (int phase = 0; phase < PHASES; phase++) {
            for (int dy = -2; dy <= 2; dy++) {
                for (int dx = -2; dx <= 2; dx++) {
                    int x = phase % 2 + dx;
                    int y = phase / 2 + dy;
                    int from = Math.floorMod(y, 2) * 2 + Math.floorMod(x, 2);
                    int tap = (Math.floorDiv(y, 2) + 1) * 3 + Math.floorDiv(x, 2) + 1;
                    kernel[index(phase, from, tap)] += LUMA[dy + 2] * LUMA[dx + 2];
                }
            }
        }
        for (int plane = PHASES; plane < PLANES; plane++) {
            for (int tap = 0; tap < 9; tap++) {
                kernel[index(plane, plane, tap)] = CHROMA_GAIN * CHROMA[tap / 3] * CHROMA[tap % 3];
            }
        }
        for (int plane = 0; plane < PLANES; plane++) {
            kernel[index(plane, plane, 4)] -= SUM;
        }
        return Tensors.of(kernel, PLANES, PLANES, 3, 3);
    }

    private static int index(int out, int in, int tap) {
        return (out * PLANES + in) * 9 + tap;
    }
}
