package org.mvjpeg.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mvjpeg.heif.CropRectangle;

/** Compares with transforms that copy the whole picture, one after the other. */
class PresentationTest {
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
    void anyChainOfTransformsOverTilesIsTheSameAsOneAfterTheOther() {
        Random random = new Random(1);
        for (int round = 0; round < 300; round++) {
            int width = 1 + random.nextInt(30);
            int height = 1 + random.nextInt(30);
            int[][] expected = numbered(width, height);
            Presentation shown = Presentation.plain(width, height);
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
                        int x = random.nextInt(shown.width());
                        int y = random.nextInt(shown.height());
                        CropRectangle part = new CropRectangle(
                                x, y, 1 + random.nextInt(shown.width() - x), 1 + random.nextInt(shown.height() - y));
                        shown = shown.crop(part);
                        expected = cropped(expected, part);
                    }
                }
            }
            assertThat(drawn(shown, width, height, 1 + random.nextInt(8), 1 + random.nextInt(8)))
                    .isDeepEqualTo(expected);
        }
    }

    /** Writes numbered pixels tile by tile, every index exactly once. */
    private static int[][] drawn(Presentation shown, int width, int height, int tileWidth, int tileHeight) {
        int[] samples = new int[3 * shown.width() * shown.height()];
        java.util.Arrays.fill(samples, -1);
        for (int ty = 0; ty < height; ty += tileHeight) {
            for (int tx = 0; tx < width; tx += tileWidth) {
                Placement placement = shown.place(tx, ty, tileWidth, tileHeight, 3);
                for (int y = placement.firstRow(); y < placement.endRow(); y++) {
                    for (int x = placement.firstColumn(); x < placement.endColumn(); x++) {
                        int at = placement.index(x, y);
                        assertThat(samples[at]).isEqualTo(-1);
                        samples[at] = (ty + y) * 1000 + tx + x;
                    }
                }
            }
        }
        int[][] out = new int[shown.height()][shown.width()];
        for (int i = 0; i < shown.width() * shown.height(); i++) {
            out[i / shown.width()][i % shown.width()] = samples[3 * i];
        }
        return out;
    }
}
