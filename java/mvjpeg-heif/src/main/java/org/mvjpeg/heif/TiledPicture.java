package org.mvjpeg.heif;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A picture that is coded as tiles of one size, in rows from the top left, and written as a {@code grid} item (ISO/IEC 23008-12
 * clause 6.6.2.3). What the last column and row have beyond the picture's size is cut off. Tiles are as MIAF asks (ISO/IEC 23000-22
 * clause 7.3.11.4): one decoder configuration for all, and with subsampled chroma an even size of the whole.
 *
 * @param columns of tiles, 1..256
 * @param rows of tiles, 1..256
 * @param width of the whole, pixels; ends in the last column
 * @param height of the whole, pixels; ends in the last row
 * @param tiles {@code rows * columns} pictures whose sides are multiples of 64, row by row
 */
public record TiledPicture(int columns, int rows, int width, int height, List<HevcPicture> tiles) {
    private static final int MAX_TILES_A_SIDE = 256;

    /** What one item reference can count. */
    private static final int MAX_TILES = 65_535;

    private static final int TILE_STEP = 64;

    /** @throws IllegalArgumentException naming the value and the limit */
    public TiledPicture {
        Objects.requireNonNull(tiles, "tiles");
        tiles = List.copyOf(tiles);
        requireCount("columns", columns);
        requireCount("rows", rows);
        if (tiles.size() != columns * rows || tiles.size() > MAX_TILES) {
            throw new IllegalArgumentException(tiles.size() + " tiles for " + rows + " rows of " + columns
                    + "; there is one for each, and " + MAX_TILES + " at most");
        }
        HevcPicture first = tiles.get(0);
        if (first.width() % TILE_STEP != 0 || first.height() % TILE_STEP != 0) {
            throw new IllegalArgumentException("tiles of " + first.width() + "x" + first.height()
                    + " pixels; sides are multiples of " + TILE_STEP);
        }
        requireCovered("width", width, first.width(), columns);
        requireCovered("height", height, first.height(), rows);
        requireWholeChroma(first, width, height);
        requireAlike(tiles);
    }

    private static void requireCount(String side, int count) {
        if (count < 1 || count > MAX_TILES_A_SIDE) {
            throw new IllegalArgumentException(count + " " + side + " of tiles; 1 to " + MAX_TILES_A_SIDE + " may be");
        }
    }

    private static void requireCovered(String side, long output, int tile, int count) {
        long least = (long) tile * (count - 1) + 1;
        long most = (long) tile * count;
        if (output < least || output > most) {
            throw new IllegalArgumentException("the " + side + " is " + output + "; " + count + " tiles of " + tile
                    + " make " + least + " to " + most);
        }
    }

    private static void requireWholeChroma(HevcPicture tile, int width, int height) {
        boolean halfColumns = tile.chromaFormat() == 1 || tile.chromaFormat() == 2;
        boolean halfRows = tile.chromaFormat() == 1;
        if (halfColumns && width % 2 != 0 || halfRows && height % 2 != 0) {
            throw new IllegalArgumentException("the size is " + width + "x" + height
                    + "; with subsampled chroma it is even, and HeifWriter.size crops what is too much");
        }
    }

    private static void requireAlike(List<HevcPicture> tiles) {
        byte[] configuration = tiles.get(0).decoderConfiguration();
        for (int i = 1; i < tiles.size(); i++) {
            if (!Arrays.equals(tiles.get(i).decoderConfiguration(), configuration)) {
                throw new IllegalArgumentException(
                        "tile " + i + " has other parameter sets than tile 0; all of a grid share theirs");
            }
        }
    }

    /** Of one tile, pixels. */
    public int tileWidth() {
        return tiles.get(0).width();
    }

    /** Of one tile, pixels. */
    public int tileHeight() {
        return tiles.get(0).height();
    }

    @Override
    public String toString() {
        return "TiledPicture[" + width + "x" + height + ", " + columns + "x" + rows + " tiles of " + tileWidth() + "x"
                + tileHeight() + "]";
    }
}
