package org.mvjpeg.cli;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;

/** Finds the window in which two pictures differ most. */
final class LargestDifference {
    /** Windows move in steps of this many pixels. */
    private static final int CELL = 8;

    private LargestDifference() {}

    /**
     * The window where plain and preprocessed differ most; where they are equal, where plain and original do.
     *
     * @param width wanted, pixels; cut to the picture's
     * @param height wanted, pixels; cut to the picture's
     */
    static Rectangle find(
            BufferedImage original, BufferedImage plain, BufferedImage preprocessed, int width, int height) {
        int w = Math.max(1, Math.min(width, original.getWidth()));
        int h = Math.max(1, Math.min(height, original.getHeight()));
        long[][] sums = cellSums(plain, preprocessed);
        if (sums[sums.length - 1][sums[0].length - 1] == 0) {
            sums = cellSums(original, plain);
        }
        return window(sums, original.getWidth(), original.getHeight(), w, h);
    }

    private static Rectangle window(long[][] sums, int pictureWidth, int pictureHeight, int width, int height) {
        int columns = sums[0].length - 1;
        int rows = sums.length - 1;
        int cellsWide = Math.max(1, width / CELL);
        int cellsHigh = Math.max(1, height / CELL);
        long most = -1;
        int bestX = 0;
        int bestY = 0;
        for (int y = 0; y + cellsHigh <= rows; y++) {
            for (int x = 0; x + cellsWide <= columns; x++) {
                long sum = sums[y + cellsHigh][x + cellsWide]
                        - sums[y][x + cellsWide]
                        - sums[y + cellsHigh][x]
                        + sums[y][x];
                if (sum > most) {
                    most = sum;
                    bestX = x;
                    bestY = y;
                }
            }
        }
        return new Rectangle(
                Math.min(bestX * CELL, pictureWidth - width),
                Math.min(bestY * CELL, pictureHeight - height),
                width,
                height);
    }

    /** A summed-area table of absolute differences, in cells: entry (y, x) sums all cells above and to the left. */
    private static long[][] cellSums(BufferedImage a, BufferedImage b) {
        int width = a.getWidth();
        int height = a.getHeight();
        long[][] sums = new long[(height + CELL - 1) / CELL + 1][(width + CELL - 1) / CELL + 1];
        int[] rowA = new int[width];
        int[] rowB = new int[width];
        for (int y = 0; y < height; y++) {
            a.getRGB(0, y, width, 1, rowA, 0, width);
            b.getRGB(0, y, width, 1, rowB, 0, width);
            long[] cells = sums[y / CELL + 1];
            for (int x = 0; x < width; x++) {
                cells[x / CELL + 1] += absoluteDifference(rowA[x], rowB[x]);
            }
        }
        for (int y = 1; y < sums.length; y++) {
            for (int x = 1; x < sums[y].length; x++) {
                sums[y][x] += sums[y - 1][x] + sums[y][x - 1] - sums[y - 1][x - 1];
            }
        }
        return sums;
    }

    private static int absoluteDifference(int a, int b) {
        return Math.abs((a >> 16 & 0xFF) - (b >> 16 & 0xFF))
                + Math.abs((a >> 8 & 0xFF) - (b >> 8 & 0xFF))
                + Math.abs((a & 0xFF) - (b & 0xFF));
    }
}
