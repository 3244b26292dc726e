package org.mvjpeg.training.proxy;

/** Deblocking edge by edge as ITU-T H.265 (clause 8.7.2) writes it down for intra pictures, in real numbers. */
final class SlowDeblocking {
    private static final int[] TC = {
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4,
        4, 5, 5, 6, 6, 7, 8, 9, 10, 11, 13, 14, 16, 18, 20, 22, 24
    };
    private static final int[] BETA = {
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 20, 22, 24, 26,
        28, 30, 32, 34, 36, 38, 40, 42, 44, 46, 48, 50, 52, 54, 56, 58, 60, 62, 64
    };
    private static final int[] QPC = {29, 30, 31, 32, 33, 33, 34, 34, 35, 35, 36, 36, 37, 37};

    private final DrawnTree tree;
    private final int[][] groupQp;
    int strong;
    int weak;

    SlowDeblocking(DrawnTree tree, int[][] groupQp) {
        this.tree = tree;
        this.groupQp = groupQp;
    }

    private boolean isEdge(int y, int x, boolean vertical) {
        int side = tree.sides[y / 4][x / 4];
        return (vertical ? x : y) % side == 0;
    }

    private int qp(int y, int x) {
        return groupQp[y / 32][x / 32];
    }

    void luma(double[][] s) {
        for (boolean vertical : new boolean[] {true, false}) {
            double[][] in = copy(s);
            for (int y = 0; y < tree.height; y += vertical ? 4 : 8) {
                for (int x = 0; x < tree.width; x += vertical ? 8 : 4) {
                    if ((vertical ? x : y) > 0 && isEdge(y, x, vertical)) {
                        lumaSegment(in, s, y, x, vertical);
                    }
                }
            }
        }
    }

    private void lumaSegment(double[][] in, double[][] out, int y, int x, boolean vertical) {
        double[][] l = new double[4][8]; // p3 p2 p1 p0 q0 q1 q2 q3
        for (int k = 0; k < 4; k++) {
            for (int i = 0; i < 8; i++) {
                l[k][i] = vertical ? in[y + k][x + i - 4] : in[y + i - 4][x + k];
            }
        }
        int qpL = (qp(y, x) + (vertical ? qp(y, x - 1) : qp(y - 1, x)) + 1) >> 1;
        double beta = BETA[qpL];
        double tc = TC[Math.min(53, qpL + 2)];
        double dp0 = Math.abs(l[0][1] - 2 * l[0][2] + l[0][3]);
        double dp3 = Math.abs(l[3][1] - 2 * l[3][2] + l[3][3]);
        double dq0 = Math.abs(l[0][6] - 2 * l[0][5] + l[0][4]);
        double dq3 = Math.abs(l[3][6] - 2 * l[3][5] + l[3][4]);
        if (dp0 + dq0 + dp3 + dq3 >= beta) {
            return;
        }
        boolean isStrong = isFlat(l[0], 2 * (dp0 + dq0), beta, tc) && isFlat(l[3], 2 * (dp3 + dq3), beta, tc);
        boolean alsoP = dp0 + dp3 < 3 * beta / 16;
        boolean alsoQ = dq0 + dq3 < 3 * beta / 16;
        strong += isStrong ? 1 : 0;
        weak += isStrong ? 0 : 1;
        for (int k = 0; k < 4; k++) {
            double[] f = isStrong ? strong(l[k], tc) : weak(l[k], tc, alsoP, alsoQ);
            for (int i = 0; i < 8; i++) {
                if (vertical) {
                    out[y + k][x + i - 4] += f[i] - l[k][i];
                } else {
                    out[y + i - 4][x + k] += f[i] - l[k][i];
                }
            }
        }
    }

    private static boolean isFlat(double[] s, double dpq, double beta, double tc) {
        return dpq < beta / 4
                && Math.abs(s[0] - s[3]) + Math.abs(s[4] - s[7]) < beta / 8
                && Math.abs(s[3] - s[4]) < 2.5 * tc;
    }

    private static double[] strong(double[] s, double tc) {
        double p3 = s[0], p2 = s[1], p1 = s[2], p0 = s[3], q0 = s[4], q1 = s[5], q2 = s[6], q3 = s[7];
        return new double[] {
            p3,
            clip(p2 - 2 * tc, p2 + 2 * tc, (2 * p3 + 3 * p2 + p1 + p0 + q0) / 8),
            clip(p1 - 2 * tc, p1 + 2 * tc, (p2 + p1 + p0 + q0) / 4),
            clip(p0 - 2 * tc, p0 + 2 * tc, (p2 + 2 * p1 + 2 * p0 + 2 * q0 + q1) / 8),
            clip(q0 - 2 * tc, q0 + 2 * tc, (p1 + 2 * p0 + 2 * q0 + 2 * q1 + q2) / 8),
            clip(q1 - 2 * tc, q1 + 2 * tc, (p0 + q0 + q1 + q2) / 4),
            clip(q2 - 2 * tc, q2 + 2 * tc, (p0 + q0 + q1 + 3 * q2 + 2 * q3) / 8),
            q3
        };
    }

    private static double[] weak(double[] s, double tc, boolean alsoP, boolean alsoQ) {
        double[] f = s.clone();
        double delta = (9 * (s[4] - s[3]) - 3 * (s[5] - s[2])) / 16;
        if (Math.abs(delta) >= 10 * tc) {
            return f;
        }
        delta = clip(-tc, tc, delta);
        f[3] = s[3] + delta;
        f[4] = s[4] - delta;
        if (alsoP) {
            f[2] = s[2] + clip(-tc / 2, tc / 2, ((s[1] + s[3]) / 2 - s[2] + delta) / 2);
        }
        if (alsoQ) {
            f[5] = s[5] + clip(-tc / 2, tc / 2, ((s[6] + s[4]) / 2 - s[5] - delta) / 2);
        }
        return f;
    }

    void chroma(double[][] s) {
        for (boolean vertical : new boolean[] {true, false}) {
            double[][] in = copy(s);
            for (int y = 0; y < tree.height; y += vertical ? 2 : 16) {
                for (int x = 0; x < tree.width; x += vertical ? 16 : 2) {
                    if ((vertical ? x : y) > 0 && isEdge(y, x, vertical)) {
                        chromaLine(in, s, y, x, vertical);
                    }
                }
            }
        }
    }

    private void chromaLine(double[][] in, double[][] out, int y, int x, boolean vertical) {
        int qpI = (qp(y, x) + (vertical ? qp(y, x - 1) : qp(y - 1, x)) + 1) >> 1;
        int qpC = qpI < 30 ? qpI : qpI > 43 ? qpI - 6 : QPC[qpI - 30];
        double tc = TC[Math.min(53, qpC + 2)];
        int dy = vertical ? 0 : 1;
        int dx = 1 - dy;
        int cy = y / 2;
        int cx = x / 2;
        double p1 = in[cy - 2 * dy][cx - 2 * dx];
        double p0 = in[cy - dy][cx - dx];
        double q0 = in[cy][cx];
        double q1 = in[cy + dy][cx + dx];
        double delta = clip(-tc, tc, (4 * (q0 - p0) + p1 - q1) / 8);
        out[cy - dy][cx - dx] += delta;
        out[cy][cx] -= delta;
    }

    private static double clip(double min, double max, double value) {
        return Math.max(min, Math.min(max, value));
    }

    private static double[][] copy(double[][] s) {
        double[][] copy = new double[s.length][];
        for (int y = 0; y < s.length; y++) {
            copy[y] = s[y].clone();
        }
        return copy;
    }
}
