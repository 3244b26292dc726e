package org.mvjpeg.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TilingTest {
    private static EncoderOptions tile(int width, int height) {
        return EncoderOptions.builder().tile(width, height).build();
    }

    @ParameterizedTest
    @CsvSource({
        "257, 256, 256, 256, 2, 1, 192, 256",
        "256, 257, 256, 256, 1, 2, 256, 192",
        "1000, 1, 256, 256, 4, 1, 256, 64",
        "4000, 3000, 512, 512, 8, 6, 512, 512",
        "1152, 864, 512, 512, 3, 2, 384, 448",
        "1152, 864, 1024, 256, 2, 4, 576, 256",
        "5000, 5000, 4096, 4096, 2, 2, 2560, 2560"
    })
    void tilesAreEven(
            int width, int height, int mostWide, int mostHigh, int columns, int rows, int tileWidth, int tileHeight) {
        assertThat(Tiling.of(width, height, tile(mostWide, mostHigh)))
                .contains(new Tiling(columns, rows, tileWidth, tileHeight));
    }

    @Test
    void aPictureThatFitsIntoATileIsNoGrid() {
        assertThat(Tiling.of(256, 256, tile(256, 256))).isEmpty();
        assertThat(Tiling.of(1, 1, tile(256, 256))).isEmpty();
        assertThat(Tiling.of(4000, 3000, tile(0, 0))).isEmpty();
    }

    /** Level 6.2 of HEVC: sides up to 16888, together 35651584. */
    @ParameterizedTest
    @CsvSource({"16888, 2110, 0", "16889, 2, 17", "2, 16889, 17", "5970, 5970, 0", "5972, 5972, 36", "65535, 4096, 256"
    })
    void whatExceedsALevelIsAGridUnasked(int width, int height, int tiles) {
        assertThat(Tiling.of(width, height, tile(0, 0)).map(Tiling::tiles).orElse(0))
                .isEqualTo(tiles);
        assertThat(CodedSize.isPossible(width, height)).isEqualTo(tiles == 0);
    }

    @Test
    void tilesCoverEveryPictureAndNoneLiesOutside() {
        int most = 0;
        for (int width = 1; width <= Pixels.MAX_SIDE; width += 1 + width / 40) {
            for (int height = 1;
                    height <= Pixels.MAX_SIDE && (long) width * height <= Pixels.MAX_PIXELS;
                    height += 1 + height / 40) {
                for (EncoderOptions options : new EncoderOptions[] {tile(256, 256), tile(448, 4096)}) {
                    Tiling tiling =
                            Tiling.of(width, height, options).orElse(new Tiling(1, 1, (width + 63) / 64 * 64, 0));
                    if (tiling.tileHeight() == 0) {
                        assertThat(width).isLessThanOrEqualTo(options.tileWidth());
                        assertThat(height).isLessThanOrEqualTo(options.tileHeight());
                        continue;
                    }
                    assertCovered(width, tiling.columns(), tiling.tileWidth(), options.tileWidth());
                    assertCovered(height, tiling.rows(), tiling.tileHeight(), options.tileHeight());
                    most = Math.max(most, tiling.tiles());
                }
            }
        }
        assertThat(most).isBetween(4000, 4352);
    }

    private static void assertCovered(int length, int count, int side, int asked) {
        boolean covered = count >= 1
                && count <= 256
                && side % 64 == 0
                && side <= asked
                && (long) side * count >= length
                && side * (count - 1) < length;
        assertThat(covered).as("%d in %d of %d", length, count, side).isTrue();
    }
}
