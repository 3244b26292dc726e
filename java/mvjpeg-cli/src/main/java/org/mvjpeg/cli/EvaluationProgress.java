package org.mvjpeg.cli;

import java.nio.file.Path;
import org.mvjpeg.evaluation.run.RunListener;
import org.mvjpeg.evaluation.run.Skipped;

/** How far an evaluation is. */
final class EvaluationProgress implements RunListener, AutoCloseable {
    private final Console console;
    private final LongProgress progress;

    EvaluationProgress(long codings, Console console) {
        this.console = console;
        this.progress = new LongProgress("evaluate", "codings", codings, console);
    }

    @Override
    public void codings(int count, boolean kept) {
        progress.step(count, kept);
    }

    @Override
    public void skipped(Skipped picture) {
        console.fail(Path.of(picture.name()), new FileFailure("skipped: " + picture.reason()));
    }

    @Override
    public void close() {
        progress.close();
    }
}
