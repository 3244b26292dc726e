package org.mvjpeg.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.ffmpeg.ffmpeg;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mvjpeg.heif.Grid;
import org.mvjpeg.heif.HeifFile;
import org.mvjpeg.heif.HeifLimits;

/** Our files through FFmpeg's own HEIF demuxer, which knows nothing of our box reader. */
class InteropFfmpegTest {
    private static ExternalTool tool;

    @TempDir
    Path folder;

    @BeforeAll
    static void unpackTool() {
        tool = new ExternalTool(Path.of(Loader.load(ffmpeg.class)));
    }

    static Stream<Named<BufferedImage>> pictures() {
        return InteropPictures.all();
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void ffmpegDecodesTheSamplesThatWeShow(BufferedImage image) throws Exception {
        byte[] file = Pictures.encode(image);
        Path heic = Files.write(folder.resolve("picture.heic"), file);
        BufferedImage decoded = Pictures.decode(file);
        boolean alpha = decoded.getColorModel().hasAlpha();
        assertShown(decoded, decode(heic, "-map", "0:v:0"), alpha ? decode(heic, "-map", "0:v:1") : null);
    }

    static Stream<Named<BufferedImage>> picturesForTiles() {
        return InteropPictures.forTiles();
    }

    /** FFmpeg's program leaves the tiles of a grid apart; that and where they belong it reads itself. */
    @ParameterizedTest
    @MethodSource("picturesForTiles")
    void ffmpegDecodesTheTilesOfAGrid(BufferedImage image) throws Exception {
        byte[] file = InteropPictures.encodeTiled(image);
        Path heic = Files.write(folder.resolve("picture.heic"), file);
        BufferedImage decoded = Pictures.decode(file);
        HeifFile parsed = HeifFile.read(file, HeifLimits.DEFAULT);
        Grid grid = parsed.grid(parsed.primary());
        boolean alpha = decoded.getColorModel().hasAlpha();
        String groups = "Tile Grid: hevc [^\n]*, " + grid.outputWidth() + "x" + grid.outputHeight();
        assertThat(Pattern.compile(groups)
                        .matcher(tool.run("-hide_banner", "-nostdin", "-i", heic.toString(), "-f", "null", "-"))
                        .results()
                        .count())
                .isEqualTo(alpha ? 2 : 1);
        assertShown(
                decoded,
                decode(heic, stacked(grid, 0)),
                alpha ? decode(heic, stacked(grid, grid.tiles().size())) : null);
    }

    private static String[] stacked(Grid grid, int first) {
        int tiles = grid.tiles().size();
        String inputs = IntStream.range(first, first + tiles)
                .mapToObj(i -> "[0:" + i + "]")
                .collect(Collectors.joining());
        return new String[] {
            "-filter_complex",
            inputs + "xstack=inputs=" + tiles + ":grid=" + grid.columns() + "x" + grid.rows() + ",crop="
                    + grid.outputWidth() + ":" + grid.outputHeight() + ":0:0[out]",
            "-map",
            "[out]"
        };
    }

    private static void assertShown(BufferedImage shown, Planes picture, Planes alpha) {
        Raster ours = shown.getRaster();
        for (int y = 0; y < ours.getHeight(); y++) {
            for (int x = 0; x < ours.getWidth(); x++) {
                for (int c = 0; c < 3; c++) {
                    if (Math.abs(ours.getSample(x, y, c) - picture.rgb(x, y, c)) >= 1) {
                        fail("channel %d of (%d, %d)", c, x, y);
                    }
                }
                if (alpha != null && ours.getSample(x, y, 3) != alpha.luma(x, y)) {
                    fail("alpha of (%d, %d)", x, y);
                }
            }
        }
    }

    private Planes decode(Path heic, String... selection) throws Exception {
        Path raw = folder.resolve("picture.yuv");
        // FFmpeg can crop 4:2:0 pictures to whole chroma samples only; odd sizes are cropped here.
        List<String> arguments = new ArrayList<>(
                List.of("-hide_banner", "-nostdin", "-y", "-apply_cropping", "codec", "-i", heic.toString()));
        arguments.addAll(List.of(selection));
        arguments.addAll(List.of("-f", "rawvideo", "-pix_fmt", "yuvj420p", raw.toString()));
        String log = tool.run(arguments.toArray(String[]::new));
        Matcher size = Pattern.compile("Video: rawvideo.*?, (\\d+)x(\\d+)").matcher(log);
        assertThat(size.find()).as(log).isTrue();
        Planes planes =
                new Planes(Files.readAllBytes(raw), Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2)));
        assertThat(planes.samples()).hasSize(planes.width() * planes.height() * 3 / 2);
        return planes;
    }

    /** I420 of even size. */
    private record Planes(byte[] samples, int width, int height) {
        int luma(int x, int y) {
            return samples[y * width + x] & 0xff;
        }

        private int chroma(int plane, int x, int y) {
            int start = width * height + plane * (width / 2) * (height / 2);
            return (samples[start + y / 2 * (width / 2) + x / 2] & 0xff) - 128;
        }

        /** Red, green or blue after full-range BT.601 with the chroma of the nearest sample. */
        double rgb(int x, int y, int channel) {
            int cb = chroma(0, x, y);
            int cr = chroma(1, x, y);
            double colour =
                    switch (channel) {
                        case 0 -> 1.402 * cr;
                        case 1 -> -0.344136 * cb - 0.714136 * cr;
                        default -> 1.772 * cb;
                    };
            return Math.max(0, Math.min(255, luma(x, y) + colour));
        }
    }
}
