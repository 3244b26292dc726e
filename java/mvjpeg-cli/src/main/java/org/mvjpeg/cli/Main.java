package org.mvjpeg.cli;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;

/** The {@code mvjpeg} command. */
@Command(
        name = "mvjpeg",
        description = "Compresses pictures for machines into HEIC files that every decoder opens.",
        subcommands = {
            EncodeCommand.class,
            DecodeCommand.class,
            InfoCommand.class,
            CompareCommand.class,
            EvaluateCommand.class,
            DoctorCommand.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all went well", "1:some input failed", "2:the command line is wrong"},
        footer = {"", "'mvjpeg COMMAND --help' explains a command."})
public final class Main {
    private static final Logger LOG = Logger.getLogger("org.mvjpeg");

    private Main() {}

    /** Runs a command and exits with its code. */
    public static void main(String[] arguments) {
        quietLogging();
        System.exit(run(arguments));
    }

    private static int run(String[] arguments) {
        try {
            return commandLine().execute(arguments);
        } catch (OutOfMemoryError | LinkageError e) {
            System.err.println("mvjpeg: " + Reasons.of(e));
            return ExitCode.FAILED;
        }
    }

    /** The command line, not yet run; a test may set its streams. */
    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler(Main::failed)
                .setParameterExceptionHandler(Main::misused);
    }

    /** Log lines look like the command's own messages, and only warnings are shown. */
    private static void quietLogging() {
        if (System.getProperty("java.util.logging.config.file") == null) {
            System.setProperty("java.util.logging.SimpleFormatter.format", "mvjpeg: %5$s%6$s%n");
            LOG.setLevel(Level.WARNING);
        }
    }

    private static int failed(Exception failure, CommandLine line, CommandLine.ParseResult arguments) {
        line.getErr().println("mvjpeg: " + Reasons.of(failure));
        if (CommonOptions.verbose(arguments)) {
            failure.printStackTrace(line.getErr());
        }
        return ExitCode.FAILED;
    }

    private static int misused(ParameterException failure, String[] arguments) {
        CommandLine line = failure.getCommandLine();
        PrintWriter err = line.getErr();
        if (arguments.length == 0) {
            line.usage(err);
            return ExitCode.USAGE;
        }
        err.println("mvjpeg: " + failure.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(failure, err);
        err.println("Try '" + line.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE;
    }

    /** The version that the jar's manifest carries. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                    .orElse("(not packaged)");
            return new String[] {"mvjpeg " + version};
        }
    }
}
