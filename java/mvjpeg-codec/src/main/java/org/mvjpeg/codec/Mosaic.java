package org.mvjpeg.codec;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.mvjpeg.heif.CropRectangle;
import org.mvjpeg.heif.HeifException;
import org.mvjpeg.heif.HeifItem;
import org.mvjpeg.heif.ItemProperty;

/**
 * A shown picture as the coded ones that it is put together from: one, the tiles of a grid, or the layers of an overlay.
 *
 * @param width shown, pixels
 * @param height shown, pixels
 * @param tiles how it is divided
 * @param parts from the bottom up; without a canvas they cover the whole
 * @param canvas what is seen where no part is
 */
record Mosaic(int width, int height, Tiles tiles, List<Part> parts, Optional<Canvas> canvas) {
    Mosaic {
        parts = List.copyOf(parts);
    }

    /**
     * What is seen below an overlay, each 0 to 65535.
     *
     * @param alpha 65535 for opaque
     */
    record Canvas(int red, int green, int blue, int alpha) {}

    /** One coded picture. */
    static Mosaic of(Part part) {
        int width = part.shown().width();
        int height = part.shown().height();
        return new Mosaic(width, height, Tiles.one(width, height), List.of(part), Optional.empty());
    }

    /** How many parts a line crosses at most. @param column whether it is a column, instead of a row */
    int partsAcross(boolean column) {
        return Math.toIntExact(parts.stream()
                .mapToInt(column ? Part::top : Part::left)
                .distinct()
                .count());
    }

    /** With an item's transforms, in their order ({@code ipma}). @throws HeifException if a crop reaches outside */
    Mosaic transformed(HeifItem item) throws HeifException {
        Mosaic shown = this;
        for (ItemProperty property : item.properties()) {
            if (property instanceof ItemProperty.CleanAperture aperture) {
                shown = shown.crop(rectangle(item, aperture, shown));
            } else if (property instanceof ItemProperty.Rotation rotation) {
                shown = shown.rotate(rotation.quarterTurns());
            } else if (property instanceof ItemProperty.Mirror mirror) {
                shown = mirror.axis() == 0 ? shown.flipRows() : shown.flipColumns();
            }
        }
        return shown;
    }

    private static CropRectangle rectangle(HeifItem item, ItemProperty.CleanAperture aperture, Mosaic of)
            throws HeifException {
        try {
            return aperture.toRectangle(of.width, of.height);
        } catch (HeifException e) {
            throw item.error(e.getMessage(), e);
        }
    }

    Mosaic crop(CropRectangle frame) {
        List<Part> seen = parts.stream()
                .filter(part -> part.meets(frame))
                .map(part -> part.cutTo(frame))
                .toList();
        Tiles cut = tiles.width() == width && tiles.height() == height
                ? Tiles.one(frame.width(), frame.height())
                : tiles.shifted(frame.x(), frame.y());
        return new Mosaic(frame.width(), frame.height(), cut, seen, canvas);
    }

    /** @param quarterTurns anti-clockwise */
    Mosaic rotate(int quarterTurns) {
        Mosaic turned = this;
        for (int i = 0; i < quarterTurns; i++) {
            turned = turned.rotateOnce();
        }
        return turned;
    }

    /** The right column becomes the top row. */
    private Mosaic rotateOnce() {
        return turned(
                height,
                width,
                part -> part.at(part.top(), width - part.right(), part.shown().rotate()));
    }

    Mosaic flipRows() {
        return turned(
                width,
                height,
                part -> part.at(
                        part.left(), height - part.bottom(), part.shown().flipRows()));
    }

    Mosaic flipColumns() {
        return turned(
                width,
                height,
                part -> part.at(width - part.right(), part.top(), part.shown().flipColumns()));
    }

    private Mosaic turned(int newWidth, int newHeight, UnaryOperator<Part> turn) {
        return new Mosaic(
                newWidth,
                newHeight,
                Tiles.one(newWidth, newHeight),
                parts.stream().map(turn).toList(),
                canvas);
    }
}
