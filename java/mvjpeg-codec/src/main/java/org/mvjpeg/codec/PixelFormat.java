package org.mvjpeg.codec;

/** Order of the 8-bit samples of an interleaved pixel in memory. */
public enum PixelFormat {
    GRAY(1, 0, 0, 0, -1),
    RGB(3, 0, 1, 2, -1),
    BGR(3, 2, 1, 0, -1),
    RGBA(4, 0, 1, 2, 3),
    BGRA(4, 2, 1, 0, 3),
    ARGB(4, 1, 2, 3, 0),
    ABGR(4, 3, 2, 1, 0);

    private final int bytes;
    private final int red;
    private final int green;
    private final int blue;
    private final int alpha;

    PixelFormat(int bytes, int red, int green, int blue, int alpha) {
        this.bytes = bytes;
        this.red = red;
        this.green = green;
        this.blue = blue;
        this.alpha = alpha;
    }

    /** Bytes of a pixel. */
    public int bytes() {
        return bytes;
    }

    int red() {
        return red;
    }

    int green() {
        return green;
    }

    int blue() {
        return blue;
    }

    /** -1 for none. */
    int alpha() {
        return alpha;
    }
}
