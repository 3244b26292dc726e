package org.mvjpeg.cli;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar on standard error while several files are worked on; nothing for one file, or where there is no terminal. */
final class Progress implements AutoCloseable {
    private final ProgressBar bar;
    private final Console console;

    private Progress(ProgressBar bar, Console console) {
        this.bar = bar;
        this.console = console;
    }

    static Progress start(String task, int files, Console console) {
        if (files < 2 || !Console.isTerminal()) {
            return new Progress(null, console);
        }
        ProgressBar bar = new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(files)
                .setUnit(" files", 1)
                .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
                .setUpdateIntervalMillis(200)
                // The consumer for terminals moves the cursor up, over the lines printed in between.
                .setConsumer(new ConsoleProgressBarConsumer(System.err))
                .build();
        console.progressShown(true);
        return new Progress(bar, console);
    }

    void step() {
        if (bar != null) {
            bar.step();
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
