package org.mvjpeg.evaluation.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mvjpeg.evaluation.metrics.Detection;

class DetectorTest {
    /** YOLOX of 32x32 and one class: 4x4 + 2x2 + 1 rows of 6. */
    private static final int ROWS = 21;

    @TempDir
    Path folder;

    @Test
    void givesYoloxBoxesInPixelsOfThePictureBestFirst() throws IOException {
        float[] head = new float[6 * ROWS];
        // Input pixels 8..24 x 4..12, twice with different scores, and a better one that reaches beyond the left edge.
        row(head, 4 + 2, 0, 0, (float) Math.log(2), 0, 0.5f, 0.5f);
        row(head, 4 + 1, 1, 0, (float) Math.log(2), 0, 0.6f, 0.5f);
        row(head, 4, 0, 0.5f, (float) Math.log(2), 0, 1, 0.9f);
        // On the ground below the picture.
        row(head, 12, 0, 0.5f, (float) Math.log(2), 0, 1, 0.9f);
        try (Detector detector = Detector.load(yolox(head, 1))) {
            // 128x64 fits 32x32 at a quarter of its size.
            List<Detection> boxes = detector.run(new BufferedImage(128, 64, BufferedImage.TYPE_INT_RGB))
                    .boxes();
            assertThat(boxes).hasSize(2);
            assertBox(boxes.get(0), 0.9f, 0, 32, 32, 64);
            assertBox(boxes.get(1), 0.3f, 32, 16, 96, 48);
        }
    }

    @Test
    void refusesAnOutputThatIsNotYolox() throws IOException {
        NetworkDescription description = yolox(new float[6 * ROWS], 2);
        assertThatThrownBy(() -> Detector.load(description))
                .isInstanceOf(NetworkException.class)
                .hasMessageContaining("tiny.onnx")
                .hasMessageContaining("[1, 21, 6]")
                .hasMessageContaining("[1, 21, 7]");
    }

    @Test
    void refusesScoresThatAreNoProbabilities() throws IOException {
        for (float score : new float[] {3, Float.NaN}) {
            float[] head = new float[6 * ROWS];
            row(head, 7, 0, 0, 0, 0, 1, score);
            NetworkDescription description = yolox(head, 1);
            assertThatThrownBy(() -> Detector.load(description))
                    .isInstanceOf(NetworkException.class)
                    .hasMessageContaining("tiny.onnx: ")
                    .hasMessageContaining(" is " + score);
        }
    }

    @Test
    void refusesClassifiersAndClassifierRefusesDetectors() throws IOException {
        NetworkDescription detector = yolox(new float[6 * ROWS], 1);
        assertThatThrownBy(() -> Classifier.load(detector)).isInstanceOf(IllegalArgumentException.class);
        NetworkDescription classifier = new NetworkDescription(
                detector.file(),
                Optional.empty(),
                32,
                32,
                detector.normalisation(),
                new ResizeRule.Stretch(),
                OutputLayout.LOGITS,
                126,
                Optional.empty());
        assertThatThrownBy(() -> Detector.load(classifier)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void findsTheBoxesOfDarknetNetworks() throws IOException {
        try (Detector detector = Detector.load(darknet("thresh=0.01"))) {
            // 4x4 cells, each with a box of half the picture around its centre; the picture is twice as large as the
            // input.
            List<Detection> boxes = detector.run(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB))
                    .boxes();
            assertThat(boxes).hasSize(16);
            assertBox(boxes.get(0), 0.1192f, 0, 0, 3, 3);
            assertBox(boxes.get(1), 0.1192f, 1, 0, 5, 3);
            assertBox(boxes.get(15), 0.1192f, 5, 5, 8, 8);
        }
    }

    @Test
    void openCvDropsDarknetBoxesBelowItsOwnThreshold() throws IOException {
        try (Detector detector = Detector.load(darknet(""))) {
            assertThat(detector.run(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB))
                            .boxes())
                    .isEmpty();
        }
    }

    /** A network whose head is the same for every picture. */
    private NetworkDescription yolox(float[] head, int classes) throws IOException {
        byte[] onnx = OnnxModel.meansThroughLinear(32, 32, new float[head.length][3], head, 1, ROWS, 6);
        return new NetworkDescription(
                Files.write(folder.resolve("tiny.onnx"), onnx),
                Optional.empty(),
                32,
                32,
                Normalisation.of(ChannelOrder.BGR, 0, 1),
                new ResizeRule.Letterbox(114),
                OutputLayout.YOLOX,
                classes,
                Optional.of(new Suppression(0.5f, 0.1f)));
    }

    /** A region layer of one anchor behind a convolution of weights zero: the same box in each cell, of score sigmoid(-2). */
    private NetworkDescription darknet(String region) throws IOException {
        String cfg = String.join(
                "\n",
                "[net]",
                "width=4",
                "height=4",
                "channels=3",
                "",
                "[convolutional]",
                "filters=6",
                "size=1",
                "stride=1",
                "pad=0",
                "activation=linear",
                "",
                "[yolo]",
                "mask=0",
                "anchors=2,2",
                "classes=1",
                "num=1",
                region,
                "");
        ByteBuffer weights = ByteBuffer.allocate(3 * Integer.BYTES + Long.BYTES + (6 + 6 * 3) * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        weights.putInt(0).putInt(2).putInt(0).putLong(0);
        for (float bias : new float[] {0, 0, 0, 0, 20, -2}) {
            weights.putFloat(bias);
        }
        return new NetworkDescription(
                Files.writeString(folder.resolve("tiny.cfg"), cfg),
                Optional.of(Files.write(folder.resolve("tiny.weights"), weights.array())),
                4,
                4,
                Normalisation.of(ChannelOrder.RGB, 0, 1 / 255f),
                new ResizeRule.Stretch(),
                OutputLayout.DARKNET,
                1,
                Optional.of(new Suppression(0.5f, 0.1f)));
    }

    private static void assertBox(Detection box, float score, float x1, float y1, float x2, float y2) {
        assertThat(box.classId()).isZero();
        assertThat(new double[] {box.score(), box.x1(), box.y1(), box.x2(), box.y2()})
                .containsExactly(new double[] {score, x1, y1, x2, y2}, within(1e-3));
    }

    private static void row(float[] values, int row, float... content) {
        System.arraycopy(content, 0, values, content.length * row, content.length);
    }
}
