package org.mvjpeg.codec;

/** Where the preprocessing kernel runs; its output is the same bytes everywhere. */
public enum Device {
    /** The GPU if it works, otherwise the CPU; one log line tells where a GPU failed. */
    AUTO,
    CPU,
    /**
     * The GPU; on a machine without one, one log line says why and the CPU is used. A GPU that fails at work is an error, in CUDA's own
     * words; only where it lacks memory for a picture the CPU takes over, with one log line.
     */
    CUDA
}
