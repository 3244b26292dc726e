package org.mvjpeg.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the files that the arguments name; folders are searched recursively. */
final class Inputs {
    /**
     * A file to work on.
     *
     * @param file its path as the user would write it
     * @param relative its path below the folder that was named, or its name if the file itself was
     */
    record Input(Path file, Path relative) {}

    private Inputs() {}

    /**
     * Expands arguments, in their order; the files of a folder in the order of their paths.
     *
     * @param suffixes what counts as an input inside a folder; a file that is named itself always counts
     * @param console told about arguments that cannot be used
     */
    static List<Input> expand(List<Path> arguments, Set<String> suffixes, Console console) {
        List<Input> inputs = new ArrayList<>();
        for (Path argument : arguments) {
            try {
                if (Files.isDirectory(argument)) {
                    List<Input> found = search(argument, suffixes);
                    if (found.isEmpty()) {
                        throw new FileFailure("no file in this folder has one of the suffixes "
                                + String.join(", ", suffixes.stream().sorted().toList()));
                    }
                    inputs.addAll(found);
                } else if (!Files.exists(argument)) {
                    throw new FileFailure("no such file or folder");
                } else {
                    inputs.add(new Input(argument, argument.getFileName()));
                }
            } catch (IOException e) {
                console.fail(argument, e);
            }
        }
        return inputs;
    }

    private static List<Input> search(Path folder, Set<String> suffixes) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(file -> suffixes.contains(Suffixes.of(file)) && Files.isRegularFile(file))
                    .sorted()
                    .map(file -> new Input(file, folder.relativize(file)))
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** All the bytes of a file that should hold something. */
    static byte[] readBytes(Path file) throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new FileFailure("no such file", e);
        } catch (OutOfMemoryError e) {
            throw new FileFailure("too large to be read: " + Files.size(file) + " bytes", e);
        }
        if (bytes.length == 0) {
            throw new FileFailure("the file is empty");
        }
        return bytes;
    }
}
