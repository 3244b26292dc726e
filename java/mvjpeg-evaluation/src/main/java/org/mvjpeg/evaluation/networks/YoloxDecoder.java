package org.mvjpeg.evaluation.networks;

import java.util.List;

/**
 * YOLOX's head (Ge, Liu, Wang, Li, Sun; arXiv 2107.08430): rows for the cells of the grids of strides 8, 16 and 32, row-major, each
 * of x and y offset from the cell in strides, natural logarithms of width and height in strides, objectness, class scores (both
 * after the sigmoid).
 */
record YoloxDecoder(int width, int height, int classes) implements BoxDecoder {
    static final int MAX_STRIDE = 32;

    private static final int[] STRIDES = {8, 16, MAX_STRIDE};
    private static final int OBJECTNESS = 4;

    @Override
    public Candidates decode(List<Tensor> outputs) {
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
        CandidateList candidates = new CandidateList(rows, classes);
        int at = 0;
        for (int stride : STRIDES) {
            for (int gridY = 0; gridY < height / stride; gridY++) {
                for (int gridX = 0; gridX < width / stride; gridX++, at += columns) {
                    candidates.add(
                            (values[at] + gridX) * stride,
                            (values[at + 1] + gridY) * stride,
                            (float) Math.exp(values[at + 2]) * stride / 2,
                            (float) Math.exp(values[at + 3]) * stride / 2,
                            values,
                            at + SCORES,
                            values[at + OBJECTNESS]);
                }
            }
        }
        return candidates.candidates();
    }
}
