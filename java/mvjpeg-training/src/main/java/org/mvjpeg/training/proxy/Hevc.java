package org.mvjpeg.training.proxy;

/** Tables and formulas of ITU-T H.265 that the proxy needs. */
final class Hevc {
    static final int PLANAR = 0;
    static final int DC = 1;
    static final int HORIZONTAL = 10;
    static final int FIRST_VERTICAL = 18;
    static final int VERTICAL = 26;
    static final int LAST_MODE = 34;

    static final int MAX_QP = 51;

    /** Side of the quantisation groups of x265, luma samples; also that of the largest transform. */
    static final int GROUP = 32;

    /** Side of the coding tree units, luma samples. */
    static final int TREE_UNIT = 64;

    /** intraPredAngle of modes 2 to 34, table 8-5. */
    private static final int[] ANGLES = {
        32, 26, 21, 17, 13, 9, 5, 2, 0, -2, -5, -9, -13, -17, -21, -26, -32, -26, -21, -17, -13, -9, -5, -2, 0, 2, 5, 9,
        13, 17, 21, 26, 32
    };

    /** invAngle of modes 11 to 25, table 8-6. */
    private static final int[] INVERSE_ANGLES = {
        -4096, -1638, -910, -630, -482, -390, -315, -256, -315, -390, -482, -630, -910, -1638, -4096
    };

    private Hevc() {}

    /** Displacement of an angular mode, 1/32 sample per row or column. */
    static int angle(int mode) {
        return ANGLES[mode - 2];
    }

    /** Inverse displacement of modes 11 to 25, 1/256 sample. */
    static int inverseAngle(int mode) {
        return INVERSE_ANGLES[mode - 11];
    }

    /** Whether the neighbours of luma blocks are smoothed before prediction, clause 8.4.4.2.3. */
    static boolean smoothsNeighbours(int side, int mode) {
        if (mode == DC || side == 4) {
            return false;
        }
        int distance = mode == PLANAR ? HORIZONTAL : Math.min(Math.abs(mode - VERTICAL), Math.abs(mode - HORIZONTAL));
        return distance > (side == 8 ? 7 : side == 16 ? 1 : 0);
    }

    /** QpC of a luma QP in 4:2:0 without offsets, table 8-10. */
    static float[] chromaQps() {
        int[] middle = {29, 30, 31, 32, 33, 33, 34, 34, 35, 35, 36, 36, 37};
        float[] table = new float[MAX_QP + 1];
        for (int qp = 0; qp <= MAX_QP; qp++) {
            table[qp] = qp < 30 ? qp : qp >= 43 ? qp - 6 : middle[qp - 30];
        }
        return table;
    }

    /** The deblocking threshold beta of a QP, table 8-12. */
    static float[] betas() {
        float[] table = new float[MAX_QP + 1];
        for (int qp = 16; qp <= MAX_QP; qp++) {
            table[qp] = qp <= 28 ? qp - 10 : 2 * qp - 38;
        }
        return table;
    }

    /** The deblocking threshold tc of intra edges by QP, table 8-12 at {@code qp + 2}. */
    static float[] tcs() {
        int[] table = {
            1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 5, 5, 6, 6, 7, 8, 9, 10, 11, 13, 14, 16, 18, 20,
            22, 24
        };
        float[] byQp = new float[MAX_QP + 1];
        for (int qp = 16; qp <= MAX_QP; qp++) {
            byQp[qp] = table[qp - 16];
        }
        return byQp;
    }
}
