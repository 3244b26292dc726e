package org.mvjpeg.codec;

import java.util.Arrays;

/**
 * Y'CbCr → R'G'B' in fixed point, rounded, after ITU-T H.273 (8.3), from the samples' own depth to that of the image. Chroma is
 * replicated, not interpolated.
 */
final class YuvToRgb {
    /** Bits that are left in 32 for fractions beside a sample of 16 bits, or of 8, and what a sum of luma and chroma goes beyond. */
    private static final int FRACTION_OF_16 = 13;

    private static final int FRACTION_OF_8 = 16;

    private static final int WHITE_OF_8 = 255;

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
        Row row = new Row(picture, placement);
        for (int j = 0; j < placement.rows(); j++) {
            row.read(placement.row(j));
            row.write(image, placement.index(j), placement.stepX());
        }
    }

    /**
     * The taken pixels of a row in fixed point: what luma adds to all three colours, and what chroma adds to each, which is kept for the
     * next row of luma beside it. Its loops are short enough for the JIT to make vector instructions of them.
     */
    private final class Row {
        private final YuvPicture picture;
        private final Placement placement;

        /** GBR: luma is green alone, the chroma planes are blue and red. */
        private final boolean planar;

        private final SampleRow y;
        private final SampleRow cb;
        private final SampleRow cr;
        private int chromaRow = -1;
        private final int[] light;
        private final int[] red;
        private final int[] green;
        private final int[] blue;
        private final int[] shown;

        private Row(YuvPicture picture, Placement placement) {
            this.picture = picture;
            this.placement = placement;
            planar = identity && !picture.monochrome();
            y = new SampleRow(picture, 0);
            cb = new SampleRow(picture, 1);
            cr = new SampleRow(picture, 2);
            light = new int[placement.columns()];
            red = new int[light.length];
            green = new int[light.length];
            blue = new int[light.length];
            shown = new int[light.length];
        }

        private void read(int row) {
            y.read(row);
            look(y, luma, planar ? green : light);
            int besides = row >> picture.shiftY();
            if (picture.monochrome() || besides == chromaRow) {
                return;
            }
            chromaRow = besides;
            cb.read(besides);
            cr.read(besides);
            if (planar) {
                look(cb, luma, blue);
                look(cr, luma, red);
            } else {
                look(cr, redOfCr, red);
                look(cb, blueOfCb, blue);
                look(cb, greenOfCb, green);
                look(cr, greenOfCr, shown);
                for (int i = 0; i < green.length; i++) {
                    green[i] += shown[i];
                }
            }
        }

        private void look(SampleRow samples, int[] table, int[] to) {
            samples.look(table, placement.firstColumn(), placement.columnStep(), to);
        }

        private void write(Destination image, int at, int step) {
            if (image.bits() == Byte.SIZE) {
                Arrays.fill(shown, 0);
                pack(red);
                pack(green);
                pack(blue);
                image.setPacked(at, step, shown);
            } else {
                image.setRed(at, step, clamped(red));
                image.setGreen(at, step, clamped(green));
                image.setBlue(at, step, clamped(blue));
            }
        }

        /** Adds a colour of 8 bits below those that are there. */
        private void pack(int[] colour) {
            for (int i = 0; i < shown.length; i++) {
                shown[i] = shown[i] << Byte.SIZE | clamp(light[i] + colour[i] >> FRACTION_OF_8, WHITE_OF_8);
            }
        }

        private int[] clamped(int[] colour) {
            for (int i = 0; i < shown.length; i++) {
                shown[i] = clamp(light[i] + colour[i] >> fraction, white);
            }
            return shown;
        }
    }

    /** To 0..white, a power of 2 less 1. Not by Math.min and max, which the JIT of Java 17 makes no vectors of. */
    private static int clamp(int value, int white) {
        int positive = value & ~(value >> 31);
        return (positive | white - positive >> 31) & white;
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
