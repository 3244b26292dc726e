package org.mvjpeg.codec;

/**
 * The pixels of a shown picture that are wanted: every {@code stepX}-th column and every {@code stepY}-th row of a rectangle, beginning
 * with its first.
 *
 * @param x first column, shown pixels
 * @param y first row, shown pixels
 * @param width of the rectangle, at least 1
 * @param height of the rectangle, at least 1
 * @param stepX from a column to the next, at least 1
 * @param stepY from a row to the next, at least 1
 */
public record PictureRegion(int x, int y, int width, int height, int stepX, int stepY) {
    public PictureRegion {
        if (x < 0 || y < 0 || width < 1 || height < 1) {
            throw new IllegalArgumentException("a region of " + width + "x" + height + " pixels at (" + x + ", " + y
                    + "); at least 1x1 at (0, 0) is needed");
        }
        if (stepX < 1 || stepY < 1) {
            throw new IllegalArgumentException("steps of " + stepX + " and " + stepY + "; at least 1 is needed");
        }
    }

    /** All pixels of a picture. */
    static PictureRegion whole(int width, int height) {
        return new PictureRegion(0, 0, width, height, 1, 1);
    }

    /** Pixels that are wanted of each row. */
    public int columns() {
        return (width - 1) / stepX + 1;
    }

    /** Pixels that are wanted of each column. */
    public int rows() {
        return (height - 1) / stepY + 1;
    }

    /** @throws IllegalArgumentException if it reaches out of a picture */
    void requireInside(int pictureWidth, int pictureHeight) {
        if (width > pictureWidth - x || height > pictureHeight - y) {
            throw new IllegalArgumentException("a region of " + width + "x" + height + " pixels at (" + x + ", " + y
                    + ") of a picture of " + pictureWidth + "x" + pictureHeight);
        }
    }

    /** How many of the wanted columns lie before a shown column. */
    int columnsBefore(int shownX) {
        return before(shownX - x, stepX, columns());
    }

    /** How many of the wanted rows lie before a shown row. */
    int rowsBefore(int shownY) {
        return before(shownY - y, stepY, rows());
    }

    private static int before(int distance, int step, int count) {
        return distance <= 0 ? 0 : Math.min(count, (distance - 1) / step + 1);
    }
}
