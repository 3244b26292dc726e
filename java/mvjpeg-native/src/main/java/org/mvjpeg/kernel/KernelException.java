package org.mvjpeg.kernel;

/** The kernel library failed: a device is missing or broken, or memory ran out. The message is the library's own. */
public final class KernelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public KernelException(String message) {
        super(message);
    }
}
