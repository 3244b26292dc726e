package org.mvjpeg.training.network;

import static org.junit.jupiter.api.Assumptions.abort;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * Photographs that are not part of the repository: below the folder that the system property or environment variable
 * {@code MVJPEG_DATA} names, otherwise in {@code ../shared/data} beside the repository. Tests are skipped where they are not.
 */
final class Photos {
    private static final String NAME = "MVJPEG_DATA";

    private Photos() {}

    static List<BufferedImage> first(int count) throws IOException {
        Path folder = root().resolve("unlabelled").resolve("bsds500");
        if (!Files.exists(folder)) {
            abort(folder + " is not there; " + NAME + " may name another place");
        }
        List<BufferedImage> photos = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".jpg"))
                    .sorted()
                    .limit(count)
                    .toList()) {
                photos.add(ImageIO.read(file.toFile()));
            }
        }
        return photos;
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
