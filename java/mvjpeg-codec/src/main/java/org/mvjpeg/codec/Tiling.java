package org.mvjpeg.codec;

import java.util.Optional;

/**
 * How a picture is cut into the tiles of a grid. They are as even as their step allows, so that little is coded beyond the picture's
 * edge.
 *
 * @param columns of tiles, 1 to 256
 * @param rows of tiles, 1 to 256
 * @param tileWidth pixels, a multiple of 64
 * @param tileHeight pixels, a multiple of 64
 */
record Tiling(int columns, int rows, int tileWidth, int tileHeight) {
    /** Sides of tiles are multiples of this: what MIAF advises, and whole coding tree units. */
    static final int STEP = 64;

    /** The least side to ask for, pixels: the largest picture then has no more tiles than a grid may have and our reader takes. */
    static final int MIN_SIDE = 256;

    /** The largest side to ask for, pixels: HEVC level 6. */
    static final int MAX_SIDE = 4096;

    /** The side where none is asked for, pixels. */
    static final int DEFAULT_SIDE = 1024;

    /** The tiles that the options ask for or that HEVC's levels make necessary; empty where the picture is coded as one. */
    static Optional<Tiling> of(int width, int height, EncoderOptions options) {
        if (options.tileWidth() > 0) {
            Tiling asked = atMost(options.tileWidth(), options.tileHeight(), width, height);
            return asked.tiles() == 1 ? Optional.empty() : Optional.of(asked);
        }
        return CodedSize.isPossible(width, height)
                ? Optional.empty()
                : Optional.of(atMost(DEFAULT_SIDE, DEFAULT_SIDE, width, height));
    }

    private static Tiling atMost(int maxWidth, int maxHeight, int width, int height) {
        int tileWidth = side(width, maxWidth);
        int tileHeight = side(height, maxHeight);
        return new Tiling(parts(width, tileWidth), parts(height, tileHeight), tileWidth, tileHeight);
    }

    private static int side(int length, int most) {
        return STEP * parts(parts(length, parts(length, most)), STEP);
    }

    /** How many parts of a size cover a length. */
    private static int parts(int length, int size) {
        return (length + size - 1) / size;
    }

    int tiles() {
        return columns * rows;
    }

    /** First column of a tile, pixels. @param tile number in rows from the top left */
    int x(int tile) {
        return tile % columns * tileWidth;
    }

    /** First row of a tile, pixels. @param tile number in rows from the top left */
    int y(int tile) {
        return tile / columns * tileHeight;
    }
}
