package org.mvjpeg.codec;

/** Order of the 8-bit samples of an interleaved pixel in memory. */
public enum PixelFormat {
    GRAY,
    RGB,
    BGR,
    RGBA,
    BGRA,
    ARGB,
    ABGR
}
