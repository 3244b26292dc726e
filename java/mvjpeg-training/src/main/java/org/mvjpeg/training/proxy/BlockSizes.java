package org.mvjpeg.training.proxy;

/** Sides of the transform blocks, samples. */
final class BlockSizes {
    static final int[] LUMA = {4, 8, 16, 32};

    /** A luma block of 4 shares a chroma block of 4 with its three neighbours. */
    static final int[] CHROMA = {4, 8, 16};

    private BlockSizes() {}

    static int[] of(boolean luma) {
        return luma ? LUMA : CHROMA;
    }
}
