package org.mvjpeg.training.network;

import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Linear regression with a little damping, for features that may depend on each other. */
final class LeastSquares {
    private static final double DAMPING = 1e-6;

    private LeastSquares() {}

    /**
     * @param weight [outputs, features]
     * @param bias [outputs]
     */
    record Solution(Tensor weight, Tensor bias) {}

    /**
     * @param features [rows, features]
     * @param targets rows of outputs
     */
    static Solution fit(Tensor features, double[][] targets) {
        try (NoGradGuard guard = new NoGradGuard()) {
            Tensor doubles = features.to(ScalarType.Double);
            Tensor ones = torch.ones_like(doubles.narrow(1, 0, 1));
            Tensor design = torch.cat(new TensorVector(doubles, ones), 1);
            Tensor rows = design.t();
            Tensor damping = torch.ones_like(design.select(0, 0))
                    .mul(new Scalar(DAMPING))
                    .diag();
            Tensor solution = torch.linalg_solve(
                    rows.matmul(design).add(damping), rows.matmul(Tensor.create(flat(targets), shape(targets))));
            long count = features.size(1);
            Tensor floats = solution.to(ScalarType.Float);
            return new Solution(floats.narrow(0, 0, count).t().contiguous(), floats.select(0, count));
        }
    }

    private static long[] shape(double[][] rows) {
        return new long[] {rows.length, rows[0].length};
    }

    private static double[] flat(double[][] rows) {
        double[] flat = new double[rows.length * rows[0].length];
        for (int k = 0; k < rows.length; k++) {
            System.arraycopy(rows[k], 0, flat, k * rows[0].length, rows[0].length);
        }
        return flat;
    }
}
