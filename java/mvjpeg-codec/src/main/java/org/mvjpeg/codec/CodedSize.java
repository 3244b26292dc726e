package org.mvjpeg.codec;

/** The size that x265 codes: even and at least 16, at least the picture's. */
record CodedSize(int width, int height) {
    /** The most luma samples of a picture at HEVC level 6.2, MaxLumaPs (ITU-T H.265 table A.8). */
    static final int MAX_SAMPLES = 35_651_584;

    /** The longest side at that level, the root of eight times MaxLumaPs. */
    static final int MAX_SIDE = 16_888;

    private static final int MIN_SIDE = 16;

    /** Side of the smallest coding block that our presets have; x265 codes whole ones. */
    private static final int BLOCK = 8;

    private static final int MAX_TREE_UNIT = 64;

    /** @throws IllegalArgumentException if a picture of this size cannot be coded */
    static CodedSize of(int width, int height) {
        if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE) {
            throw new IllegalArgumentException(
                    "a picture of " + width + "x" + height + " pixels; sides are 1 to " + MAX_SIDE);
        }
        CodedSize coded = new CodedSize(side(width), side(height));
        long samples = (long) coded.width * coded.height;
        if (samples > MAX_SAMPLES) {
            throw new IllegalArgumentException("a picture of " + width + "x" + height + " pixels codes " + samples
                    + " luma samples; HEVC level 6.2 allows " + MAX_SAMPLES);
        }
        return coded;
    }

    /** Filled up to whole coding blocks. */
    CodedSize wholeBlocks() {
        return new CodedSize(wholeBlocks(width), wholeBlocks(height));
    }

    private static int wholeBlocks(int side) {
        return (side + BLOCK - 1) / BLOCK * BLOCK;
    }

    /** Side of x265's coding tree units: FFmpeg lowers it to what fits into the picture. */
    int codingTreeUnit() {
        return Math.min(MAX_TREE_UNIT, Integer.highestOneBit(Math.min(width, height)));
    }

    /** Whether one coded picture can have this size; a larger one is coded as a grid. */
    static boolean isPossible(int width, int height) {
        return Math.max(width, height) <= MAX_SIDE && (long) side(width) * side(height) <= MAX_SAMPLES;
    }

    private static int side(int length) {
        return Math.max(MIN_SIDE, length + (length & 1));
    }
}
