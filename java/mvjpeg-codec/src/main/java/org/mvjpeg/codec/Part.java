package org.mvjpeg.codec;

import java.awt.Rectangle;
import org.mvjpeg.heif.ColourDescription;
import org.mvjpeg.heif.CropRectangle;
import org.mvjpeg.heif.HeifItem;

/**
 * A coded picture at its place in a shown one.
 *
 * @param item of type {@code hvc1}
 * @param coding what its headers must say
 * @param colour what its samples mean
 * @param left first column in the whole
 * @param top first row in the whole
 * @param shown what of the coded picture is seen there
 */
record Part(HeifItem item, Coding coding, ColourDescription colour, int left, int top, Presentation shown) {
    /** First column behind the part. */
    int right() {
        return left + shown.width();
    }

    /** First row below the part. */
    int bottom() {
        return top + shown.height();
    }

    /** The same at another place and of another aspect. */
    Part at(int newLeft, int newTop, Presentation newShown) {
        return new Part(item, coding, colour, newLeft, newTop, newShown);
    }

    /** Moved by the place of a whole on a larger one. */
    Part moved(int x, int y) {
        return at(left + x, top + y, shown);
    }

    /** Whether some of it lies inside a rectangle of the whole. */
    boolean meets(CropRectangle frame) {
        return left < frame.x() + frame.width()
                && right() > frame.x()
                && top < frame.y() + frame.height()
                && bottom() > frame.y();
    }

    /** What lies inside a rectangle that it meets, whose corner becomes (0, 0). */
    Part cutTo(CropRectangle frame) {
        int x = Math.max(left, frame.x());
        int y = Math.max(top, frame.y());
        int width = Math.min(right(), frame.x() + frame.width()) - x;
        int height = Math.min(bottom(), frame.y() + frame.height()) - y;
        return at(x - frame.x(), y - frame.y(), shown.crop(new CropRectangle(x - left, y - top, width, height)));
    }

    /** The pixels of a region that show some of it; may be empty. */
    Rectangle within(PictureRegion region) {
        int x = region.columnsBefore(left);
        int y = region.rowsBefore(top);
        return new Rectangle(x, y, region.columnsBefore(right()) - x, region.rowsBefore(bottom()) - y);
    }

    /**
     * Where its decoded pixels go.
     *
     * @param block some of what {@link #within} gives, not empty
     * @param first index of the block's first pixel
     * @param pixelStride indices from one pixel of the block to its right neighbour
     * @param rowStride indices from one pixel of the block to the one below
     */
    Placement place(PictureRegion region, Rectangle block, int first, int pixelStride, int rowStride) {
        PictureRegion seen = new PictureRegion(
                region.x() + block.x * region.stepX() - left,
                region.y() + block.y * region.stepY() - top,
                (block.width - 1) * region.stepX() + 1,
                (block.height - 1) * region.stepY() + 1,
                region.stepX(),
                region.stepY());
        return shown.place(seen, first, pixelStride, rowStride);
    }
}
