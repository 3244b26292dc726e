package org.mvjpeg.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mvjpeg.cli.Plan.Conversion;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Arguments of commands that turn files into files. */
final class BatchMixin {
    private static final int MAX_JOBS = 256;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Parameters(paramLabel = "IN", arity = "1..*", description = "Files, and folders that are searched recursively.")
    private List<Path> inputs;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT",
            description = {
                "For one file: the file to write. Otherwise, or with a / at the end: a folder, which keeps the sub-folders.",
                "Without it each output lies beside its input."
            })
    private String output;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "Files to work on at once, 1 to 256 (default ${DEFAULT-VALUE}).",
            defaultValue = "1")
    private int jobs;

    /** Files at once. @throws ParameterException if out of range */
    int jobs() {
        if (jobs < 1 || jobs > MAX_JOBS) {
            throw new ParameterException(
                    command.commandLine(), "Invalid value for option '--jobs': " + jobs + " is outside 1.." + MAX_JOBS);
        }
        return jobs;
    }

    /** The folder that outputs go into, if the user named one. */
    Optional<Path> outputFolder() {
        boolean isFile = output != null && !outputSuffix().isEmpty() && !Files.isDirectory(Path.of(output));
        return output == null || isFile ? Optional.empty() : Optional.of(Path.of(output));
    }

    /** The suffix of the output that the user named, in lower case; empty if none was named. */
    String outputSuffix() {
        return output == null || output.endsWith("/") ? "" : Suffixes.of(Path.of(output));
    }

    /**
     * Settles what becomes what.
     *
     * @param searched suffixes that count inside folders
     * @param suffix of outputs
     * @param allowed suffixes of an output that the user names
     */
    List<Conversion> plan(Set<String> searched, String suffix, Set<String> allowed, Console console) {
        List<Inputs.Input> found = Inputs.expand(inputs, searched, console);
        return Plan.of(inputs, found, output, suffix, allowed, command, console);
    }
}
