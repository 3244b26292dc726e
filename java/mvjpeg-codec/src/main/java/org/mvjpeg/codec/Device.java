package org.mvjpeg.codec;

/** Where the preprocessing kernel runs; its output is the same bytes everywhere. */
public enum Device {
    /** The GPU if it works, otherwise the CPU. */
    AUTO,
    CPU,
    /** The GPU; where none works one log line says why and the CPU is used. */
    CUDA
}
