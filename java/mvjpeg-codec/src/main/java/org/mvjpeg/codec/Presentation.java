package org.mvjpeg.codec;

import org.mvjpeg.heif.CropRectangle;
import org.mvjpeg.heif.HeifException;
import org.mvjpeg.heif.HeifItem;
import org.mvjpeg.heif.ItemProperty;

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

    /** An item's transforms in their order ({@code ipma}). @throws HeifException if a crop reaches outside */
    static Presentation of(HeifItem item, int width, int height) throws HeifException {
        Presentation shown = plain(width, height);
        for (ItemProperty property : item.properties()) {
            if (property instanceof ItemProperty.CleanAperture aperture) {
                shown = shown.crop(aperture.toRectangle(shown.width, shown.height));
            } else if (property instanceof ItemProperty.Rotation rotation) {
                shown = shown.rotate(rotation.quarterTurns());
            } else if (property instanceof ItemProperty.Mirror mirror) {
                shown = mirror.axis() == 0 ? shown.flipRows() : shown.flipColumns();
            }
        }
        return shown;
    }

    Presentation crop(CropRectangle part) {
        return from(part.x(), part.y(), part.width(), part.height(), xu, xv, yu, yv);
    }

    /** @param quarterTurns anti-clockwise */
    Presentation rotate(int quarterTurns) {
        Presentation turned = this;
        for (int i = 0; i < quarterTurns; i++) {
            turned = turned.rotateOnce();
        }
        return turned;
    }

    /** The right column becomes the top row. */
    private Presentation rotateOnce() {
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

    /**
     * Where a part of the decoded picture goes.
     *
     * @param x first column of the part
     * @param y first row of the part
     * @param partWidth of the part
     * @param partHeight of the part
     * @param pixelStride indices from one shown pixel to the next
     */
    Placement place(int x, int y, int partWidth, int partHeight, int pixelStride) {
        int xEnd = x0 + (width - 1) * xu + (height - 1) * xv;
        int yEnd = y0 + (width - 1) * yu + (height - 1) * yv;
        int stepX = (xu + xv * width) * pixelStride;
        int stepY = (yu + yv * width) * pixelStride;
        return new Placement(
                Math.max(0, Math.min(x0, xEnd) - x),
                Math.max(0, Math.min(y0, yEnd) - y),
                Math.min(partWidth, Math.max(x0, xEnd) + 1 - x),
                Math.min(partHeight, Math.max(y0, yEnd) + 1 - y),
                (x - x0) * stepX + (y - y0) * stepY,
                stepX,
                stepY);
    }
}
