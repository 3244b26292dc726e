package org.mvjpeg.cli;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How far a long task is: a bar with the time left on a terminal, elsewhere a line on standard error every minute. */
final class LongProgress implements AutoCloseable {
    private static final long LINE_NANOS = 60_000_000_000L;

    private final String task;
    private final String unit;
    private final Console console;
    private final ProgressBar bar;
    private final long start = System.nanoTime();
    private long lastLine = start;
    private long left;
    private long done;

    /** @param unit of what is counted, plural */
    LongProgress(String task, String unit, long expected, Console console) {
        this.task = task;
        this.unit = unit;
        this.console = console;
        this.left = expected;
        this.bar = Console.isTerminal()
                ? new ProgressBarBuilder()
                        .setTaskName(task)
                        .setInitialMax(expected)
                        .setUnit(" " + unit, 1)
                        .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
                        .setUpdateIntervalMillis(500)
                        .setConsumer(new ConsoleProgressBarConsumer(System.err))
                        .build()
                : null;
        console.progressShown(bar != null);
    }

    /** As much is now thought to be left. */
    synchronized void expect(long more) {
        left = more;
        if (bar != null) {
            bar.maxHint(done + more);
        }
    }

    /** @param kept known already from an earlier run */
    synchronized void step(int count, boolean kept) {
        left = Math.max(0, left - count);
        if (bar != null) {
            if (kept) {
                // They take no time, so the bar and its estimate are about the others alone.
                bar.maxHint(Math.max(done, bar.getMax() - count));
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
                console.note(String.format("%s: %d %s done, %d left, about %.0f min", task, done, unit, left, minutes));
            }
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            console.progressShown(false);
        }
    }
}
