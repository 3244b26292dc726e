package org.mvjpeg.evaluation.run;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.mvjpeg.evaluation.arms.Arm;
import org.mvjpeg.evaluation.arms.Arms;
import org.mvjpeg.evaluation.data.LabelledPicture;
import org.mvjpeg.evaluation.metrics.GroundTruth;
import org.mvjpeg.evaluation.networks.OnnxModel;

/** Drawn pictures and networks of known answers. */
public final class Fixture {
    /** QPs of the plans. */
    public static final List<Integer> QPS = List.of(27, 37, 47);

    private Fixture() {}

    /** Noisy pictures whose strongest channel is their label, 0 blue, 1 green, 2 red, but only just. */
    public static List<LabelledPicture> pictures(Path folder, int count) throws IOException {
        List<LabelledPicture> pictures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int label = i % 3;
            Random random = new Random(i);
            BufferedImage picture = new BufferedImage(48, 40, BufferedImage.TYPE_3BYTE_BGR);
            for (int at = 0; at < 48 * 40; at++) {
                int rgb = 0;
                for (int channel = 0; channel < 3; channel++) {
                    int level = 100 + (channel == label ? 6 : 0) + random.nextInt(90);
                    rgb |= level << 8 * channel;
                }
                picture.setRGB(at % 48, at / 48, rgb);
            }
            Path file = folder.resolve("p" + i + ".png");
            ImageIO.write(picture, "png", file.toFile());
            pictures.add(new LabelledPicture(
                    "p" + i + ".png",
                    file,
                    Optional.of(label),
                    Optional.of(List.of(new GroundTruth(0, 4, 4, 20 + i % 3, 20, false)))));
        }
        return pictures;
    }

    /** Scores of the classes are the means of the channels, times a factor. */
    public static NamedNetwork classifier(Path folder, String name, float factor) throws IOException {
        float[][] weights = {{factor, 0, 0}, {0, factor, 0}, {0, 0, factor}, {0, 0, 0}};
        Files.write(folder.resolve(name + ".onnx"), OnnxModel.meansThroughLinear(8, 8, weights, new float[4], 1, 4));
        Path json = Files.writeString(
                folder.resolve(name + ".json"),
                """
                {"file": "%s.onnx", "task": "classification", "input": {"width": 8, "height": 8},
                 "channel_order": "BGR", "mean": 0, "scale": 1, "resize": {"rule": "stretch"},
                 "output": "logits", "classes": 4}
                """
                        .formatted(name));
        return NamedNetwork.read(json, folder);
    }

    /** One box in each cell of YOLOX's coarsest grid, whose score grows with the green channel: its mean / 255. */
    public static NamedNetwork detector(Path folder) throws IOException {
        return detector(folder, 1);
    }

    /** The same with scores times a factor; one much larger than 1 makes them what no score can be. */
    public static NamedNetwork detector(Path folder, float factor) throws IOException {
        int rows = 21;
        float[][] weights = new float[rows * 6][3];
        float[] bias = new float[rows * 6];
        Arrays.fill(bias, 0);
        // Stride 32, the last row: centre (8, 8), 16 x 16 of 32 x 32 input pixels.
        int last = 6 * (rows - 1);
        bias[last] = 0.25f;
        bias[last + 1] = 0.25f;
        bias[last + 2] = (float) Math.log(0.5);
        bias[last + 3] = (float) Math.log(0.5);
        bias[last + 4] = 1;
        weights[last + 5][1] = factor / 255;
        Files.write(folder.resolve("boxes.onnx"), OnnxModel.meansThroughLinear(32, 32, weights, bias, 1, rows, 6));
        Path json = Files.writeString(
                folder.resolve("boxes.json"),
                """
                {"file": "boxes.onnx", "task": "detection", "input": {"width": 32, "height": 32},
                 "channel_order": "BGR", "mean": 0, "scale": 1, "resize": {"rule": "letterbox", "fill": 114},
                 "output": "yolox", "classes": 1, "nms_iou": 0.5, "score_min": 0.1}
                """);
        return NamedNetwork.read(json, folder);
    }

    /** A plan of three arms, one of the user's own, with the JPEG writer. */
    public static Plan plan(List<LabelledPicture> pictures, List<NamedNetwork> networks, int threads) {
        List<Arm> arms = List.of(Arms.of("x265"), Arms.of("machine"), Arms.parse("mine=off,coder=jpeg"));
        return new Plan(pictures, arms, QPS, List.of(10, 50, 90), networks, Optional.empty(), threads);
    }
}
