package org.mvjpeg.heif;

import java.util.ArrayList;
import java.util.List;

/**
 * A picture put together from tiles of one size, in rows from the top left; what reaches out at the right and at the
 * bottom is cut off.
 *
 * @param rows of tiles, 1..256
 * @param columns of tiles, 1..256
 * @param outputWidth of the whole, pixels
 * @param outputHeight of the whole, pixels
 * @param tileWidth pixels
 * @param tileHeight pixels
 * @param tiles rows × columns {@code hvc1} items without transforms, row by row
 */
public record Grid(
        int rows, int columns, int outputWidth, int outputHeight, int tileWidth, int tileHeight, List<HeifItem> tiles) {
    /** What the tiles may have beyond the largest picture: one that is a little wider and higher than a tile has four. */
    private static final int MOST_CUT_OFF = 4;

    public Grid {
        tiles = List.copyOf(tiles);
    }

    static Grid read(HeifFile file, HeifItem item, HeifLimits limits) throws HeifException {
        if (!item.type().equals("grid")) {
            throw item.error("is no grid");
        }
        ByteCursor in = ByteCursor.of(item.data(), "item " + item.id() + " of type 'grid'");
        int version = in.u8();
        if (version != 0) {
            throw in.error("version is " + version + ", only 0 is known");
        }
        int sizeBytes = (in.u8() & 1) == 1 ? 4 : 2;
        int rows = in.u8() + 1;
        int columns = in.u8() + 1;
        long width = in.uint(sizeBytes);
        long height = in.uint(sizeBytes);
        limits.requirePicture(in, width, height);
        List<Long> ids = item.references("dimg");
        if (ids.size() != rows * columns || ids.size() > limits.maxItems()) {
            throw in.error(ids.size() + " tiles for " + rows + " rows of " + columns);
        }
        List<HeifItem> tiles = new ArrayList<>();
        for (long id : ids) {
            tiles.add(file.item(id));
        }
        limits.requireData(item, tiles.stream());
        ItemProperty.Ispe first = tileSize(tiles.get(0));
        for (HeifItem tile : tiles) {
            if (!tileSize(tile).equals(first)) {
                throw tile.error("is a tile of another size than the first of grid " + item.id());
            }
        }
        requireCovered(in, "width", width, first.width(), columns);
        requireCovered(in, "height", height, first.height(), rows);
        requireWork(in, (long) first.width() * columns, (long) first.height() * rows, limits);
        Grid grid = new Grid(rows, columns, (int) width, (int) height, first.width(), first.height(), tiles);
        ItemProperty.Ispe ispe =
                item.property(ItemProperty.Ispe.class).orElse(new ItemProperty.Ispe((int) width, (int) height));
        if (ispe.width() != width || ispe.height() != height) {
            throw in.error("'ispe' says " + ispe.width() + "x" + ispe.height() + ", the grid " + width + "x" + height);
        }
        return grid;
    }

    private static ItemProperty.Ispe tileSize(HeifItem tile) throws HeifException {
        if (!tile.type().equals("hvc1")) {
            throw tile.error("is a tile of a grid, which only 'hvc1' items can be");
        }
        for (ItemProperty property : tile.properties()) {
            if (property instanceof ItemProperty.CleanAperture
                    || property instanceof ItemProperty.Rotation
                    || property instanceof ItemProperty.Mirror) {
                throw tile.error("is a tile of a grid and has the transform " + property);
            }
        }
        return tile.property(ItemProperty.Ispe.class).orElseThrow(() -> tile.error("is a tile without 'ispe'"));
    }

    /** Tiles that are all but cut off would cost many times the pixels that are shown. */
    private static void requireWork(ByteCursor in, long width, long height, HeifLimits limits) throws HeifException {
        if (width / MOST_CUT_OFF > limits.maxPixels() / height) {
            throw in.error("tiles of " + width + "x" + height + " pixels together, " + MOST_CUT_OFF + " times "
                    + limits.maxPixels() + " are allowed");
        }
    }

    /** Tiles must cover the output, and each must have a part in it. */
    private static void requireCovered(ByteCursor in, String side, long output, int tile, int count)
            throws HeifException {
        if (output > (long) tile * count || output <= (long) tile * (count - 1)) {
            throw in.error("the output's " + side + " is " + output + " where " + count + " tiles of " + tile + " are");
        }
    }
}
