package org.mvjpeg.training.loss;

import java.util.Arrays;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.mvjpeg.sets.fidelity.MsSsim;
import org.mvjpeg.training.tensor.Tensors;

/**
 * Multi-scale structural similarity with gradients, the figure of {@link MsSsim}.
 *
 * <p>Source: Wang, Simoncelli and Bovik, "Multi-Scale Structural Similarity for Image Quality Assessment" (2003). With {@code cs = (2
 * cov + C2) / (var + var + C2)} and {@code l = (2 mu mu + C1) / (mu² + mu² + C1)} in 11x11 Gaussian windows of standard deviation 1.5, it
 * is the product over scales of {@code mean(cs)^w}, and of {@code mean(l cs)^w} at the coarsest; each scale is the 2x2 mean of the finer one.
 */
public final class Similarity {
    private static final double[] WEIGHTS = {0.0448, 0.2856, 0.3001, 0.2363, 0.1333};
    private static final int WINDOW = 11;
    private static final double SIGMA = 1.5;
    private static final double C1 = Math.pow(0.01 * 255, 2);
    private static final double C2 = Math.pow(0.03 * 255, 2);

    /** A mean at or below it has no real power, or one without a finite slope. */
    private static final double LEAST = 1e-4;

    private Similarity() {}

    /**
     * Similarity of two batches of planes.
     *
     * @param reference [N, 1, H, W], 0..255, sides of at least 11
     * @param coded of the same shape
     * @return of each picture, shape [N]
     */
    public static Tensor of(Tensor reference, Tensor coded) {
        int scales = MsSsim.scales((int) reference.size(3), (int) reference.size(2));
        double share =
                Arrays.stream(WEIGHTS, 0, scales).sum() / Arrays.stream(WEIGHTS).sum();
        Tensor a = reference;
        Tensor b = coded;
        Tensor sum = null;
        for (int scale = 0; scale < scales; scale++) {
            boolean coarsest = scale == scales - 1;
            Tensor mean = mean(a, b, coarsest).clamp_min(new Scalar(LEAST));
            Tensor power = mean.log().mul(new Scalar(WEIGHTS[scale] / share));
            sum = sum == null ? power : sum.add(power);
            if (!coarsest) {
                a = halved(a);
                b = halved(b);
            }
        }
        return sum.exp();
    }

    /** Of a scale, [N]. */
    private static Tensor mean(Tensor a, Tensor b, boolean withLuminance) {
        long count = a.size(0);
        Tensor moments = windows(torch.cat(new TensorVector(a, b, a.square(), b.square(), a.mul(b)), 0));
        Tensor meanA = moments.narrow(0, 0, count);
        Tensor meanB = moments.narrow(0, count, count);
        Tensor squareA = meanA.square();
        Tensor squareB = meanB.square();
        Tensor product = meanA.mul(meanB);
        Tensor variances = moments.narrow(0, 2 * count, count)
                .add(moments.narrow(0, 3 * count, count))
                .sub(squareA)
                .sub(squareB);
        Tensor covariance = moments.narrow(0, 4 * count, count).sub(product);
        Tensor similarity = ratio(covariance, variances, C2);
        if (withLuminance) {
            similarity = similarity.mul(ratio(product, squareA.add(squareB), C1));
        }
        return similarity.mean(1, 2, 3);
    }

    private static Tensor ratio(Tensor half, Tensor sum, double constant) {
        return half.mul(new Scalar(2.0)).add(new Scalar(constant)).div(sum.add(new Scalar(constant)));
    }

    /** Weighted means of whole windows. Products with banded matrices take a tenth of the time of convolutions of one channel. */
    private static Tensor windows(Tensor planes) {
        Tensor down = band((int) planes.size(2));
        Tensor across = band((int) planes.size(3)).t();
        return torch.matmul(torch.matmul(down, planes), across);
    }

    /** [size - 10, size]. */
    private static Tensor band(int size) {
        double[] taps = new double[WINDOW];
        for (int i = 0; i < WINDOW; i++) {
            double distance = i - WINDOW / 2;
            taps[i] = Math.exp(-distance * distance / (2 * SIGMA * SIGMA));
        }
        double sum = Arrays.stream(taps).sum();
        int rows = size - WINDOW + 1;
        float[] band = new float[rows * size];
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < WINDOW; i++) {
                band[row * size + row + i] = (float) (taps[i] / sum);
            }
        }
        return Tensors.of(band, rows, size);
    }

    /** The last row and column repeated where they are odd. */
    private static Tensor halved(Tensor planes) {
        long bottom = planes.size(2) % 2;
        long right = planes.size(3) % 2;
        Tensor even = bottom + right == 0 ? planes : torch.replication_pad2d(planes, 0, right, 0, bottom);
        return torch.avg_pool2d(even, 2, 2);
    }
}
