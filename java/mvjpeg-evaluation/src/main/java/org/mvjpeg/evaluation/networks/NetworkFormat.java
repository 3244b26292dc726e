package org.mvjpeg.evaluation.networks;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bytedeco.opencv.global.opencv_dnn;
import org.bytedeco.opencv.opencv_dnn.Net;

/** The file formats of networks, told by file suffix. */
enum NetworkFormat {
    ONNX(".onnx", null) {
        @Override
        Net load(String file, String weights) {
            return opencv_dnn.readNetFromONNX(file);
        }
    },
    TFLITE(".tflite", null) {
        @Override
        Net load(String file, String weights) {
            return opencv_dnn.readNetFromTFLite(file);
        }
    },
    CAFFE(".prototxt", ".caffemodel") {
        @Override
        Net load(String file, String weights) {
            return opencv_dnn.readNetFromCaffe(file, weights);
        }
    },
    DARKNET(".cfg", ".weights") {
        @Override
        Net load(String file, String weights) {
            return opencv_dnn.readNetFromDarknet(file, weights);
        }
    };

    private final String suffix;
    private final String weightsSuffix;

    NetworkFormat(String suffix, String weightsSuffix) {
        this.suffix = suffix;
        this.weightsSuffix = weightsSuffix;
    }

    /** Lets OpenCV read the files; {@code weights} is null in formats of one file. Throws what OpenCV throws. */
    abstract Net load(String file, String weights);

    /** @throws IllegalArgumentException if the suffix is none of the known ones */
    static NetworkFormat of(Path file) {
        return Arrays.stream(values())
                .filter(format -> hasSuffix(file, format.suffix))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("file '" + file.getFileName() + "' ends in none of "
                        + Arrays.stream(values()).map(format -> format.suffix).collect(Collectors.joining(", "))));
    }

    /** @throws IllegalArgumentException if the second file is missing, superfluous or of another format */
    void requireWeights(Path file, Optional<Path> weights) {
        if (weightsSuffix == null && weights.isPresent()) {
            throw new IllegalArgumentException("weights: '" + file.getFileName() + "' needs no second file");
        }
        if (weightsSuffix != null
                && weights.filter(path -> hasSuffix(path, weightsSuffix)).isEmpty()) {
            throw new IllegalArgumentException(
                    "weights: '" + file.getFileName() + "' needs a second file ending in " + weightsSuffix);
        }
    }

    private static boolean hasSuffix(Path file, String suffix) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(suffix);
    }
}
