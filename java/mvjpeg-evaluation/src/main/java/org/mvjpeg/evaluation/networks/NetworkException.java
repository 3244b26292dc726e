package org.mvjpeg.evaluation.networks;

/** A network that cannot be described, loaded or run as described. The message is one line that names the file. */
public final class NetworkException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NetworkException(String message) {
        super(message);
    }

    NetworkException(String message, Throwable cause) {
        super(message, cause);
    }
}
