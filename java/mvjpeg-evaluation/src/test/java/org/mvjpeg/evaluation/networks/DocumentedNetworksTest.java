package org.mvjpeg.evaluation.networks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The descriptions in {@code docs/networks}, which users copy; {@link ReferenceResultsTest} runs them. */
class DocumentedNetworksTest {
    private static final Path FOLDER = ReferenceNetworks.description("any").getParent();

    @Test
    void allOfThemCanBeRead() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<Path> found = files.toList();
            assertThat(found).hasSize(5);
            for (Path file : found) {
                NetworkDescription description = NetworkDescription.read(file, Path.of("weights"));
                assertThat(description.file().getParent()).isEqualTo(Path.of("weights"));
            }
        }
    }
}
