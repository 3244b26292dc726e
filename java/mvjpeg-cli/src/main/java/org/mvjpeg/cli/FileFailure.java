package org.mvjpeg.cli;

import java.io.IOException;

/** A file cannot be used, for the reason in the message. */
final class FileFailure extends IOException {
    private static final long serialVersionUID = 1L;

    FileFailure(String reason) {
        super(reason);
    }

    FileFailure(String reason, Throwable cause) {
        super(reason, cause);
    }
}
