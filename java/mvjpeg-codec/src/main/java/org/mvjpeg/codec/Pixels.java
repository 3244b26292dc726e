package org.mvjpeg.codec;

import java.awt.Rectangle;
import java.awt.image.RenderedImage;
import java.util.Optional;

/** An immutable view of interleaved 8-bit pixels on the heap; the samples are shared, not copied. */
public final class Pixels {
    private Pixels() {}

    /** The whole of an image of any type. */
    public static Pixels of(RenderedImage image) {
        throw new UnsupportedOperationException();
    }

    /**
     * Part of an image: every {@code stepX}-th column and {@code stepY}-th row of a region.
     *
     * @param region in the image's own coordinates (minX, minY count); inside the image, not empty
     */
    public static Pixels of(RenderedImage image, Rectangle region, int stepX, int stepY) {
        throw new UnsupportedOperationException();
    }

    /** Samples in a byte array. Row {@code y} starts at {@code offset + y * rowStride}. */
    public static Pixels of(byte[] samples, int offset, int rowStride, PixelFormat format, int width, int height) {
        throw new UnsupportedOperationException();
    }

    public int width() {
        throw new UnsupportedOperationException();
    }

    public int height() {
        throw new UnsupportedOperationException();
    }

    /** Whether the format has an alpha sample. */
    public boolean hasAlpha() {
        throw new UnsupportedOperationException();
    }

    /** The ICC profile that the samples are in; empty for sRGB. */
    public Optional<byte[]> iccProfile() {
        throw new UnsupportedOperationException();
    }
}
