package org.mvjpeg.training.proxy;

/** Orthonormal matrices of the transforms; HEVC's integers approximate them. */
final class BlockTransform {
    private BlockTransform() {}

    /** DCT-II, row k for frequency k. */
    static double[][] dct(int side) {
        double[][] matrix = new double[side][side];
        for (int k = 0; k < side; k++) {
            double norm = Math.sqrt((k == 0 ? 1.0 : 2.0) / side);
            for (int x = 0; x < side; x++) {
                matrix[k][x] = norm * Math.cos(Math.PI * (2 * x + 1) * k / (2 * side));
            }
        }
        return matrix;
    }

    /** DST-VII of side 4, which HEVC has for intra luma blocks of that size, clause 8.6.4.2. */
    static double[][] dst() {
        double[][] matrix = new double[4][4];
        for (int k = 0; k < 4; k++) {
            for (int x = 0; x < 4; x++) {
                matrix[k][x] = 2.0 / 3 * Math.sin(Math.PI * (2 * k + 1) * (x + 1) / 9);
            }
        }
        return matrix;
    }

    /** Walsh-Hadamard. */
    static double[][] hadamard(int side) {
        double[][] matrix = new double[side][side];
        for (int k = 0; k < side; k++) {
            for (int x = 0; x < side; x++) {
                matrix[k][x] = (Integer.bitCount(k & x) % 2 == 0 ? 1 : -1) / Math.sqrt(side);
            }
        }
        return matrix;
    }

    /** The transform of a whole block, rows and columns, as one matrix over its samples in row-major order. */
    static double[][] separable(double[][] matrix) {
        int side = matrix.length;
        double[][] both = new double[side * side][side * side];
        for (int i = 0; i < side * side; i++) {
            for (int j = 0; j < side * side; j++) {
                both[i][j] = matrix[i / side][j / side] * matrix[i % side][j % side];
            }
        }
        return both;
    }

    /** The transform of residuals: DST for luma of side 4, DCT otherwise. */
    static double[][] residual(int side, boolean luma) {
        return luma && side == 4 ? dst() : dct(side);
    }
}
