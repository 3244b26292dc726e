package org.mvjpeg.codec;

/**
 * How the samples of a decoded pixel lie in an image's array: bytes as (alpha,) blue, green, red, the JDK's own types; 16 bits as red,
 * green, blue (, alpha), as the JDK reads PNG.
 *
 * @param bits of a sample, 8 or 16, over its full scale
 * @param hasAlpha whether there is a fourth sample
 */
record SampleLayout(int bits, boolean hasAlpha) {
    /** The layout for what is coded with {@code depth} bits. */
    static SampleLayout of(int depth, boolean hasAlpha, Precision precision) {
        return new SampleLayout(depth > 8 && precision == Precision.AS_CODED ? 16 : 8, hasAlpha);
    }

    int samples() {
        return hasAlpha ? 4 : 3;
    }

    /** The largest sample. */
    int white() {
        return (1 << bits) - 1;
    }

    int red() {
        return bits == 16 ? 0 : samples() - 1;
    }

    int green() {
        return bits == 16 ? 1 : samples() - 2;
    }

    int blue() {
        return bits == 16 ? 2 : samples() - 3;
    }

    /** Meaningless without alpha. */
    int alpha() {
        return bits == 16 ? 3 : 0;
    }

    /** Band offsets of a raster. */
    int[] offsets() {
        return hasAlpha ? new int[] {red(), green(), blue(), alpha()} : new int[] {red(), green(), blue()};
    }
}
