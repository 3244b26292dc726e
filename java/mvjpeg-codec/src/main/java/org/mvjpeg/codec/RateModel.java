package org.mvjpeg.codec;

import java.nio.ByteBuffer;

/**
 * How many bytes a picture will take at each quantiser, estimated from its samples before anything is coded.
 *
 * <p>Luma is transformed in blocks of 8x8 (Walsh-Hadamard), and each coefficient costs bits by its size in quantiser steps, where the step
 * follows the activity of its 16x16 block as in adaptive quantisation. On photographs the estimate is within some 15 %, and its
 * change over three QPs within some 3 %; what it does not know, such as how well a picture's edges are predicted, the first encodes tell.
 */
final class RateModel {
    /** Blocks that are looked at, in an even lattice; larger pictures have more, of the same kinds. */
    private static final int MAX_BLOCKS = 4096;

    private static final int BLOCK = 16;
    private static final int TRANSFORM = 8;
    private static final int CTU = 64;

    /** Where the quantiser step is 1; it doubles for every six QPs. */
    private static final int UNIT_STEP_QP = 4;

    private static final int QPS_PER_OCTAVE = 6;

    /** x265's adaptive quantisation of mode 1 and strength 1: QPs for each octave of a block's energy, and the energy of none. */
    private static final double AQ_STRENGTH = 1.0397;

    private static final double AQ_NEUTRAL = 14.427;
    private static final int MIN_AQ = -15;
    private static final int MAX_AQ = 8;

    /** QP at which a coefficient's size is one quantiser step. */
    private static final int MIN_LEVEL = UNIT_STEP_QP - 3 * QPS_PER_OCTAVE;

    private static final int MAX_LEVEL = UNIT_STEP_QP + 11 * QPS_PER_OCTAVE;

    /**
     * A coefficient that is further below its quantiser step than as many QPs is not coded. x265 gives up what is small all at once, so the
     * bytes of noise vanish within a few QPs.
     */
    private static final int DEAD_ZONE = 4;

    /**
     * Bits of a coefficient at the edge of the dead zone. Like the other bits and bytes fitted to 35 photographs and 40 drawn pictures of
     * 64 to 1024 pixels a side at QPs 8 to 51.
     */
    private static final double LEAST_BITS = 2.9;

    /** Bytes of 64x64 samples, and of a picture, whose coefficients all vanish: shapes of blocks and chroma. */
    private static final double BYTES_PER_CTU = 1.5;

    private static final double BYTES_PER_PICTURE = 29;

    /** The lowest frequencies cost more than their size says: they count twice, as if they were larger by so many QPs. */
    private static final int LOW_COUNT = 2;

    private static final int LOW_GAIN = 4;

    private final double[] logBytes = new double[EncoderOptions.MAX_QP + 1];

    private RateModel(long[][] histogram, double blocksToAll, double fixedBytes) {
        double[] bits = bitsOfDistance();
        for (int qp = 0; qp < logBytes.length; qp++) {
            double sum = 0;
            for (int aq = MIN_AQ; aq <= MAX_AQ; aq++) {
                int blockQp = Math.max(0, Math.min(EncoderOptions.MAX_QP, qp + aq));
                long[] levels = histogram[aq - MIN_AQ];
                for (int level = MIN_LEVEL; level <= MAX_LEVEL; level++) {
                    sum += levels[level - MIN_LEVEL] * bits[level - blockQp - MIN_LEVEL + EncoderOptions.MAX_QP];
                }
            }
            logBytes[qp] = Math.log(fixedBytes + sum * blocksToAll / Byte.SIZE);
        }
    }

    /** Bits of a coefficient by how far its level is above the QP; the first is for the lowest level at the coarsest QP. */
    private static double[] bitsOfDistance() {
        double[] bits = new double[MAX_LEVEL - MIN_LEVEL + EncoderOptions.MAX_QP + 1];
        for (int i = 0; i < bits.length; i++) {
            int beyond = i + MIN_LEVEL - EncoderOptions.MAX_QP + DEAD_ZONE;
            if (beyond >= 0) {
                double size = Math.pow(2, (double) beyond / QPS_PER_OCTAVE);
                bits[i] = LEAST_BITS + Math.log((1 + size * size) / 2) / Math.log(4);
            }
        }
        return bits;
    }

    static RateModel of(Interleaved samples) {
        Blocks blocks = new Blocks(samples);
        blocks.visit();
        double area = (double) samples.width() * samples.height();
        return new RateModel(
                blocks.histogram,
                area / (BLOCK * BLOCK) / blocks.visited,
                BYTES_PER_PICTURE + BYTES_PER_CTU * area / (CTU * CTU));
    }

    /**
     * The natural logarithm of the coded bytes; it falls as the QP rises.
     *
     * @param qp 0 to 51
     */
    double logBytes(double qp) {
        int below = Math.min((int) qp, logBytes.length - 2);
        return logBytes[below] + (qp - below) * (logBytes[below + 1] - logBytes[below]);
    }

    /** The transform of the blocks of a picture. */
    private static final class Blocks {
        private final Interleaved samples;
        private final long[][] histogram = new long[MAX_AQ - MIN_AQ + 1][MAX_LEVEL - MIN_LEVEL + 1];
        private final int[] luma;
        private final int[] coefficients = new int[TRANSFORM * TRANSFORM];
        private final byte[] levelOf = levels();
        private long visited;

        private Blocks(Interleaved samples) {
            this.samples = samples;
            this.luma = new int[samples.width() * BLOCK];
        }

        /** The level of each size of a coefficient, which is eight times that of an orthonormal transform. */
        private static byte[] levels() {
            byte[] levels = new byte[255 * TRANSFORM * TRANSFORM + 1];
            for (int size = 1; size < levels.length; size++) {
                double octaves = Math.log((double) size / TRANSFORM) / Math.log(2);
                levels[size] = (byte) Math.round(UNIT_STEP_QP + QPS_PER_OCTAVE * octaves);
            }
            return levels;
        }

        private void visit() {
            int columns = (samples.width() + BLOCK - 1) / BLOCK;
            int rows = (samples.height() + BLOCK - 1) / BLOCK;
            int step = (int) Math.ceil(Math.sqrt((double) columns * rows / MAX_BLOCKS));
            ByteBuffer row = ByteBuffer.allocate(samples.width() * samples.pixelStride());
            for (int y = 0; y < rows; y += step) {
                for (int line = 0; line < BLOCK; line++) {
                    readLine(row, Math.min(y * BLOCK + line, samples.height() - 1), line * samples.width());
                }
                for (int x = 0; x < columns; x += step) {
                    visit(x * BLOCK);
                }
            }
        }

        private void readLine(ByteBuffer row, int y, int to) {
            samples.copyRow(y, row.clear());
            byte[] bytes = row.array();
            for (int x = 0, at = 0; x < samples.width(); x++, at += samples.pixelStride()) {
                int red = bytes[at + samples.red()] & 0xFF;
                int green = bytes[at + samples.green()] & 0xFF;
                int blue = bytes[at + samples.blue()] & 0xFF;
                luma[to + x] = 77 * red + 150 * green + 29 * blue + 128 >> 8;
            }
        }

        private int luma(int x, int line) {
            return luma[line * samples.width() + Math.min(x, samples.width() - 1)];
        }

        private void visit(int left) {
            visited++;
            long[] levels = histogram[aq(left) - MIN_AQ];
            int[] sums = new int[BLOCK / TRANSFORM * BLOCK / TRANSFORM];
            int count = 0;
            for (int top = 0; top < BLOCK; top += TRANSFORM) {
                for (int x = left; x < left + BLOCK; x += TRANSFORM) {
                    transform(x, top);
                    sums[count++] = coefficients[0];
                    for (int i = 1; i < coefficients.length; i++) {
                        if (coefficients[i] != 0) {
                            levels[levelOf[Math.abs(coefficients[i])] - MIN_LEVEL]++;
                        }
                    }
                }
            }
            countLow(levels, sums[0] - sums[1] + sums[2] - sums[3]);
            countLow(levels, sums[0] + sums[1] - sums[2] - sums[3]);
            countLow(levels, sums[0] - sums[1] - sums[2] + sums[3]);
        }

        /** Counts one of the coefficients that 16x16 samples have beyond those of 8x8. */
        private void countLow(long[] levels, int sum) {
            int size = Math.abs(sum) / 2;
            if (size > 0) {
                levels[Math.min(MAX_LEVEL, levelOf[size] + LOW_GAIN) - MIN_LEVEL] += LOW_COUNT;
            }
        }

        private int aq(int left) {
            long sum = 0;
            long squares = 0;
            for (int line = 0; line < BLOCK; line++) {
                for (int x = left; x < left + BLOCK; x++) {
                    int value = luma(x, line);
                    sum += value;
                    squares += (long) value * value;
                }
            }
            long energy = Math.max(1, squares - sum * sum / (BLOCK * BLOCK));
            long offset = Math.round(AQ_STRENGTH * (Math.log(energy) / Math.log(2) - AQ_NEUTRAL));
            return (int) Math.max(MIN_AQ, Math.min(MAX_AQ, offset));
        }

        private void transform(int left, int top) {
            for (int y = 0; y < TRANSFORM; y++) {
                for (int x = 0; x < TRANSFORM; x++) {
                    coefficients[y * TRANSFORM + x] = luma(left + x, top + y);
                }
            }
            for (int length = 1; length < coefficients.length; length *= 2) {
                for (int i = 0; i < coefficients.length; i++) {
                    if ((i & length) == 0) {
                        int a = coefficients[i];
                        int b = coefficients[i + length];
                        coefficients[i] = a + b;
                        coefficients[i + length] = a - b;
                    }
                }
            }
        }
    }
}
