package org.mvjpeg.kernel;

import java.util.Objects;

/** The kernel library failed: a device is missing or broken, or memory ran out. The message is the library's own. */
public final class KernelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What a caller can do about it. */
    public enum Reason {
        /** This machine cannot run the target asked for. */
        UNAVAILABLE,
        /** Memory ran out, a GPU's or the host's; another target or a smaller picture may have enough. */
        OUT_OF_MEMORY,
        /** The device failed. */
        DEVICE_FAILED,
        /** The GPU failed so that this process cannot use it again. */
        DEVICE_LOST
    }

    private final Reason reason;

    public KernelException(Reason reason, String message) {
        super(message);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    public Reason reason() {
        return reason;
    }
}
