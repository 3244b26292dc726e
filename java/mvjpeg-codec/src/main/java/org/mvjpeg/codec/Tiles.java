package org.mvjpeg.codec;

/**
 * How a shown picture is divided: tiles of one size side by side, cut off where the picture ends. A picture that is turned, mirrored
 * or not divided is one tile.
 *
 * @param x first column of the first tile, 0 or, where a crop has cut it, negative
 * @param y first row of the first tile, 0 or negative
 * @param width of a tile, pixels
 * @param height of a tile, pixels
 */
public record Tiles(int x, int y, int width, int height) {
    /** Of a picture that is not divided. */
    static Tiles one(int width, int height) {
        return new Tiles(0, 0, width, height);
    }

    /** With another pixel as the picture's first. */
    Tiles shifted(int left, int top) {
        return new Tiles(-((left - x) % width), -((top - y) % height), width, height);
    }
}
