package org.mvjpeg.training.onnx;

import static org.junit.jupiter.api.Assumptions.abort;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.mvjpeg.evaluation.networks.NetworkDescription;

/**
 * Networks and photographs that are not part of the repository: below the folder that the system property or environment variable
 * {@code MVJPEG_DATA} names, otherwise in {@code ../shared/data} beside the repository. Tests are skipped where they are not.
 */
public final class ReferenceData {
    private static final String NAME = "MVJPEG_DATA";

    private ReferenceData() {}

    /** A network as {@code docs/networks} describes it; the test is skipped where no networks are there. */
    static NetworkDescription described(String name) {
        return NetworkDescription.read(repository().resolve("docs/networks").resolve(name + ".json"), file("weights"));
    }

    /** The first training photographs, by name. */
    public static List<BufferedImage> photos(int count) throws IOException {
        try (Stream<Path> files = Files.list(file("unlabelled/bsds500"))) {
            List<Path> first = files.filter(path -> path.toString().endsWith(".jpg"))
                    .sorted()
                    .limit(count)
                    .toList();
            BufferedImage[] photos = new BufferedImage[count];
            for (int i = 0; i < count; i++) {
                photos[i] = ImageIO.read(first.get(i).toFile());
            }
            return List.of(photos);
        }
    }

    /** RGB samples of a picture, plane by plane. */
    static float[] planes(BufferedImage picture) {
        int w = picture.getWidth();
        int h = picture.getHeight();
        float[] planes = new float[3 * w * h];
        for (int y = 0, at = 0; y < h; y++) {
            for (int x = 0; x < w; x++, at++) {
                int rgb = picture.getRGB(x, y);
                planes[at] = rgb >> 16 & 0xFF;
                planes[w * h + at] = rgb >> 8 & 0xFF;
                planes[2 * w * h + at] = rgb & 0xFF;
            }
        }
        return planes;
    }

    private static Path file(String name) {
        Path path = root().resolve(name);
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
