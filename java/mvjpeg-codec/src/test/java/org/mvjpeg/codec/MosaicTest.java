package org.mvjpeg.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mvjpeg.heif.CropRectangle;

/** Compares with transforms that copy the whole picture, one after the other, and with regions cut out of the result. */
class MosaicTest {
    private static int[][] numbered(int width, int height) {
        int[][] pixels = new int[height][width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                pixels[y][x] = y * 1000 + x;
            }
        }
        return pixels;
    }

    private static int[][] rotated(int[][] in) {
        int[][] out = new int[in[0].length][in.length];
        for (int y = 0; y < out.length; y++) {
            for (int x = 0; x < out[0].length; x++) {
                out[y][x] = in[x][in[0].length - 1 - y];
            }
        }
        return out;
    }

    private static int[][] flippedRows(int[][] in) {
        int[][] out = new int[in.length][];
        for (int y = 0; y < in.length; y++) {
            out[y] = in[in.length - 1 - y];
        }
        return out;
    }

    private static int[][] cropped(int[][] in, CropRectangle part) {
        int[][] out = new int[part.height()][part.width()];
        for (int y = 0; y < part.height(); y++) {
            System.arraycopy(in[part.y() + y], part.x(), out[y], 0, part.width());
        }
        return out;
    }

    @Test
    void anyRegionOfAnyChainOfTransformsOverTilesIsTheSameAsOneAfterTheOther() {
        Random random = new Random(1);
        for (int round = 0; round < 2000; round++) {
            int width = 1 + random.nextInt(30);
            int height = 1 + random.nextInt(30);
            int[][] expected = numbered(width, height);
            Mosaic shown = tiled(width, height, 1 + random.nextInt(8), 1 + random.nextInt(8));
            for (int i = random.nextInt(5); i > 0; i--) {
                switch (random.nextInt(4)) {
                    case 0 -> {
                        int turns = random.nextInt(4);
                        shown = shown.rotate(turns);
                        for (int t = 0; t < turns; t++) {
                            expected = rotated(expected);
                        }
                    }
                    case 1 -> {
                        shown = shown.flipRows();
                        expected = flippedRows(expected);
                    }
                    case 2 -> {
                        shown = shown.flipColumns();
                        expected = rotated(rotated(flippedRows(expected)));
                    }
                    default -> {
                        CropRectangle part = rectangle(shown, random);
                        shown = shown.crop(part);
                        expected = cropped(expected, part);
                    }
                }
            }
            CropRectangle part = rectangle(shown, random);
            PictureRegion region = new PictureRegion(
                    part.x(), part.y(), part.width(), part.height(), 1 + random.nextInt(4), 1 + random.nextInt(4));
            assertThat(drawn(shown, region)).isDeepEqualTo(sampled(cropped(expected, part), region));
        }
    }

    @Test
    void tilesStayThoseOfTheFileWhileThePictureIsOnlyCropped() {
        Mosaic grid = tiled(30, 20, 8, 6);
        assertThat(grid.tiles()).isEqualTo(new Tiles(0, 0, 8, 6));
        assertThat(grid.crop(new CropRectangle(0, 0, 29, 19)).tiles()).isEqualTo(new Tiles(0, 0, 8, 6));
        Mosaic cropped = grid.crop(new CropRectangle(11, 6, 15, 12));
        assertThat(cropped.tiles()).isEqualTo(new Tiles(-3, 0, 8, 6));
        assertThat(cropped.crop(new CropRectangle(5, 1, 9, 9)).tiles()).isEqualTo(new Tiles(0, -1, 8, 6));
        assertThat(cropped.flipRows().tiles()).isEqualTo(new Tiles(0, 0, 15, 12));
        assertThat(cropped.rotate(1).tiles()).isEqualTo(new Tiles(0, 0, 12, 15));
    }

    @Test
    void partsAreCountedAlongRowsAndColumnsOfTheShownPicture() {
        Mosaic grid = tiled(30, 10, 8, 6);
        assertThat(grid.partsAcross(false)).isEqualTo(4);
        assertThat(grid.partsAcross(true)).isEqualTo(2);
        for (int turns : new int[] {1, 3}) {
            assertThat(grid.rotate(turns).partsAcross(false)).isEqualTo(2);
            assertThat(grid.rotate(turns).partsAcross(true)).isEqualTo(4);
        }
        Mosaic cropped = grid.rotate(2).crop(new CropRectangle(5, 5, 15, 1));
        assertThat(cropped.partsAcross(false)).isEqualTo(3);
        assertThat(cropped.partsAcross(true)).isEqualTo(1);
    }

    private static CropRectangle rectangle(Mosaic within, Random random) {
        int x = random.nextInt(within.width());
        int y = random.nextInt(within.height());
        return new CropRectangle(x, y, 1 + random.nextInt(within.width() - x), 1 + random.nextInt(within.height() - y));
    }

    /** Tiles that reach out at the right and at the bottom. */
    private static Mosaic tiled(int width, int height, int tileWidth, int tileHeight) {
        List<Part> parts = new ArrayList<>();
        Coding coding = new Coding(tileWidth, tileHeight, 8, 1);
        int columns = (width + tileWidth - 1) / tileWidth;
        int rows = (height + tileHeight - 1) / tileHeight;
        for (int i = 0; i < columns * rows; i++) {
            int left = i % columns * tileWidth;
            int top = i / columns * tileHeight;
            // Tells the coordinates of the whole, so that the pixels of all tiles can be told apart.
            Presentation numbered = new Presentation(tileWidth, tileHeight, left, top, 1, 0, 0, 1);
            parts.add(new Part(null, coding, MosaicReader.DEFAULT_COLOUR, left, top, numbered));
        }
        Tiles tiles = new Tiles(0, 0, tileWidth, tileHeight);
        return new Mosaic(columns * tileWidth, rows * tileHeight, tiles, parts, Optional.empty())
                .crop(new CropRectangle(0, 0, width, height));
    }

    /** Writes numbered pixels part by part in blocks, every index exactly once. */
    private static int[][] drawn(Mosaic shown, PictureRegion region) {
        int row = 3 * region.columns() + 2;
        int[] samples = new int[row * region.rows()];
        Arrays.fill(samples, -1);
        for (Part part : shown.parts()) {
            Rectangle block = part.within(region);
            if (!block.isEmpty()) {
                Placement placement = part.place(region, block, 3 * block.x + row * block.y, 3, row);
                for (int j = 0; j < placement.rows(); j++) {
                    for (int i = 0; i < placement.columns(); i++) {
                        int at = placement.index(j) + i * placement.stepX();
                        assertThat(samples[at]).isEqualTo(-1);
                        samples[at] = placement.row(j) * 1000 + placement.firstColumn() + i * placement.columnStep();
                    }
                }
            }
        }
        int[][] out = new int[region.rows()][region.columns()];
        for (int y = 0; y < region.rows(); y++) {
            for (int x = 0; x < region.columns(); x++) {
                out[y][x] = samples[y * row + 3 * x];
            }
        }
        return out;
    }

    private static int[][] sampled(int[][] in, PictureRegion region) {
        int[][] out = new int[region.rows()][region.columns()];
        for (int y = 0; y < out.length; y++) {
            for (int x = 0; x < out[0].length; x++) {
                out[y][x] = in[y * region.stepY()][x * region.stepX()];
            }
        }
        return out;
    }
}
