package org.mvjpeg.cli;

import java.nio.file.Path;
import org.mvjpeg.sets.SetListener;
import org.mvjpeg.sets.SkippedPicture;

/** How far the measuring of a set is; shown from when encodes are expected until it is closed, then anew. */
final class SetProgress implements SetListener, AutoCloseable {
    private final Console console;

    /** {@code null} while nothing is shown. */
    private LongProgress progress;

    SetProgress(Console console) {
        this.console = console;
    }

    @Override
    public synchronized void expected(int encodes) {
        if (progress == null) {
            progress = new LongProgress("measure", "encodes", encodes, console);
        }
        progress.expect(encodes);
    }

    @Override
    public synchronized void measured(boolean kept) {
        progress.step(1, kept);
    }

    @Override
    public void skipped(SkippedPicture picture) {
        console.fail(Path.of(picture.picture().name()), new FileFailure("skipped: " + picture.reason()));
    }

    @Override
    public synchronized void close() {
        if (progress != null) {
            progress.close();
            progress = null;
        }
    }
}
