package org.mvjpeg.training.network;

/**
 * Size of a preprocessing network.
 *
 * @param channels of branch B: 16, 24 or 32
 * @param depth body layers of branch B, 1 to 4
 */
public record Architecture(int channels, int depth) {
    private static final int MAX_DEPTH = 4;

    /** @throws IllegalArgumentException if the kernel has no such network */
    public Architecture {
        if (channels != 16 && channels != 24 && channels != 32) {
            throw new IllegalArgumentException(channels + " channels; there must be 16, 24 or 32");
        }
        if (depth < 1 || depth > MAX_DEPTH) {
            throw new IllegalArgumentException("depth " + depth + " is outside 1.." + MAX_DEPTH);
        }
    }

    /** By how many half-resolution positions branch B looks beyond the picture on each side. */
    public int margin() {
        return depth + 2;
    }
}
