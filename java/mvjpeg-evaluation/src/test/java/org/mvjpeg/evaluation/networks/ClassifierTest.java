package org.mvjpeg.evaluation.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassifierTest {
    private static final float[][] WEIGHTS = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {1, -2, 4}};
    private static final float[] BIAS = {0, 10, 20, -1};

    @TempDir
    Path folder;

    @Test
    void answersTheLogitsOfTheMeansOfTheNormalisedPlanes() throws IOException {
        try (Classifier classifier = Classifier.load(description(OutputLayout.LOGITS, ChannelOrder.RGB, 4))) {
            // Left half (200, 100, 50), right half (100, 0, 150): means (150, 50, 100).
            assertThat(classifier.logits(halves())).containsExactly(new float[] {70, 39, 57, 159}, within(1e-3f));
        }
    }

    @Test
    void putsBlueFirstForNetworksOfBgr() throws IOException {
        try (Classifier classifier = Classifier.load(description(OutputLayout.LOGITS, ChannelOrder.BGR, 4))) {
            assertThat(classifier.logits(halves())).containsExactly(new float[] {45, 39, 82, 234}, within(1e-3f));
        }
    }

    @Test
    void turnsProbabilitiesIntoLogarithms() throws IOException {
        NetworkDescription description = describe(
                write(new float[4][3], new float[] {0.5f, 0.25f, 0.25f, 0}, 1, 4),
                OutputLayout.PROBABILITIES,
                ChannelOrder.RGB,
                4);
        try (Classifier classifier = Classifier.load(description)) {
            float[] logits = classifier.logits(halves());
            assertThat(logits[0]).isCloseTo((float) Math.log(0.5), within(1e-6f));
            assertThat(logits[1]).isCloseTo((float) Math.log(0.25), within(1e-6f));
            assertThat(logits[3]).isLessThan(-60).isFinite();
        }
    }

    @Test
    void isTheSameEachTime() throws IOException {
        try (Classifier classifier = Classifier.load(description(OutputLayout.LOGITS, ChannelOrder.RGB, 4))) {
            float[] first = classifier.logits(halves());
            classifier.logits(new BufferedImage(5, 9, BufferedImage.TYPE_INT_RGB));
            assertThat(classifier.logits(halves())).isEqualTo(first);
        }
    }

    @Test
    void refusesANetworkOfAnotherNumberOfClasses() throws IOException {
        NetworkDescription description = description(OutputLayout.LOGITS, ChannelOrder.RGB, 1000);
        assertThatThrownBy(() -> Classifier.load(description))
                .isInstanceOf(NetworkException.class)
                .hasMessageContaining("tiny.onnx")
                .hasMessageContaining("[1, 4]")
                .hasMessageContaining("[1, 1000]");
    }

    @Test
    void refusesAnswersThatAreNoNumbers() throws IOException {
        NetworkDescription description = describe(
                write(new float[4][3], new float[] {0, Float.NaN, 0, 0}, 1, 4),
                OutputLayout.LOGITS,
                ChannelOrder.RGB,
                4);
        assertThatThrownBy(() -> Classifier.load(description))
                .isInstanceOf(NetworkException.class)
                .hasMessageContaining("output value 1 is NaN");
    }

    @Test
    void doesNotRunOnceClosed() throws IOException {
        Classifier classifier = Classifier.load(description(OutputLayout.LOGITS, ChannelOrder.RGB, 4));
        classifier.close();
        classifier.close();
        assertThatThrownBy(() -> classifier.logits(halves())).isInstanceOf(IllegalStateException.class);
    }

    private NetworkDescription description(OutputLayout output, ChannelOrder channels, int classes) throws IOException {
        return describe(write(WEIGHTS, BIAS, 1, 4), output, channels, classes);
    }

    private Path write(float[][] weights, float[] bias, int... shape) throws IOException {
        return Files.write(folder.resolve("tiny.onnx"), OnnxModel.meansThroughLinear(6, 8, weights, bias, shape));
    }

    private static NetworkDescription describe(Path file, OutputLayout output, ChannelOrder channels, int classes) {
        return new NetworkDescription(
                file,
                Optional.empty(),
                8,
                6,
                new Normalisation(channels, List.of(10f, -8f, 26f), List.of(0.5f, 0.5f, 0.5f)),
                new ResizeRule.Stretch(),
                output,
                classes,
                Optional.empty());
    }

    private static BufferedImage halves() {
        BufferedImage picture = new BufferedImage(8, 6, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = picture.createGraphics();
        graphics.setColor(new Color(200, 100, 50));
        graphics.fillRect(0, 0, 4, 6);
        graphics.setColor(new Color(100, 0, 150));
        graphics.fillRect(4, 0, 4, 6);
        graphics.dispose();
        return picture;
    }
}
