package org.mvjpeg.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mvjpeg.heif.Grid;
import org.mvjpeg.heif.HeifFile;
import org.mvjpeg.heif.HeifLimits;

/** Our files through FFmpeg's own HEIF demuxer, which knows nothing of our box reader. */
class InteropFfmpegTest {
    @TempDir
    Path folder;

    static Stream<Named<BufferedImage>> pictures() {
        return InteropPictures.all();
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void ffmpegDecodesTheSamplesThatWeShow(BufferedImage image) throws Exception {
        byte[] file = Pictures.encode(image);
        assertShown(Pictures.decodeAsCoded(file), decode(file));
    }

    static Stream<Named<BufferedImage>> picturesForTiles() {
        return InteropPictures.forTiles();
    }

    /** FFmpeg leaves the tiles of a grid apart; that and where they belong it reads itself. */
    @ParameterizedTest
    @MethodSource("picturesForTiles")
    void ffmpegDecodesTheTilesOfAGrid(BufferedImage image) throws Exception {
        byte[] file = InteropPictures.encodeTiled(image);
        HeifFile parsed = HeifFile.read(file, HeifLimits.DEFAULT);
        Grid grid = parsed.grid(parsed.primary());
        FfmpegPictures theirs = decode(file);
        assertThat(theirs.pictures()).allSatisfy(picture -> {
            assertThat(picture.width()).isGreaterThanOrEqualTo(grid.outputWidth());
            assertThat(picture.height()).isGreaterThanOrEqualTo(grid.outputHeight());
        });
        assertShown(Pictures.decodeAsCoded(file), theirs);
    }

    private FfmpegPictures decode(byte[] file) throws Exception {
        return FfmpegPictures.decode(Files.write(folder.resolve("picture.heic"), file));
    }

    /** FFmpeg can crop 4:2:0 pictures to whole chroma samples only; odd sizes are cropped here. */
    static void assertShown(BufferedImage shown, FfmpegPictures theirs) {
        boolean alpha = shown.getColorModel().hasAlpha();
        assertThat(theirs.pictures()).hasSize(alpha ? 2 : 1);
        Raster ours = shown.getRaster();
        double white = (1 << ours.getSampleModel().getSampleSize(0)) - 1;
        FfmpegPictures.Planes picture = theirs.pictures().get(0);
        assertThat(picture.depth() > 8).isEqualTo(white > 255);
        double worst = 0;
        double worstAlpha = 0;
        for (int y = 0; y < ours.getHeight(); y++) {
            for (int x = 0; x < ours.getWidth(); x++) {
                for (int c = 0; c < 3; c++) {
                    double difference = ours.getSample(x, y, c) - white * picture.rgb(x, y, c);
                    worst = Math.max(worst, Math.abs(difference));
                }
                if (alpha) {
                    double difference = ours.getSample(x, y, 3)
                            - white * theirs.pictures().get(1).luma(x, y);
                    worstAlpha = Math.max(worstAlpha, Math.abs(difference));
                }
            }
        }
        assertThat(worst).as("levels of %.0f", white).isLessThan(1);
        assertThat(worstAlpha).as("levels of alpha of %.0f", white).isLessThanOrEqualTo(0.5);
    }
}
