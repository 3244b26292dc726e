package org.mvjpeg.codec;

/**
 * Y'CbCr → R'G'B' in fixed point, rounded, after ITU-T H.273 (8.3), from the samples' own depth to that of the image. Chroma is
 * replicated, not interpolated.
 */
final class YuvToRgb {
    /** Bits that are left in 32 for fractions beside a sample of 16 bits, or of 8, and what a sum of luma and chroma goes beyond. */
    private static final int FRACTION_OF_16 = 13;

    private static final int FRACTION_OF_8 = 16;

    private final boolean identity;
    private final int fraction;
    private final int white;
    private final int[] luma;
    private final int[] redOfCr;
    private final int[] greenOfCr;
    private final int[] greenOfCb;
    private final int[] blueOfCb;

    /**
     * @param matrix MatrixCoefficients of ITU-T H.273; unspecified (2) is read as BT.601
     * @param fullRange whether samples of 8 bits span 0..255 instead of 16..235 (240 for chroma)
     * @param depth bits of a coded sample, 8 to 12
     * @param bits of an image's sample, 8 or 16
     * @throws IllegalArgumentException if the matrix is not supported
     */
    YuvToRgb(int matrix, boolean fullRange, int depth, int bits) {
        this.identity = matrix == 0;
        this.fraction = bits == 8 ? FRACTION_OF_8 : FRACTION_OF_16;
        this.white = white(bits);
        int levels = 1 << depth;
        double lumaScale = (double) white / (fullRange ? levels - 1 : 219 << depth - 8);
        double chromaScale = (double) white / (fullRange ? levels - 1 : 224 << depth - 8);
        int black = fullRange ? 0 : 16 << depth - 8;
        double[] weights = weights(matrix);
        double kr = weights[0];
        double kb = weights[1];
        double kg = 1 - kr - kb;
        luma = new int[levels];
        redOfCr = new int[levels];
        greenOfCr = new int[levels];
        greenOfCb = new int[levels];
        blueOfCb = new int[levels];
        for (int i = 0; i < levels; i++) {
            int chroma = i - levels / 2;
            luma[i] = fixed(lumaScale * (i - black)) + (1 << fraction - 1);
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

    private static int white(int bits) {
        return (1 << bits) - 1;
    }

    private int fixed(double value) {
        return (int) Math.round(value * (1 << fraction));
    }

    /**
     * Writes a picture's colours.
     *
     * @param placement which pixels go where
     */
    void colour(YuvPicture picture, Destination image, Placement placement) {
        short[] y = new short[picture.width()];
        short[] cb = new short[picture.chromaWidth()];
        short[] cr = new short[picture.chromaWidth()];
        int[] red = new int[placement.columns()];
        int[] green = new int[red.length];
        int[] blue = new int[red.length];
        for (int j = 0; j < placement.rows(); j++) {
            int row = placement.row(j);
            picture.row(0, row, y);
            if (!picture.monochrome()) {
                picture.row(1, row >> picture.shiftY(), cb);
                picture.row(2, row >> picture.shiftY(), cr);
            }
            int at = placement.index(j);
            if (picture.monochrome()) {
                samples(luma, y, 0, placement, green);
                image.set(at, placement.stepX(), green, green, green);
                continue;
            }
            if (identity) {
                samples(luma, y, 0, placement, green);
                samples(luma, cb, picture.shiftX(), placement, blue);
                samples(luma, cr, picture.shiftX(), placement, red);
            } else {
                ycc(y, cb, cr, picture.shiftX(), placement, red, green, blue);
            }
            image.set(at, placement.stepX(), red, green, blue);
        }
    }

    private void ycc(
            short[] y, short[] cb, short[] cr, int shiftX, Placement placement, int[] red, int[] green, int[] blue) {
        int step = placement.columnStep();
        for (int i = 0, x = placement.firstColumn(); i < red.length; i++, x += step) {
            int light = luma[y[x]];
            int u = cb[x >> shiftX];
            int v = cr[x >> shiftX];
            red[i] = clamp(light + redOfCr[v]);
            green[i] = clamp(light + greenOfCb[u] + greenOfCr[v]);
            blue[i] = clamp(light + blueOfCb[u]);
        }
    }

    private void samples(int[] table, short[] coded, int shiftX, Placement placement, int[] to) {
        for (int i = 0, x = placement.firstColumn(); i < to.length; i++, x += placement.columnStep()) {
            to[i] = clamp(table[coded[x >> shiftX]]);
        }
    }

    private int clamp(int fixed) {
        return Math.max(0, Math.min(fixed >> fraction, white));
    }

    /** Writes a picture's luma alone as alpha, over its whole range, like {@link #colour}. */
    static void alpha(YuvPicture picture, Destination image, Placement placement) {
        short[] y = new short[picture.width()];
        int[] alpha = new int[placement.columns()];
        int most = white(picture.depth());
        for (int j = 0; j < placement.rows(); j++) {
            picture.row(0, placement.row(j), y);
            for (int i = 0, x = placement.firstColumn(); i < alpha.length; i++, x += placement.columnStep()) {
                alpha[i] = (y[x] * white(image.bits()) + most / 2) / most;
            }
            image.setAlpha(placement.index(j), placement.stepX(), alpha);
        }
    }
}
