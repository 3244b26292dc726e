package org.mvjpeg.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mvjpeg.cli.Inputs.Input;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Which input becomes which output; settled, and checked against overwriting inputs, before any work starts. */
final class Plan {
    /** One input and its output. */
    record Conversion(Path input, Path output) {}

    private Plan() {}

    /**
     * Plans conversions. Without {@code output} each output lies beside its input. With it, one input that is a file is written there;
     * anything else goes into that folder, which keeps the sub-structure of the folders named.
     *
     * @param output the option's value as typed, or null; ends in a separator where a folder is meant that does not exist yet
     * @param suffix of outputs that are not named by the user
     * @param allowed suffixes that an output named by the user may have
     * @param console told about inputs that have no output of their own
     */
    static List<Conversion> of(
            List<Path> arguments,
            List<Input> inputs,
            String output,
            String suffix,
            Set<String> allowed,
            CommandSpec command,
            Console console) {
        Path target = output == null ? null : Path.of(output);
        boolean isFile = target != null
                && arguments.size() == 1
                && !Files.isDirectory(arguments.get(0))
                && !Files.isDirectory(target)
                && !output.endsWith("/")
                && !output.endsWith(target.getFileSystem().getSeparator());
        if (isFile && !allowed.contains(Suffixes.of(target))) {
            throw new ParameterException(
                    command.commandLine(),
                    "Invalid value for option '--output': '" + output + "' must end in one of "
                            + String.join(
                                    ", ",
                                    allowed.stream().sorted().map(s -> "." + s).toList())
                            + ", or in / to name a folder");
        }
        if (target != null && !isFile && Files.exists(target) && !Files.isDirectory(target)) {
            throw new ParameterException(
                    command.commandLine(),
                    "Invalid value for option '--output': '" + output + "' is a file, but these inputs need a folder");
        }
        List<Conversion> wanted = new ArrayList<>();
        for (Input input : inputs) {
            Path file;
            if (isFile) {
                file = target;
            } else if (target == null) {
                file = Suffixes.replace(input.file(), suffix);
            } else {
                file = target.resolve(Suffixes.replace(input.relative(), suffix).toString());
            }
            wanted.add(new Conversion(input.file(), file));
        }
        return withoutClashes(wanted, console);
    }

    private static List<Conversion> withoutClashes(List<Conversion> wanted, Console console) {
        Set<Path> inputs = new HashSet<>();
        for (Conversion conversion : wanted) {
            inputs.add(real(conversion.input()));
        }
        Map<Path, Path> inputOf = new HashMap<>();
        List<Conversion> plan = new ArrayList<>();
        for (Conversion conversion : wanted) {
            Path output = real(conversion.output());
            Path earlier = inputOf.get(output);
            if (inputs.contains(output)) {
                console.fail(
                        conversion.input(),
                        new FileFailure("the output " + conversion.output() + " would overwrite an input"));
            } else if (earlier != null) {
                console.fail(
                        conversion.input(),
                        new FileFailure("the output " + conversion.output() + " is already that of " + earlier));
            } else {
                inputOf.put(output, conversion.input());
                plan.add(conversion);
            }
        }
        return plan;
    }

    /** One path for one file, whether it exists or not. */
    static Path real(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        try {
            return absolute.toRealPath();
        } catch (IOException absent) {
            Path parent = absolute.getParent();
            return parent == null ? absolute : real(parent).resolve(absolute.getFileName());
        }
    }
}
