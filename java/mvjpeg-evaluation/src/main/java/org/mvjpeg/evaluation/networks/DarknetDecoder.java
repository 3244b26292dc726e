package org.mvjpeg.evaluation.networks;

import java.util.ArrayList;
import java.util.List;
import org.mvjpeg.evaluation.metrics.Detection;

/** Darknet's region layers as OpenCV evaluates them, see {@link OutputLayout#DARKNET}; one output for each region layer. */
final class DarknetDecoder implements BoxDecoder {
    private static final int SCORES = 5;

    private final int width;
    private final int height;
    private final int classes;

    DarknetDecoder(int width, int height, int classes) {
        this.width = width;
        this.height = height;
        this.classes = classes;
    }

    @Override
    public List<Detection> decode(List<Tensor> outputs, float scoreMin) {
        int columns = SCORES + classes;
        if (outputs.isEmpty() || outputs.stream().anyMatch(output -> output.lastDimension() != columns)) {
            throw new IllegalArgumentException("the output shape is " + Shapes.of(outputs) + ", but Darknet with "
                    + classes + " classes makes [rows, " + columns + "]");
        }
        List<Detection> boxes = new ArrayList<>();
        for (Tensor output : outputs) {
            float[] values = output.values();
            for (int at = 0; at < values.length; at += columns) {
                decode(values, at, scoreMin, boxes);
            }
        }
        return boxes;
    }

    private void decode(float[] values, int at, float scoreMin, List<Detection> boxes) {
        for (int c = 0; c < classes; c++) {
            float score = values[at + SCORES + c];
            // OpenCV zeroes the scores below its own threshold: never detections, whatever the minimum.
            if (score > 0 && score >= scoreMin) {
                float x = values[at] * width;
                float y = values[at + 1] * height;
                float halfWidth = values[at + 2] * width / 2;
                float halfHeight = values[at + 3] * height / 2;
                BoxDecoder.add(boxes, c, score, x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight);
            }
        }
    }
}
