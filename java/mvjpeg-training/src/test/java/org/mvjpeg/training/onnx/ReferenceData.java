package org.mvjpeg.training.onnx;

import static org.junit.jupiter.api.Assumptions.abort;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.mvjpeg.evaluation.networks.ChannelOrder;
import org.mvjpeg.evaluation.networks.NetworkDescription;
import org.mvjpeg.evaluation.networks.Normalisation;
import org.mvjpeg.evaluation.networks.OutputLayout;
import org.mvjpeg.evaluation.networks.ResizeRule;
import org.mvjpeg.evaluation.networks.Suppression;

/**
 * Networks and photographs that are not part of the repository: below the folder that the system property or environment variable
 * {@code MVJPEG_DATA} names, otherwise in {@code ../shared/data} beside the repository. Tests are skipped where they are not.
 */
public final class ReferenceData {
    private static final String NAME = "MVJPEG_DATA";

    private ReferenceData() {}

    static NetworkDescription squeezenet() {
        return classifier(
                "squeezenet_v1.1.onnx",
                227,
                new Normalisation(ChannelOrder.BGR, List.of(104f, 117f, 123f), List.of(1f, 1f, 1f)));
    }

    static NetworkDescription mobilenetV2() {
        return classifier("mobilenet_v2_1.0_224.onnx", 224, Normalisation.of(ChannelOrder.RGB, 128, 0.0078125f));
    }

    static NetworkDescription yoloxNano() {
        return new NetworkDescription(
                file("weights/yolox_nano_416.onnx"),
                Optional.empty(),
                416,
                416,
                Normalisation.of(ChannelOrder.BGR, 0, 1),
                new ResizeRule.Letterbox(114),
                OutputLayout.YOLOX,
                80,
                Optional.of(new Suppression(0.65f, 0.01f)));
    }

    private static NetworkDescription classifier(String name, int size, Normalisation normalisation) {
        return new NetworkDescription(
                file("weights/" + name),
                Optional.empty(),
                size,
                size,
                normalisation,
                new ResizeRule.Crop(256, 299),
                OutputLayout.LOGITS,
                1000,
                Optional.empty());
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
