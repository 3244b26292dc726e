package org.mvjpeg.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What a command says: results on standard output, {@code mvjpeg: FILE: reason} on standard error. Counts the failures; safe from many
 * threads.
 */
final class Console {
    private static final String CLEAR_LINE = "\r\033[K";

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean verbose;
    private int failures;
    private boolean progressShown;

    Console(CommandSpec command, CommonOptions options) {
        this.out = command.commandLine().getOut();
        this.err = command.commandLine().getErr();
        this.verbose = options.verbose;
    }

    /** Whether standard error is a terminal; Java cannot ask, so the launcher tells. */
    static boolean isTerminal() {
        return Boolean.getBoolean("mvjpeg.terminal");
    }

    /** Tells that a progress bar is drawn on standard error, or no longer. */
    synchronized void progressShown(boolean shown) {
        progressShown = shown;
    }

    synchronized void print(String line) {
        clearProgress();
        out.println(line);
        out.flush();
    }

    /** Says how things stand, on standard error. */
    synchronized void note(String what) {
        error("mvjpeg: " + what);
    }

    synchronized void warn(Path file, String what) {
        error("mvjpeg: " + file + ": warning: " + what);
    }

    synchronized void fail(Path file, Throwable failure) {
        failures++;
        error("mvjpeg: " + file + ": " + Reasons.of(failure));
        if (verbose) {
            failure.printStackTrace(err);
            err.flush();
        }
    }

    synchronized int failures() {
        return failures;
    }

    synchronized int exitCode() {
        return failures == 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    private void error(String line) {
        clearProgress();
        err.println(line);
        err.flush();
    }

    private void clearProgress() {
        if (progressShown) {
            err.print(CLEAR_LINE);
            err.flush();
        }
    }
}
