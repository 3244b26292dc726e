package org.mvjpeg.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A program of another project that judges our files.
 *
 * @param path of the program
 */
record ExternalTool(Path path) {
    /**
     * Finds the first of several programs on the {@code PATH}. Where none is there the test fails in continuous integration (the
     * environment variable {@code CI} is {@code true}) and is reported as skipped elsewhere.
     *
     * @param debianPackage that has it
     */
    static ExternalTool find(String debianPackage, String... names) {
        Optional<Path> found = Stream.of(names)
                .flatMap(name -> folders().map(folder -> folder.resolve(name)))
                .filter(Files::isExecutable)
                .findFirst();
        if (found.isEmpty()) {
            String message = String.join(" or ", names) + " is not on the PATH; Debian has it in " + debianPackage;
            if ("true".equals(System.getenv("CI"))) {
                fail(message);
            }
            abort(message);
        }
        return new ExternalTool(found.orElseThrow());
    }

    private static Stream<Path> folders() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(Path::of);
    }

    /** Runs the program, which must end well. @return what it printed */
    String run(String... arguments) throws Exception {
        List<String> command =
                Stream.concat(Stream.of(path.toString()), Stream.of(arguments)).toList();
        Children.Result result = Children.run(command);
        assertThat(result.status()).as("%s: %s", command, result.output()).isZero();
        return result.output();
    }
}
