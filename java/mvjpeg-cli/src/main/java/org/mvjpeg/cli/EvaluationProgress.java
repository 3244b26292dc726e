package org.mvjpeg.cli;

import java.nio.file.Path;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.mvjpeg.evaluation.run.RunListener;
import org.mvjpeg.evaluation.run.Skipped;

/** How far an evaluation is: a bar with the time left on a terminal, elsewhere a line on standard error every minute. */
final class EvaluationProgress implements RunListener, AutoCloseable {
    private static final long LINE_NANOS = 60_000_000_000L;

    private final Console console;
    private final ProgressBar bar;
    private final long start = System.nanoTime();
    private long lastLine = start;
    private long left;
    private long done;

    EvaluationProgress(long codings, Console console) {
        this.console = console;
        this.left = codings;
        this.bar = Console.isTerminal()
                ? new ProgressBarBuilder()
                        .setTaskName("evaluate")
                        .setInitialMax(codings)
                        .setUnit(" codings", 1)
                        .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
                        .setUpdateIntervalMillis(500)
                        .setConsumer(new ConsoleProgressBarConsumer(System.err))
                        .build()
                : null;
        console.progressShown(bar != null);
    }

    @Override
    public synchronized void codings(int count, boolean kept) {
        left -= count;
        if (bar != null) {
            if (kept) {
                // They take no time, so the bar and its estimate are about the others alone.
                bar.maxHint(bar.getMax() - count);
            } else {
                bar.stepBy(count);
            }
        }
        if (!kept) {
            done += count;
            long now = System.nanoTime();
            if (bar == null && now - lastLine >= LINE_NANOS) {
                lastLine = now;
                double minutes = (now - start) / 60e9 / done * left;
                console.note(String.format("evaluate: %d codings done, %d left, about %.0f min", done, left, minutes));
            }
        }
    }

    @Override
    public void skipped(Skipped picture) {
        console.fail(Path.of(picture.name()), new FileFailure("skipped: " + picture.reason()));
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            console.progressShown(false);
        }
    }
}
