package org.mvjpeg.codec;

/**
 * Y'CbCr → R'G'B' of 8 bits in 16-bit fixed point, rounded, after ITU-T H.273 (8.3). Chroma is replicated, not interpolated.
 */
final class YuvToRgb {
    private static final int ONE = 1 << 16;
    private static final int HALF = ONE / 2;

    private final boolean identity;
    private final int[] luma = new int[256];
    private final int[] redOfCr = new int[256];
    private final int[] greenOfCr = new int[256];
    private final int[] greenOfCb = new int[256];
    private final int[] blueOfCb = new int[256];

    /**
     * @param matrix MatrixCoefficients of ITU-T H.273; unspecified (2) is read as BT.601
     * @param fullRange whether samples span 0..255 instead of 16..235 (240 for chroma)
     * @throws IllegalArgumentException if the matrix is not supported
     */
    YuvToRgb(int matrix, boolean fullRange) {
        this.identity = matrix == 0;
        double lumaScale = fullRange ? 1 : 255.0 / 219;
        double chromaScale = fullRange ? 1 : 255.0 / 224;
        int black = fullRange ? 0 : 16;
        double[] weights = weights(matrix);
        double kr = weights[0];
        double kb = weights[1];
        double kg = 1 - kr - kb;
        for (int i = 0; i < 256; i++) {
            int chroma = i - 128;
            luma[i] = fixed(lumaScale * (i - black)) + HALF;
            redOfCr[i] = fixed(chromaScale * 2 * (1 - kr) * chroma);
            blueOfCb[i] = fixed(chromaScale * 2 * (1 - kb) * chroma);
            greenOfCr[i] = fixed(-chromaScale * 2 * kr * (1 - kr) / kg * chroma);
            greenOfCb[i] = fixed(-chromaScale * 2 * kb * (1 - kb) / kg * chroma);
        }
    }

    /** Whether {@link #YuvToRgb} takes a matrix: GBR, BT.709, FCC, BT.601, SMPTE 240M, BT.2020. */
    static boolean supports(int matrix) {
        return matrix >= 0 && matrix <= 9 && matrix != 3 && matrix != 8;
    }

    /** Weights of red and blue in luma. */
    private static double[] weights(int matrix) {
        return switch (matrix) {
            case 1 -> new double[] {0.2126, 0.0722};
            case 4 -> new double[] {0.30, 0.11};
            case 0, 2, 5, 6 -> new double[] {0.299, 0.114};
            case 7 -> new double[] {0.212, 0.087};
            case 9 -> new double[] {0.2627, 0.0593};
            default -> throw new IllegalArgumentException("matrix coefficients " + matrix + " are not supported");
        };
    }

    private static int fixed(double value) {
        return (int) Math.round(value * ONE);
    }

    /**
     * Writes a picture's pixels as blue, green, red.
     *
     * @param rgb destination samples
     * @param first index of a pixel's blue sample; red is 2 further
     * @param placement where pixel (x, y) goes
     */
    void colour(YuvPicture picture, byte[] rgb, int first, Placement placement) {
        byte[] y = new byte[picture.width()];
        byte[] cb = new byte[picture.chromaWidth()];
        byte[] cr = new byte[picture.chromaWidth()];
        for (int row = placement.firstRow(); row < placement.endRow(); row++) {
            picture.row(0, row, y);
            if (picture.monochrome()) {
                neutral(y, rgb, first, placement, row);
                continue;
            }
            picture.row(1, row >> picture.shiftY(), cb);
            picture.row(2, row >> picture.shiftY(), cr);
            if (identity) {
                gbr(y, cb, cr, picture.shiftX(), rgb, first, placement, row);
            } else {
                ycc(y, cb, cr, picture.shiftX(), rgb, first, placement, row);
            }
        }
    }

    /** Writes the luma alone, unconverted, one sample a pixel, like {@link #colour}. */
    static void luma(YuvPicture picture, byte[] samples, int first, Placement placement) {
        byte[] y = new byte[picture.width()];
        for (int row = placement.firstRow(); row < placement.endRow(); row++) {
            picture.row(0, row, y);
            int at = first + placement.index(placement.firstColumn(), row);
            for (int x = placement.firstColumn(); x < placement.endColumn(); x++, at += placement.stepX()) {
                samples[at] = y[x];
            }
        }
    }

    private void ycc(byte[] y, byte[] cb, byte[] cr, int shiftX, byte[] rgb, int first, Placement placement, int row) {
        int step = placement.stepX();
        int at = first + placement.index(placement.firstColumn(), row);
        for (int x = placement.firstColumn(); x < placement.endColumn(); x++, at += step) {
            int light = luma[y[x] & 255];
            int u = cb[x >> shiftX] & 255;
            int v = cr[x >> shiftX] & 255;
            rgb[at] = clamp(light + blueOfCb[u]);
            rgb[at + 1] = clamp(light + greenOfCb[u] + greenOfCr[v]);
            rgb[at + 2] = clamp(light + redOfCr[v]);
        }
    }

    private void gbr(byte[] g, byte[] b, byte[] r, int shiftX, byte[] rgb, int first, Placement placement, int row) {
        int at = first + placement.index(placement.firstColumn(), row);
        for (int x = placement.firstColumn(); x < placement.endColumn(); x++, at += placement.stepX()) {
            rgb[at] = clamp(luma[b[x >> shiftX] & 255]);
            rgb[at + 1] = clamp(luma[g[x] & 255]);
            rgb[at + 2] = clamp(luma[r[x >> shiftX] & 255]);
        }
    }

    private void neutral(byte[] y, byte[] rgb, int first, Placement placement, int row) {
        int at = first + placement.index(placement.firstColumn(), row);
        for (int x = placement.firstColumn(); x < placement.endColumn(); x++, at += placement.stepX()) {
            byte value = clamp(luma[y[x] & 255]);
            rgb[at] = value;
            rgb[at + 1] = value;
            rgb[at + 2] = value;
        }
    }

    private static byte clamp(int fixed) {
        int value = fixed >> 16;
        return (byte) (value < 0 ? 0 : Math.min(value, 255));
    }
}
