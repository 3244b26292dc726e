package org.mvjpeg.cli;

/** What a script can rely on. */
final class ExitCode {
    static final int OK = 0;
    /** Some input failed; every failure is named on standard error. */
    static final int FAILED = 1;
    /** The command line itself is wrong; nothing was done. */
    static final int USAGE = 2;

    private ExitCode() {}
}
