package org.mvjpeg.evaluation.arms;

/** What writes an arm's files. */
public enum Coder {
    /** Our encoder, by QP. */
    HEVC,
    /** The JDK's JPEG writer, by quality. */
    JPEG
}
