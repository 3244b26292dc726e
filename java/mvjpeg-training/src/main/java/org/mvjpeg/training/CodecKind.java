package org.mvjpeg.training;

/** Behind which codec a post filter is trained. */
public enum CodecKind {
    /** x265 with the settings and the preprocessing network of profiles. */
    X265,
    /** The JDK's JPEG writer. */
    JPEG
}
