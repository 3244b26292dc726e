package org.mvjpeg.evaluation.networks;

import static org.junit.jupiter.api.Assumptions.abort;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;

/**
 * Networks, photographs and labels that are not part of the repository: below the folder that the system property or environment
 * variable {@code MVJPEG_DATA} names, otherwise in {@code ../shared/data} beside the repository.
 */
final class ReferenceNetworks {
    private static final String NAME = "MVJPEG_DATA";

    private ReferenceNetworks() {}

    /** A file of the data; the test is skipped where it is not there. */
    static Path file(String name) {
        Path path = root().resolve(name);
        if (!Files.isRegularFile(path)) {
            abort(path + " is not there; " + NAME + " may name another place");
        }
        return path;
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

    static NetworkDescription squeezenet() {
        return classifier(
                "squeezenet_v1.1.onnx",
                227,
                new Normalisation(ChannelOrder.BGR, List.of(104f, 117f, 123f), List.of(1f, 1f, 1f)),
                new ResizeRule.Crop(256, 299));
    }

    static NetworkDescription mobilenetV2() {
        return classifier(
                "mobilenet_v2_1.0_224.onnx",
                224,
                Normalisation.of(ChannelOrder.RGB, 128, 0.0078125f),
                new ResizeRule.Crop(256, 299));
    }

    static NetworkDescription mobilenetV1() {
        return classifier(
                "mobilenet_v1_0.75_192.onnx",
                192,
                Normalisation.of(ChannelOrder.RGB, 128, 0.0078125f),
                new ResizeRule.Crop(220, 299));
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

    static NetworkDescription yoloFastest() {
        return new NetworkDescription(
                file("weights/yolo-fastest-1.1-xl.cfg"),
                Optional.of(file("weights/yolo-fastest-1.1-xl.weights")),
                320,
                320,
                Normalisation.of(ChannelOrder.RGB, 0, 1 / 255f),
                new ResizeRule.Stretch(),
                OutputLayout.DARKNET,
                80,
                Optional.of(new Suppression(0.45f, 0.01f)));
    }

    private static NetworkDescription classifier(
            String name, int size, Normalisation normalisation, ResizeRule resize) {
        return new NetworkDescription(
                file("weights/" + name),
                Optional.empty(),
                size,
                size,
                normalisation,
                resize,
                OutputLayout.LOGITS,
                1000,
                Optional.empty());
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
