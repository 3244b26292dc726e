package org.mvjpeg.codec;

import org.mvjpeg.heif.CropRectangle;

/**
 * How a decoded picture is shown: cropped, turned and mirrored. Shown pixel {@code (u, v)} is decoded pixel
 * {@code (x0 + u*xu + v*xv, y0 + u*yu + v*yv)}.
 *
 * @param width shown, pixels
 * @param height shown, pixels
 */
record Presentation(int width, int height, int x0, int y0, int xu, int xv, int yu, int yv) {
    /** As decoded. */
    static Presentation plain(int width, int height) {
        return new Presentation(width, height, 0, 0, 1, 0, 0, 1);
    }

    Presentation crop(CropRectangle part) {
        return from(part.x(), part.y(), part.width(), part.height(), xu, xv, yu, yv);
    }

    /** A quarter anti-clockwise: the right column becomes the top row. */
    Presentation rotate() {
        return from(width - 1, 0, height, width, xv, -xu, yv, -yu);
    }

    Presentation flipRows() {
        return from(0, height - 1, width, height, xu, -xv, yu, -yv);
    }

    Presentation flipColumns() {
        return from(width - 1, 0, width, height, -xu, xv, -yu, yv);
    }

    /** With the shown pixel (u, v) as the new first one. */
    private Presentation from(int u, int v, int newWidth, int newHeight, int newXu, int newXv, int newYu, int newYv) {
        return new Presentation(
                newWidth, newHeight, x0 + u * xu + v * xv, y0 + u * yu + v * yv, newXu, newXv, newYu, newYv);
    }

    /** Whether shown rows are decoded columns. */
    boolean transposed() {
        return xv != 0;
    }

    /**
     * Where decoded pixels go that are shown.
     *
     * @param region of these shown pixels
     * @param first index of the region's first pixel
     * @param pixelStride indices from one pixel of the region to its right neighbour
     * @param rowStride indices from one pixel of the region to the one below
     */
    Placement place(PictureRegion region, int first, int pixelStride, int rowStride) {
        int columns = region.columns();
        int rows = region.rows();
        int x = x0 + region.x() * xu + region.y() * xv;
        int y = y0 + region.x() * yu + region.y() * yv;
        int origin = first;
        // Decoded rows and columns are taken in their order: where one is shown the other way round, its last pixel
        // comes first.
        if (xu < 0 || yu < 0) {
            x += (columns - 1) * region.stepX() * xu;
            y += (columns - 1) * region.stepX() * yu;
            origin += (columns - 1) * pixelStride;
        }
        if (xv < 0 || yv < 0) {
            x += (rows - 1) * region.stepY() * xv;
            y += (rows - 1) * region.stepY() * yv;
            origin += (rows - 1) * rowStride;
        }
        int rightwards = pixelStride * (xu + yu);
        int downwards = rowStride * (xv + yv);
        return transposed()
                ? new Placement(x, y, rows, columns, region.stepY(), region.stepX(), origin, downwards, rightwards)
                : new Placement(x, y, columns, rows, region.stepX(), region.stepY(), origin, rightwards, downwards);
    }
}
