package org.mvjpeg.evaluation.networks;

import static org.junit.jupiter.api.Assumptions.abort;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Networks, photographs and labels that are not part of the repository: below the folder that the system property or environment
 * variable {@code MVJPEG_DATA} names, otherwise in {@code ../shared/data} beside the repository.
 */
public final class ReferenceNetworks {
    private static final String NAME = "MVJPEG_DATA";

    private ReferenceNetworks() {}

    /** A file of the data; the test is skipped where it is not there. */
    static Path file(String name) {
        return present(root().resolve(name));
    }

    static List<String[]> rows(String csv) throws IOException {
        return Files.readAllLines(file(csv)).stream()
                .skip(1)
                .map(line -> line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1))
                .toList();
    }

    static BufferedImage picture(String name) throws IOException {
        return ImageIO.read(file(name).toFile());
    }

    /** A network as {@code docs/networks} describes it. */
    static NetworkDescription described(String name) {
        NetworkDescription description = NetworkDescription.read(description(name), weights());
        description.weights().ifPresent(ReferenceNetworks::present);
        present(description.file());
        return description;
    }

    /** Where {@code docs/networks} describes a network. */
    public static Path description(String name) {
        return repository().resolve("docs/networks").resolve(name + ".json");
    }

    /** The folder of the networks' files; the test is skipped where it is not there. */
    public static Path weights() {
        return present(root().resolve("weights"));
    }

    private static Path present(Path path) {
        if (!Files.exists(path)) {
            abort(path + " is not there; " + NAME + " may name another place");
        }
        return path;
    }

    private static Path root() {
        String named = System.getProperty(NAME, System.getenv(NAME));
        return named != null
                ? Path.of(named)
                : repository().resolveSibling("shared").resolve("data");
    }

    private static Path repository() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder.getParent() != null && !Files.exists(folder.resolve("LICENSE"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
