package org.mvjpeg.evaluation.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadingTest {
    @TempDir
    Path folder;

    @Test
    void namesAFileThatIsNotThere() {
        assertThatThrownBy(() -> VisionNetwork.load(describe("nowhere.onnx", null)))
                .isInstanceOf(NetworkException.class)
                .hasMessageEndingWith("nowhere.onnx: no such file");
    }

    @Test
    void namesASecondFileThatIsNotThere() throws IOException {
        Files.writeString(folder.resolve("net.cfg"), "[net]\n");
        assertThatThrownBy(() -> VisionNetwork.load(describe("net.cfg", "net.weights")))
                .isInstanceOf(NetworkException.class)
                .hasMessageEndingWith("net.weights: no such file");
    }

    @ParameterizedTest
    @CsvSource({"net.onnx,", "net.tflite,", "net.prototxt, net.caffemodel", "net.cfg, net.weights"})
    void tellsInOneLineWhatOpenCvSaysOfABrokenFile(String file, String weights) throws IOException {
        byte[] garbage = "certainly not a network\n".repeat(20).getBytes(StandardCharsets.UTF_8);
        Files.write(folder.resolve(file), garbage);
        if (weights != null) {
            Files.write(folder.resolve(weights), garbage);
        }
        assertThatThrownBy(() -> VisionNetwork.load(describe(file, weights)))
                .isInstanceOf(NetworkException.class)
                .hasMessageContaining(file + ": cannot be loaded: (-")
                .hasMessageNotContaining("\n")
                .hasMessageNotContaining("OpenCV(");
    }

    @Test
    void refusesATruncatedNetwork() throws IOException {
        byte[] whole = OnnxModel.meansThroughLinear(2, 2, new float[3][3], new float[3], 1, 3);
        Files.write(folder.resolve("cut.onnx"), Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(() -> VisionNetwork.load(describe("cut.onnx", null)))
                .isInstanceOf(NetworkException.class)
                .hasMessageContaining("cut.onnx: cannot be loaded");
    }

    @Test
    void tellsInOneLineWhatOpenCvSaysOfAnInputThatDoesNotFit() throws IOException {
        // 5 values cannot take the shape 1x3.
        byte[] onnx = OnnxModel.meansThroughLinear(2, 2, new float[5][3], new float[5], 1, 3);
        Files.write(folder.resolve("odd.onnx"), onnx);
        assertThatThrownBy(() -> Classifier.load(describe("odd.onnx", null)))
                .isInstanceOf(NetworkException.class)
                .hasMessageContaining("odd.onnx: cannot be ")
                .hasMessageNotContaining("\n");
    }

    @Test
    void loadsCaffeNetworks() throws IOException {
        Files.writeString(
                folder.resolve("net.prototxt"),
                """
                name: "means"
                input: "data"
                input_dim: 1
                input_dim: 3
                input_dim: 2
                input_dim: 2
                layer { name: "p" type: "Pooling" bottom: "data" top: "p" pooling_param { pool: AVE global_pooling: true } }
                """);
        // NetParameter of field 1, the name.
        Files.write(folder.resolve("net.caffemodel"), new byte[] {0x0A, 1, 'n'});
        try (Classifier classifier = Classifier.load(describe("net.prototxt", "net.caffemodel"))) {
            BufferedImage picture = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
            picture.setRGB(1, 1, 0x281404);
            assertThat(classifier.logits(picture)).containsExactly(new float[] {10, 5, 1}, within(1e-5f));
        }
    }

    @Test
    void refusesLessThanOneThread() {
        assertThatThrownBy(() -> VisionNetwork.setNumThreads(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0");
    }

    private NetworkDescription describe(String file, String weights) {
        return new NetworkDescription(
                folder.resolve(file),
                Optional.ofNullable(weights).map(folder::resolve),
                2,
                2,
                Normalisation.of(ChannelOrder.RGB, 0, 1),
                new ResizeRule.Stretch(),
                OutputLayout.LOGITS,
                3,
                Optional.empty());
    }
}
