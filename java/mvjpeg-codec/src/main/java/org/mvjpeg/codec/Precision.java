package org.mvjpeg.codec;

/** How fine the samples of decoded images are. */
public enum Precision {
    /** 8 bits, rounded where a file has more: what every consumer of images takes. */
    EIGHT_BITS,
    /** What the file has: 16-bit samples over their full scale where it is coded with more than 8 bits, 8 bits otherwise. */
    AS_CODED
}
