package org.mvjpeg.training.proxy;

import java.util.List;
import org.mvjpeg.training.tensor.Tensors;

/** One block coded sample by sample, with the cost that the decision on sizes compares. */
final class SlowBlock {
    private final int side;
    private final boolean luma;
    private final double[] samples;
    private final double[] neighbours;
    private final double qp;

    /** @param picture row by row, followed by the value for what is not there */
    SlowBlock(PlaneGeometry.Blocks blocks, int block, boolean luma, double[] source, double[] reference, double qp) {
        this.side = blocks.side();
        this.luma = luma;
        this.qp = qp;
        this.samples = pick(Tensors.longs(blocks.samples().select(0, block)), source);
        this.neighbours = pick(Tensors.longs(blocks.neighbours().select(0, block)), reference);
    }

    private static double[] pick(long[] indices, double[] values) {
        double[] picked = new double[indices.length];
        for (int i = 0; i < indices.length; i++) {
            picked[i] = values[(int) indices[i]];
        }
        return picked;
    }

    private double[] transform(double[] block, boolean inverse) {
        double[][] m = luma && side == 4 ? BlockTransform.dst() : BlockTransform.dct(side);
        return separable(m, block, inverse);
    }

    private static double[] separable(double[][] m, double[] block, boolean inverse) {
        int n = m.length;
        double[] rows = new double[n * n];
        double[] out = new double[n * n];
        for (int y = 0; y < n; y++) {
            for (int u = 0; u < n; u++) {
                for (int x = 0; x < n; x++) {
                    rows[y * n + u] += (inverse ? m[x][u] : m[u][x]) * block[y * n + x];
                }
            }
        }
        for (int v = 0; v < n; v++) {
            for (int u = 0; u < n; u++) {
                for (int y = 0; y < n; y++) {
                    out[v * n + u] += (inverse ? m[y][v] : m[v][y]) * rows[y * n + u];
                }
            }
        }
        return out;
    }

    private double[] prediction(int mode) {
        double[][] p = SlowIntra.predict(neighbours, side, mode, luma);
        double[] flat = new double[side * side];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = p[i / side][i % side];
        }
        return flat;
    }

    private double[] residual(int mode) {
        double[] difference = prediction(mode);
        for (int i = 0; i < difference.length; i++) {
            difference[i] = samples[i] - difference[i];
        }
        return transform(difference, false);
    }

    double step() {
        return Math.pow(2, (qp - 4) / 6);
    }

    /** Magnitudes of the residual in steps. */
    double[] magnitudes(int mode) {
        double[] residual = residual(mode);
        for (int i = 0; i < residual.length; i++) {
            residual[i] = Math.abs(residual[i]) / step();
        }
        return residual;
    }

    /** What the mode is chosen by. */
    double difference(int mode, double bitsPerMode) {
        double sum = 0;
        for (double coefficient : residual(mode)) {
            sum += Math.abs(coefficient);
        }
        boolean plain = List.of(0, 1, 10, 26).contains(mode);
        return sum + (plain ? 0 : 0.5 * bitsPerMode * Math.pow(2, qp / 6 - 2));
    }

    double[] reconstruct(int mode, double rounding) {
        double[] residual = residual(mode);
        for (int i = 0; i < residual.length; i++) {
            residual[i] = Math.signum(residual[i]) * step() * Math.floor(Math.abs(residual[i]) / step() + rounding);
        }
        double[] out = transform(residual, true);
        double[] prediction = prediction(mode);
        for (int i = 0; i < out.length; i++) {
            out[i] += prediction[i];
        }
        return out;
    }

    /** What the size is chosen by. */
    double cost(int mode, ProxyParameters parameters) {
        double[] reconstruction = reconstruct(mode, parameters.rounding());
        double distortion = 0;
        for (int i = 0; i < samples.length; i++) {
            distortion += Math.pow(samples[i] - reconstruction[i], 2);
        }
        double bits = parameters.bitsPerBlock().get(side == 4 ? 0 : side == 8 ? 1 : side == 16 ? 2 : 3);
        for (double magnitude : magnitudes(mode)) {
            double level = Math.floor(magnitude + parameters.rounding());
            if (level > 0) {
                bits += parameters.bitsPerLevel() + parameters.bitsPerOctave() * Math.log(level) / Math.log(2);
            }
        }
        double lambda = Math.pow(2, qp / 6 - 2);
        double psy = 0.33 * 2 * 96 / 256 * lambda * (qp >= 40 ? (51 - qp) * 23 / 256 : 1);
        return distortion + perBit() * bits + psy * lostTexture(reconstruction);
    }

    double perBit() {
        return 0.038 * Math.exp(0.234 * qp);
    }

    private double lostTexture(double[] reconstruction) {
        int inner = Math.min(8, side);
        double lost = 0;
        for (int y = 0; y < side; y += inner) {
            for (int x = 0; x < side; x += inner) {
                lost += Math.abs(texture(samples, y, x, inner) - texture(reconstruction, y, x, inner));
            }
        }
        return lost;
    }

    private double texture(double[] block, int top, int left, int inner) {
        double[] part = new double[inner * inner];
        for (int i = 0; i < part.length; i++) {
            part[i] = block[(top + i / inner) * side + left + i % inner];
        }
        double[] coefficients = separable(BlockTransform.hadamard(inner), part, false);
        double sum = 0;
        for (int i = 1; i < coefficients.length; i++) {
            sum += 2 * Math.abs(coefficients[i]);
        }
        return sum;
    }
}
