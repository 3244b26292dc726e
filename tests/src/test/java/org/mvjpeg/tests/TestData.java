package org.mvjpeg.tests;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Photographs and conformance files that are not part of the repository: below the folder that the system property or environment
 * variable {@code MVJPEG_DATA} names, otherwise in {@code ../shared/data} beside the repository.
 */
final class TestData {
    private static final String NAME = "MVJPEG_DATA";

    private TestData() {}

    /** The files of a folder in order; the test is skipped where they are not there. */
    static List<Path> files(String folder, String suffix) throws IOException {
        Path path = root().resolve(folder);
        if (!Files.isDirectory(path)) {
            abort(path + " is not there; " + NAME + " may name another place");
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }

    private static Path root() {
        String named = System.getProperty(NAME, System.getenv(NAME));
        if (named != null) {
            return Path.of(named);
        }
        Path folder = Path.of("").toAbsolutePath();
        while (folder.getParent() != null && !Files.exists(folder.resolve("LICENSE"))) {
            folder = folder.getParent();
        }
        return folder.resolveSibling("shared").resolve("data");
    }
}
