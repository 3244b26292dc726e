package org.mvjpeg.cli;

import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** Options of every command. */
final class CommonOptions {
    private static final String VERBOSE = "--verbose";

    @Option(names = VERBOSE, description = "Show a stack trace with each failure.")
    boolean verbose;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;

    /** Whether the subcommand that ran was asked to be verbose. */
    static boolean verbose(ParseResult arguments) {
        ParseResult last = arguments;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        return last.hasMatchedOption(VERBOSE);
    }
}
