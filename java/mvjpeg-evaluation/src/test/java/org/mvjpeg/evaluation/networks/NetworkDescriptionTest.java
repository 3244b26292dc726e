package org.mvjpeg.evaluation.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkDescriptionTest {
    private static final String CLASSIFIER =
            """
            {
              "file": "mobilenet_v2.onnx",
              "task": "classification",
              "input": {"width": 224, "height": 192},
              "channel_order": "RGB",
              "mean": [128, 127, 126.5],
              "scale": 0.0078125,
              "resize": {"rule": "crop", "short_side": 256, "whole_squares_up_to": 299},
              "output": "logits",
              "classes": 1000
            }
            """;
    private static final String DETECTOR =
            """
            {
              "file": "net/yolo.cfg",
              "weights": "net/yolo.weights",
              "task": "detection",
              "input": {"width": 320, "height": 320},
              "channel_order": "bgr",
              "mean": 0,
              "scale": [0.5, 1, 2],
              "resize": {"rule": "letterbox", "fill": 114},
              "output": "darknet",
              "classes": 80,
              "nms_iou": 0.45,
              "score_min": 0.01
            }
            """;

    @TempDir
    Path folder;

    @Test
    void readsAClassifier() throws IOException {
        assertThat(read(CLASSIFIER))
                .isEqualTo(new NetworkDescription(
                        folder.resolve("mobilenet_v2.onnx"),
                        Optional.empty(),
                        224,
                        192,
                        new Normalisation(
                                ChannelOrder.RGB,
                                List.of(128f, 127f, 126.5f),
                                List.of(0.0078125f, 0.0078125f, 0.0078125f)),
                        new ResizeRule.Crop(256, 299),
                        OutputLayout.LOGITS,
                        1000,
                        Optional.empty()));
    }

    @Test
    void readsADetector() throws IOException {
        assertThat(read(DETECTOR))
                .isEqualTo(new NetworkDescription(
                        folder.resolve("net/yolo.cfg"),
                        Optional.of(folder.resolve("net/yolo.weights")),
                        320,
                        320,
                        new Normalisation(ChannelOrder.BGR, List.of(0f, 0f, 0f), List.of(0.5f, 1f, 2f)),
                        new ResizeRule.Letterbox(114),
                        OutputLayout.DARKNET,
                        80,
                        Optional.of(new Suppression(0.45f, 0.01f))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file",
                "task",
                "input",
                "width",
                "height",
                "channel_order",
                "mean",
                "scale",
                "resize",
                "rule",
                "fill",
                "output",
                "classes",
                "nms_iou",
                "score_min"
            })
    void namesTheMissingField(String field) {
        assertThatThrownBy(() -> read(DETECTOR.replaceFirst(
                                "(?s),?\\s*\"" + field + "\": (\\{[^}]*\\}|\\[[^\\]]*\\]|\"[^\"]*\"|[0-9.]+)", " ")
                        .replaceFirst("\\{\\s*,", "{")))
                .isInstanceOf(NetworkException.class)
                .hasMessageContaining("net.json: '" + field + "' is missing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"RGB\"|\"GRB\"|'channel_order' is 'GRB', not one of [rgb, bgr]",
                "\"RGB\"|7|'channel_order' is 7, not a text",
                "[128, 127, 126.5]|[128, 127]|'mean' is [128, 127], not a number or three numbers",
                "0.0078125|0|scale [0.0, 0.0, 0.0] is not three finite numbers other than 0",
                "224|0|width 0 is not in 1..4096",
                "192|191.5|'height' is 191.5, not a whole number",
                "256|200|short_side 200 is below the input of 224x192",
                "\"crop\"|\"shrink\"|'rule' is 'shrink', not one of crop, letterbox, stretch",
                "\"logits\"|\"yolox\"|output 'yolox' does not fit task 'classification'",
                "\"classes\"|\"classses\"|unknown field 'classses'",
                "\"short_side\"|\"shortside\"|unknown field 'resize.shortside'",
                "1000|1000, \"nms_iou\": 0.5, \"score_min\": 0.1|nms_iou and score_min belong to detectors",
                "1000|1000, \"nms_iou\": 0.5|'score_min' is missing",
                "1000|1000, \"weights\": \"w\"|weights: 'mobilenet_v2.onnx' needs no second file",
                "mobilenet_v2.onnx|mobilenet.pt|file 'mobilenet.pt' ends in none of .onnx, .tflite, .prototxt, .cfg",
                "{\"width\": 224, \"height\": 192}|224|'input' is 224, not an object",
            })
    void namesTheWrongField(String text, String replacement, String message) {
        assertThatThrownBy(() -> read(CLASSIFIER.replace(text, replacement)))
                .isInstanceOf(NetworkException.class)
                .hasMessageContaining("net.json: " + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.45|1.5|nms_iou 1.5 is not in 0..1",
                "0.01|-1|score_min -1.0 is not in 0..1",
                "114|256|fill 256 is not in 0..255",
                "\"weights\": \"net/yolo.weights\",||weights: 'yolo.cfg' needs a second file ending in .weights",
                "yolo.weights|yolo.caffemodel|weights: 'yolo.cfg' needs a second file ending in .weights",
                "\"letterbox\", \"fill\": 114|\"crop\", \"short_side\": 400|resize rule crop would cut objects away",
            })
    void namesTheWrongFieldOfDetectors(String text, String replacement, String message) {
        assertThatThrownBy(() -> read(DETECTOR.replace(text, replacement == null ? "" : replacement)))
                .isInstanceOf(NetworkException.class)
                .hasMessageContaining("net.json: " + message);
    }

    @Test
    void refusesYoloxInputsThatItsGridsDoNotFit() {
        assertThatThrownBy(() -> read(DETECTOR.replace("darknet", "yolox").replace("\"width\": 320", "\"width\": 330")))
                .isInstanceOf(NetworkException.class)
                .hasMessageContaining("330x320 is not a multiple of its largest stride 32");
    }

    @Test
    void refusesWhatIsNotJson() {
        assertThatThrownBy(() -> read("[1, 2]"))
                .isInstanceOf(NetworkException.class)
                .hasMessageContaining("net.json: not a JSON object");
        assertThatThrownBy(() -> NetworkDescription.read(folder.resolve("none.json")))
                .isInstanceOf(NetworkException.class)
                .hasMessageContaining("none.json: cannot be read");
    }

    private NetworkDescription read(String json) throws IOException {
        return NetworkDescription.read(Files.writeString(folder.resolve("net.json"), json));
    }
}
