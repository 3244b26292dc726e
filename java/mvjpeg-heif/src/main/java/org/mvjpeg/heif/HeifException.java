package org.mvjpeg.heif;

import java.io.IOException;

/** A HEIF file that cannot be read: broken, hostile or beyond a limit. The message names the box and its offset. */
public final class HeifException extends IOException {
    private static final long serialVersionUID = 1L;

    public HeifException(String message) {
        super(message);
    }

    public HeifException(String message, Throwable cause) {
        super(message, cause);
    }
}
