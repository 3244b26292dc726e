package org.mvjpeg.evaluation.networks;

import java.util.ArrayList;
import java.util.List;
import org.mvjpeg.evaluation.metrics.Detection;

/**
 * YOLOX's head (Ge, Liu, Wang, Li, Sun; arXiv 2107.08430): rows for the cells of the grids of strides 8, 16 and 32, row-major, each
 * of x and y offset from the cell in strides, natural logarithms of width and height in strides, objectness, class scores (both
 * after the sigmoid).
 */
final class YoloxDecoder implements BoxDecoder {
    static final int MAX_STRIDE = 32;

    private static final int[] STRIDES = {8, 16, MAX_STRIDE};
    private static final int OBJECTNESS = 4;
    private static final int SCORES = 5;

    private final int width;
    private final int height;
    private final int classes;

    YoloxDecoder(int width, int height, int classes) {
        this.width = width;
        this.height = height;
        this.classes = classes;
    }

    @Override
    public List<Detection> decode(List<Tensor> outputs, float scoreMin) {
        int columns = SCORES + classes;
        int rows = 0;
        for (int stride : STRIDES) {
            rows += (width / stride) * (height / stride);
        }
        if (outputs.size() != 1
                || outputs.get(0).lastDimension() != columns
                || outputs.get(0).values().length != rows * columns) {
            throw new IllegalArgumentException("the output shape is " + Shapes.of(outputs) + ", but YOLOX of " + width
                    + "x" + height + " and " + classes + " classes makes [1, " + rows + ", " + columns + "]");
        }
        float[] values = outputs.get(0).values();
        List<Detection> boxes = new ArrayList<>();
        int row = 0;
        for (int stride : STRIDES) {
            for (int gridY = 0; gridY < height / stride; gridY++) {
                for (int gridX = 0; gridX < width / stride; gridX++) {
                    decode(values, columns * row++, gridX, gridY, stride, scoreMin, boxes);
                }
            }
        }
        return boxes;
    }

    private void decode(
            float[] values, int at, int gridX, int gridY, int stride, float scoreMin, List<Detection> boxes) {
        float objectness = values[at + OBJECTNESS];
        for (int c = 0; c < classes; c++) {
            float score = objectness * values[at + SCORES + c];
            if (score >= scoreMin) {
                float x = (values[at] + gridX) * stride;
                float y = (values[at + 1] + gridY) * stride;
                float halfWidth = (float) Math.exp(values[at + 2]) * stride / 2;
                float halfHeight = (float) Math.exp(values[at + 3]) * stride / 2;
                BoxDecoder.add(boxes, c, score, x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight);
            }
        }
    }
}
