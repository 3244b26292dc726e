package org.mvjpeg.training.proxy;

/** Intra prediction sample by sample as ITU-T H.265 (clause 8.4.4.2) writes it down, in real numbers. */
final class SlowIntra {
    private static final int[] ANGLE = {
        0, 0, 32, 26, 21, 17, 13, 9, 5, 2, 0, -2, -5, -9, -13, -17, -21, -26, -32, -26, -21, -17, -13, -9, -5, -2, 0, 2,
        5, 9, 13, 17, 21, 26, 32
    };
    private static final int[] INVERSE = {
        -4096, -1638, -910, -630, -482, -390, -315, -256, -315, -390, -482, -630, -910, -1638, -4096
    };

    private SlowIntra() {}

    /** @param around neighbours in the order of {@link IntraPrediction} @return samples [y][x] */
    static double[][] predict(double[] around, int n, int mode, boolean luma) {
        double[] left = new double[2 * n + 1]; // left[1 + y] is p[-1][y]
        double[] top = new double[2 * n + 1]; // top[1 + x] is p[x][-1]
        for (int i = 0; i <= 2 * n; i++) {
            left[i] = around[2 * n - i];
            top[i] = around[2 * n + i];
        }
        if (luma && mode != 1 && n > 4) {
            int minDistance = Math.min(Math.abs(mode - 26), Math.abs(mode - 10));
            int threshold = n == 8 ? 7 : n == 16 ? 1 : 0;
            if (mode == 0 || minDistance > threshold) {
                double[] l = left.clone();
                double[] t = top.clone();
                l[0] = t[0] = (left[1] + 2 * left[0] + top[1]) / 4;
                for (int i = 1; i < 2 * n; i++) {
                    l[i] = (left[i + 1] + 2 * left[i] + left[i - 1]) / 4;
                    t[i] = (top[i - 1] + 2 * top[i] + top[i + 1]) / 4;
                }
                left = l;
                top = t;
            }
        }
        return switch (mode) {
            case 0 -> planar(left, top, n);
            case 1 -> dc(left, top, n, luma);
            default -> angular(left, top, n, mode, luma);
        };
    }

    private static double[][] planar(double[] left, double[] top, int n) {
        double[][] s = new double[n][n];
        for (int y = 0; y < n; y++) {
            for (int x = 0; x < n; x++) {
                s[y][x] = ((n - 1 - x) * left[1 + y]
                                + (x + 1) * top[1 + n]
                                + (n - 1 - y) * top[1 + x]
                                + (y + 1) * left[1 + n])
                        / (2.0 * n);
            }
        }
        return s;
    }

    private static double[][] dc(double[] left, double[] top, int n, boolean luma) {
        double sum = 0;
        for (int i = 1; i <= n; i++) {
            sum += left[i] + top[i];
        }
        double value = sum / (2 * n);
        double[][] s = new double[n][n];
        for (int y = 0; y < n; y++) {
            for (int x = 0; x < n; x++) {
                s[y][x] = value;
                if (luma && n < 32) {
                    if (x == 0 && y == 0) {
                        s[y][x] = (left[1] + 2 * value + top[1]) / 4;
                    } else if (y == 0) {
                        s[y][x] = (top[1 + x] + 3 * value) / 4;
                    } else if (x == 0) {
                        s[y][x] = (left[1 + y] + 3 * value) / 4;
                    }
                }
            }
        }
        return s;
    }

    private static double[][] angular(double[] left, double[] top, int n, int mode, boolean luma) {
        boolean vertical = mode >= 18;
        double[] main = vertical ? top : left;
        double[] side = vertical ? left : top;
        int angle = ANGLE[mode];
        double[] ref = new double[3 * n + 1]; // ref[n + i] is ref[i] of the standard
        for (int i = 0; i <= 2 * n; i++) {
            ref[n + i] = main[i];
        }
        if (angle < 0 && (n * angle >> 5) < -1) {
            for (int i = n * angle >> 5; i <= -1; i++) {
                ref[n + i] = side[i * INVERSE[mode - 11] + 128 >> 8];
            }
        }
        double[][] s = new double[n][n];
        for (int y = 0; y < n; y++) {
            for (int x = 0; x < n; x++) {
                int across = vertical ? y : x;
                int along = vertical ? x : y;
                int index = (across + 1) * angle >> 5;
                int fraction = (across + 1) * angle & 31;
                s[y][x] = fraction == 0
                        ? ref[n + along + index + 1]
                        : ((32 - fraction) * ref[n + along + index + 1] + fraction * ref[n + along + index + 2]) / 32;
                if (luma && n < 32) {
                    if (mode == 26 && x == 0) {
                        s[y][x] = top[1] + (left[1 + y] - left[0]) / 2;
                    } else if (mode == 10 && y == 0) {
                        s[y][x] = left[1] + (top[1 + x] - top[0]) / 2;
                    }
                }
            }
        }
        return s;
    }
}
