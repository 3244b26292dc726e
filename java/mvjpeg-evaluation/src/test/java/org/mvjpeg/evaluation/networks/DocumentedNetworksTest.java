package org.mvjpeg.evaluation.networks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The descriptions in {@code docs/networks}, which users copy. */
class DocumentedNetworksTest {
    private static final Path FOLDER = Path.of("../../docs/networks");

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

    @Test
    void theyAreThoseThatTheReferenceResultsAreOf() {
        Path weights = ReferenceNetworks.file("weights/models.json").getParent();
        assertThat(NetworkDescription.read(FOLDER.resolve("squeezenet.json"), weights))
                .isEqualTo(ReferenceNetworks.squeezenet());
        assertThat(NetworkDescription.read(FOLDER.resolve("mobilenet_v2.json"), weights))
                .isEqualTo(ReferenceNetworks.mobilenetV2());
        assertThat(NetworkDescription.read(FOLDER.resolve("mobilenet_v1.json"), weights))
                .isEqualTo(ReferenceNetworks.mobilenetV1());
        assertThat(NetworkDescription.read(FOLDER.resolve("yolox_nano.json"), weights))
                .isEqualTo(ReferenceNetworks.yoloxNano());
        assertThat(NetworkDescription.read(FOLDER.resolve("yolo_fastest.json"), weights))
                .isEqualTo(ReferenceNetworks.yoloFastest());
    }
}
