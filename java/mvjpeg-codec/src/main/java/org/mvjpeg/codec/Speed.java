package org.mvjpeg.codec;

/** Effort of the HEVC encoder. */
public enum Speed {
    FAST,
    BALANCED,
    BEST
}
