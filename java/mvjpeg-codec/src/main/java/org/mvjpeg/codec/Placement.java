package org.mvjpeg.codec;

/**
 * Which pixels of one coded picture go where in an array: column {@code firstColumn + i * columnStep} of row {@code firstRow + j *
 * rowStep} goes to index {@code origin + i * stepX + j * stepY}, for all i below {@code columns} and j below {@code rows}.
 *
 * @param firstColumn of the coded picture
 * @param firstRow of the coded picture
 * @param columns that are taken
 * @param rows that are taken
 * @param columnStep from one taken column to the next, at least 1
 * @param rowStep from one taken row to the next, at least 1
 * @param origin index of the first pixel
 * @param stepX indices from a pixel to its right neighbour
 * @param stepY indices from a pixel to the one below
 */
record Placement(
        int firstColumn,
        int firstRow,
        int columns,
        int rows,
        int columnStep,
        int rowStep,
        int origin,
        int stepX,
        int stepY) {
    /** The coded row that is the {@code j}-th taken. */
    int row(int j) {
        return firstRow + j * rowStep;
    }

    /** Index of the first pixel of the {@code j}-th row. */
    int index(int j) {
        return origin + j * stepY;
    }
}
