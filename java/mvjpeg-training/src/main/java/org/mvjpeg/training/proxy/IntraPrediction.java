package org.mvjpeg.training.proxy;

/**
 * Intra prediction of ITU-T H.265 clause 8.4.4.2 as matrices over a block's neighbours. Without the rounding to whole samples, which
 * is no linear operation, and without strong smoothing, which depends on the samples.
 *
 * <p>The 4 * side + 1 neighbours are numbered from the lowest on the left up to the corner and on to the rightmost above.
 */
final class IntraPrediction {
    private final int side;
    private final int mode;
    private final boolean luma;
    private final int corner;
    private final double[][] neighbours;

    private IntraPrediction(int side, int mode, boolean luma) {
        this.side = side;
        this.mode = mode;
        this.luma = luma;
        this.corner = 2 * side;
        this.neighbours = luma && Hevc.smoothsNeighbours(side, mode) ? smoothed() : identity();
    }

    /** Row {@code y * side + x} holds the weights of the neighbours in the prediction of that sample. */
    static double[][] matrix(int side, int mode, boolean luma) {
        IntraPrediction prediction = new IntraPrediction(side, mode, luma);
        return switch (mode) {
            case Hevc.PLANAR -> prediction.planar();
            case Hevc.DC -> prediction.dc();
            default -> prediction.angular();
        };
    }

    private double[][] identity() {
        double[][] rows = new double[4 * side + 1][4 * side + 1];
        for (int i = 0; i < rows.length; i++) {
            rows[i][i] = 1;
        }
        return rows;
    }

    private double[][] smoothed() {
        double[][] rows = identity();
        for (int i = 1; i + 1 < rows.length; i++) {
            rows[i][i - 1] = 0.25;
            rows[i][i] = 0.5;
            rows[i][i + 1] = 0.25;
        }
        return rows;
    }

    private double[] left(int y) {
        return neighbours[corner - 1 - y];
    }

    private double[] above(int x) {
        return neighbours[corner + 1 + x];
    }

    private double[][] planar() {
        double[][] out = new double[side * side][4 * side + 1];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                double[] sample = out[y * side + x];
                add(sample, left(y), (side - 1 - x) / (2.0 * side));
                add(sample, above(side), (x + 1) / (2.0 * side));
                add(sample, above(x), (side - 1 - y) / (2.0 * side));
                add(sample, left(side), (y + 1) / (2.0 * side));
            }
        }
        return out;
    }

    private double[][] dc() {
        double[] mean = new double[4 * side + 1];
        for (int i = 0; i < side; i++) {
            add(mean, left(i), 1.0 / (2 * side));
            add(mean, above(i), 1.0 / (2 * side));
        }
        double[][] out = new double[side * side][4 * side + 1];
        for (double[] sample : out) {
            add(sample, mean, 1);
        }
        if (filtersEdges()) {
            for (int i = 1; i < side; i++) {
                blend(out[i], above(i), 0.25);
                blend(out[i * side], left(i), 0.25);
            }
            add(out[0], mean, -0.5);
            add(out[0], left(0), 0.25);
            add(out[0], above(0), 0.25);
        }
        return out;
    }

    private boolean filtersEdges() {
        return luma && side < 32;
    }

    private double[][] angular() {
        boolean vertical = mode >= Hevc.FIRST_VERTICAL;
        int angle = Hevc.angle(mode);
        double[][] out = new double[side * side][4 * side + 1];
        for (int line = 0; line < side; line++) {
            int whole = (line + 1) * angle >> 5;
            double part = ((line + 1) * angle & 31) / 32.0;
            for (int along = 0; along < side; along++) {
                double[] sample = out[vertical ? line * side + along : along * side + line];
                add(sample, reference(vertical, along + whole + 1), 1 - part);
                if (part > 0) {
                    add(sample, reference(vertical, along + whole + 2), part);
                }
            }
        }
        if (angle == 0 && filtersEdges()) {
            for (int i = 0; i < side; i++) {
                double[] sample = out[vertical ? i * side : i];
                add(sample, vertical ? left(i) : above(i), 0.5);
                add(sample, neighbours[corner], -0.5);
            }
        }
        return out;
    }

    /** Element i of the array ref of clause 8.4.4.2.6; 0 is the corner, below it the other side projected. */
    private double[] reference(boolean vertical, int i) {
        int offset = i >= 0 ? i : -(i * Hevc.inverseAngle(mode) + 128 >> 8);
        return neighbours[vertical ? corner + offset : corner - offset];
    }

    private static void add(double[] to, double[] from, double weight) {
        for (int i = 0; i < to.length; i++) {
            to[i] += weight * from[i];
        }
    }

    /** {@code to = (1 - weight) * to + weight * from}. */
    private static void blend(double[] to, double[] from, double weight) {
        for (int i = 0; i < to.length; i++) {
            to[i] += weight * (from[i] - to[i]);
        }
    }
}
