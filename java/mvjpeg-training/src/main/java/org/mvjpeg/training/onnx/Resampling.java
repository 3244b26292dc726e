package org.mvjpeg.training.onnx;

import org.bytedeco.pytorch.Tensor;
import org.mvjpeg.training.tensor.Tensors;

/**
 * Resizing one axis as a matrix product, hence differentiable. The weights are those of OpenCV's INTER_AREA, which is its own
 * antialiasing, and INTER_CUBIC.
 */
final class Resampling {
    private static final double CUBIC = -0.75;

    private final int from;
    private final int to;
    private final boolean area;

    /**
     * @param from samples
     * @param to samples
     * @param area averages areas; otherwise interpolates bicubically
     */
    Resampling(int from, int to, boolean area) {
        this.from = from;
        this.to = to;
        this.area = area;
    }

    /** The weights of the outputs {@code first} to {@code first + count - 1}: a matrix of one row per output and one column per input. */
    Tensor matrix(int first, int count) {
        float[] weights = new float[count * from];
        for (int i = 0; i < count; i++) {
            if (area) {
                average(weights, i * from, first + i);
            } else {
                interpolate(weights, i * from, first + i);
            }
        }
        return Tensors.of(weights, count, from);
    }

    private void average(float[] weights, int row, int output) {
        double scale = (double) from / to;
        double begin = output * scale;
        double end = Math.min(begin + scale, from);
        for (int k = (int) begin; k < end; k++) {
            double covered = Math.min(end, k + 1) - Math.max(begin, k);
            weights[row + k] = (float) (covered / (end - begin));
        }
    }

    private void interpolate(float[] weights, int row, int output) {
        double centre = (output + 0.5) * from / to - 0.5;
        int left = (int) Math.floor(centre);
        for (int k = left - 1; k <= left + 2; k++) {
            int clamped = Math.min(Math.max(k, 0), from - 1);
            weights[row + clamped] += (float) cubic(Math.abs(centre - k));
        }
    }

    /** Keys's kernel. */
    private static double cubic(double x) {
        return x <= 1
                ? ((CUBIC + 2) * x - (CUBIC + 3)) * x * x + 1
                : ((CUBIC * x - 5 * CUBIC) * x + 8 * CUBIC) * x - 4 * CUBIC;
    }
}
