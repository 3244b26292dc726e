package org.mvjpeg.codec;

/**
 * Where the pixels of one coded picture go in an array of shown pixels: pixel {@code (x, y)} goes to {@code index(x, y)}.
 *
 * @param firstColumn first column that is shown
 * @param firstRow first row that is shown
 * @param endColumn end of the columns that are shown, exclusive
 * @param endRow end of the rows that are shown, exclusive
 * @param origin index of pixel (0, 0)
 * @param stepX indices from a pixel to its right neighbour
 * @param stepY indices from a pixel to the one below
 */
record Placement(int firstColumn, int firstRow, int endColumn, int endRow, int origin, int stepX, int stepY) {
    int index(int x, int y) {
        return origin + x * stepX + y * stepY;
    }
}
