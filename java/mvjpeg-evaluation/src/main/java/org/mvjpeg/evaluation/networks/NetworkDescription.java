package org.mvjpeg.evaluation.networks;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * What a network expects and answers. A user describes his own network in a JSON file beside it:
 *
 * <pre>{@code
 * {
 *   "file": "mobilenet_v2.onnx",
 *   "task": "classification",
 *   "input": {"width": 224, "height": 224},
 *   "channel_order": "RGB",
 *   "mean": [128, 128, 128],
 *   "scale": 0.0078125,
 *   "resize": {"rule": "crop", "short_side": 256, "whole_squares_up_to": 299},
 *   "output": "logits",
 *   "classes": 1000
 * }
 * }</pre>
 *
 * <table>
 * <caption>Fields</caption>
 * <tr><td>{@code file}</td><td>the network, relative to the JSON file: {@code .onnx}, {@code .tflite}, {@code .prototxt} (Caffe) or
 *     {@code .cfg} (Darknet)</td></tr>
 * <tr><td>{@code weights}</td><td>of the latter two: the {@code .caffemodel} or {@code .weights} file</td></tr>
 * <tr><td>{@code task}</td><td>{@code classification} or {@code detection}</td></tr>
 * <tr><td>{@code input}</td><td>{@code width} and {@code height} in pixels</td></tr>
 * <tr><td>{@code channel_order}</td><td>{@code RGB} or {@code BGR}; the order of mean and scale too</td></tr>
 * <tr><td>{@code mean}, {@code scale}</td><td>input = (sample - mean) * scale with samples of 0..255: a number, or three of them.
 *     A network trained with a mean and a standard deviation of samples in 0..1 has mean = 255 * mean, scale = 1 / (255 * deviation)
 *     </td></tr>
 * <tr><td>{@code resize}</td><td>{@code rule}: {@code crop} with {@code short_side} and optionally {@code whole_squares_up_to}
 *     (see {@link ResizeRule.Crop}), {@code letterbox} with {@code fill}, or {@code stretch}</td></tr>
 * <tr><td>{@code output}</td><td>{@code logits} or {@code probabilities}; {@code yolox} or {@code darknet}
 *     (see {@link OutputLayout})</td></tr>
 * <tr><td>{@code classes}</td><td>how many; checked against the network</td></tr>
 * <tr><td>{@code nms_iou}, {@code score_min}</td><td>of detectors, 0..1 (see {@link Suppression})</td></tr>
 * </table>
 *
 * @param file the network
 * @param weights the second file of formats that have two
 * @param width of the input in pixels, 1..{@value #MAX_INPUT}
 * @param height of the input in pixels, 1..{@value #MAX_INPUT}
 * @param normalisation from samples to input values
 * @param resize from pictures to the input size
 * @param output how the output is read
 * @param classes how many there are, 1..{@value #MAX_CLASSES}
 * @param suppression of detectors, and of them alone
 */
public record NetworkDescription(
        Path file,
        Optional<Path> weights,
        int width,
        int height,
        Normalisation normalisation,
        ResizeRule resize,
        OutputLayout output,
        int classes,
        Optional<Suppression> suppression) {
    /** Inputs beyond this side are mistakes. */
    public static final int MAX_INPUT = 4096;

    /** Class counts beyond this are mistakes. */
    public static final int MAX_CLASSES = 100_000;

    /** @throws IllegalArgumentException if a value is out of range, or does not fit the task or the file's format */
    public NetworkDescription {
        Objects.requireNonNull(normalisation, "normalisation");
        Objects.requireNonNull(output, "output");
        requireRange("width", width, MAX_INPUT);
        requireRange("height", height, MAX_INPUT);
        requireRange("classes", classes, MAX_CLASSES);
        NetworkFormat.of(file).requireWeights(file, weights);
        boolean detection = output.task() == VisionTask.DETECTION;
        if (suppression.isPresent() != detection) {
            throw new IllegalArgumentException("nms_iou and score_min belong to detectors, and output is " + output);
        }
        if (resize instanceof ResizeRule.Crop crop) {
            if (detection) {
                throw new IllegalArgumentException("resize rule crop would cut objects away from a detector");
            }
            if (crop.shortSide() < Math.max(width, height)) {
                throw new IllegalArgumentException(
                        "short_side " + crop.shortSide() + " is below the input of " + width + "x" + height);
            }
        }
        if (output == OutputLayout.YOLOX
                && (width % YoloxDecoder.MAX_STRIDE != 0 || height % YoloxDecoder.MAX_STRIDE != 0)) {
            throw new IllegalArgumentException("a YOLOX input of " + width + "x" + height
                    + " is not a multiple of its largest stride " + YoloxDecoder.MAX_STRIDE);
        }
    }

    /**
     * Reads a description; the files that it names are relative to it.
     *
     * @throws NetworkException naming the file and the field if it cannot be read, or a field is missing, unknown or wrong
     */
    public static NetworkDescription read(Path json) {
        return read(json, json.toAbsolutePath().getParent());
    }

    /**
     * Reads a description whose network lies elsewhere.
     *
     * @param folder what the files that it names are relative to
     * @throws NetworkException as {@link #read(Path)} does
     */
    public static NetworkDescription read(Path json, Path folder) {
        return new DescriptionParser(json, folder).parse();
    }

    /** What the network answers. */
    public VisionTask task() {
        return output.task();
    }

    private static void requireRange(String name, int value, int max) {
        if (value < 1 || value > max) {
            throw new IllegalArgumentException(name + " " + value + " is not in 1.." + max);
        }
    }
}
