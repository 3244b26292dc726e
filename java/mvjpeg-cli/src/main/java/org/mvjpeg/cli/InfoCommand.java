package org.mvjpeg.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mvjpeg info}. */
@Command(
        name = "info",
        description = "Shows what a HEIC file holds: picture, items and boxes.",
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the file was read", "1:it cannot be read", "2:the command line is wrong"})
final class InfoCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Parameters(paramLabel = "IN", description = "The file.")
    private Path input;

    @Option(names = "--json", description = "As JSON, for programs.")
    private boolean json;

    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() {
        Console console = new Console(command, common);
        try {
            FileDescription file = FileDescription.of(input, Inputs.readBytes(input));
            List<String> lines = json ? List.of(InfoJson.of(file)) : InfoText.of(file);
            lines.forEach(console::print);
        } catch (IOException | RuntimeException e) {
            console.fail(input, e);
        }
        return console.exitCode();
    }
}
