package org.mvjpeg.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mvjpeg.codec.EncoderOptions;
import org.mvjpeg.codec.MvjpegEncoder;
import org.mvjpeg.codec.Orientation;
import org.mvjpeg.codec.PictureMetadata;
import org.mvjpeg.codec.Pixels;
import org.mvjpeg.codec.ProgressListener;

/** Our files through libheif's own tools. */
class InteropLibheifTest {
    private static final String PACKAGE = "libheif-examples";

    private static ExternalTool convert;
    private static ExternalTool info;

    @TempDir
    Path folder;

    @BeforeAll
    static void findTools() {
        convert = ExternalTool.find(PACKAGE, "heif-dec", "heif-convert");
        info = ExternalTool.find(PACKAGE, "heif-info");
    }

    static Stream<Named<BufferedImage>> pictures() {
        return InteropPictures.all();
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void libheifShowsWhatWeShow(BufferedImage image) throws Exception {
        assertShownAlike(Pictures.encode(image));
    }

    static Stream<Named<BufferedImage>> picturesForTiles() {
        return InteropPictures.forTiles();
    }

    @ParameterizedTest
    @MethodSource("picturesForTiles")
    void libheifShowsGridsAsWeDo(BufferedImage image) throws Exception {
        byte[] file = InteropPictures.encodeTiled(image);
        assertShownAlike(file);
        Path heic = Files.write(folder.resolve("picture.heic"), file);
        assertThat(info.run(heic.toString()))
                .contains("main brand: " + brand(image))
                .contains(image.getWidth() + "x" + image.getHeight() + " (id=1), primary")
                .contains("alpha channel: " + (image.getColorModel().hasAlpha() ? "yes" : "no"))
                .doesNotContain("(id=2)");
    }

    @ParameterizedTest
    @EnumSource(Orientation.class)
    void libheifTurnsGridsAsWeDo(Orientation orientation) throws Exception {
        BufferedImage image = Pictures.draw(301, 259, BufferedImage.TYPE_INT_ARGB);
        try (MvjpegEncoder encoder = new MvjpegEncoder()) {
            assertShownAlike(encoder.encode(
                            Pixels.of(image),
                            EncoderOptions.builder().tile(256).build(),
                            PictureMetadata.builder().orientation(orientation).build(),
                            ProgressListener.NONE)
                    .heif());
        }
    }

    private static String brand(BufferedImage image) {
        return image.getSampleModel().getSampleSize(0) > 8 ? "heix" : "heic";
    }

    private void assertShownAlike(byte[] file) throws Exception {
        Path heic = Files.write(folder.resolve("picture.heic"), file);
        Path png = folder.resolve("picture.png");
        convert.run(heic.toString(), png.toString());
        assertAlike(Pictures.decodeAsCoded(file), ImageIO.read(png.toFile()));
    }

    /** Colours may be off by what libheif's integers round, of the depth that is coded; alpha is not converted. */
    static void assertAlike(BufferedImage ours, BufferedImage theirs) {
        assertThat(theirs.getWidth()).isEqualTo(ours.getWidth());
        assertThat(theirs.getHeight()).isEqualTo(ours.getHeight());
        assertThat(theirs.getColorModel().hasAlpha())
                .isEqualTo(ours.getColorModel().hasAlpha());
        Raster a = ours.getRaster();
        Raster b = theirs.getRaster();
        int white = (1 << a.getSampleModel().getSampleSize(0)) - 1;
        assertThat(b.getSampleModel().getSampleSize(0))
                .isEqualTo(a.getSampleModel().getSampleSize(0));
        int level = white == 255 ? 1 : white / 1023;
        double squares = 0;
        for (int y = 0; y < a.getHeight(); y++) {
            for (int x = 0; x < a.getWidth(); x++) {
                for (int band = 0; band < a.getNumBands(); band++) {
                    int difference = Math.abs(a.getSample(x, y, band) - b.getSample(x, y, band));
                    // Of 16 bits libheif makes its own 10 by repeating their uppermost bits.
                    int most = band == 3 ? level - 1 : 2 * level;
                    if (difference > most) {
                        fail(
                                "band %d of (%d, %d): %d and %d",
                                band, x, y, a.getSample(x, y, band), b.getSample(x, y, band));
                    }
                    squares += band == 3 ? 0 : (double) difference * difference;
                }
            }
        }
        double mean = squares / (3.0 * a.getWidth() * a.getHeight());
        assertThat(10 * Math.log10((double) white * white / mean)).as("PSNR").isGreaterThan(50);
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void libheifSeesSizeAlphaAndProfile(BufferedImage image) throws Exception {
        Path heic = Files.write(folder.resolve("picture.heic"), Pictures.encode(image));
        String report = info.run(heic.toString());
        boolean alpha = image.getColorModel().hasAlpha();
        boolean profile = !image.getColorModel().getColorSpace().isCS_sRGB();
        assertThat(report)
                .contains("main brand: " + brand(image))
                .contains(image.getWidth() + "x" + image.getHeight() + " (id=1), primary")
                .containsPattern("alpha channel: " + (alpha ? "yes" : "no"));
        assertThat(report.contains("color profile: prof")).isEqualTo(profile);
    }
}
