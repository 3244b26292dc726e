package org.mvjpeg.training.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Runs {@code mvjpeg train}, {@code train-filter} and {@code distil}. */
@Command(
        name = "mvjpeg",
        description = "Trains networks for mvjpeg.",
        subcommands = {TrainCommand.class, TrainFilterCommand.class, DistilCommand.class},
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class Main {
    private Main() {}

    /** Runs the command and exits with its code. */
    public static void main(String[] arguments) {
        System.setProperty("java.util.logging.SimpleFormatter.format", "mvjpeg: %5$s%6$s%n");
        System.exit(run(arguments));
    }

    private static int run(String[] arguments) {
        try {
            return commandLine().execute(arguments);
        } catch (OutOfMemoryError | LinkageError e) {
            System.err.println("mvjpeg: " + e);
            return TrainCommand.FAILED;
        }
    }

    /** The command line, not yet run; a test may set its streams. */
    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    String message = failure.getMessage();
                    line.getErr().println("mvjpeg: " + (message == null ? failure.toString() : message));
                    return TrainCommand.FAILED;
                })
                .setParameterExceptionHandler((failure, parsed) -> {
                    CommandLine line = failure.getCommandLine();
                    line.getErr().println("mvjpeg: " + failure.getMessage());
                    line.getErr().println("Try '" + line.getCommandSpec().qualifiedName() + " --help'.");
                    return line.getCommandSpec().exitCodeOnInvalidInput();
                });
    }
}
