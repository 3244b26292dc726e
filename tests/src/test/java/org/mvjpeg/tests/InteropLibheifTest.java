package org.mvjpeg.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
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
                .contains("main brand: heic")
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

    private void assertShownAlike(byte[] file) throws Exception {
        Path heic = Files.write(folder.resolve("picture.heic"), file);
        Path png = folder.resolve("picture.png");
        convert.run(heic.toString(), png.toString());
        BufferedImage theirs = ImageIO.read(png.toFile());
        BufferedImage ours = Pictures.decode(file);
        assertThat(Pictures.psnr(Pictures.withoutProfile(ours), Pictures.withoutProfile(theirs)))
                .isGreaterThan(50);
        assertThat(theirs.getColorModel().hasAlpha())
                .isEqualTo(ours.getColorModel().hasAlpha());
        assertThat(Pictures.alphaError(ours, theirs)).isZero();
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void libheifSeesSizeAlphaAndProfile(BufferedImage image) throws Exception {
        Path heic = Files.write(folder.resolve("picture.heic"), Pictures.encode(image));
        String report = info.run(heic.toString());
        boolean alpha = image.getColorModel().hasAlpha();
        boolean profile = !image.getColorModel().getColorSpace().isCS_sRGB();
        assertThat(report)
                .contains("main brand: heic")
                .contains(image.getWidth() + "x" + image.getHeight() + " (id=1), primary")
                .containsPattern("alpha channel: " + (alpha ? "yes" : "no"));
        assertThat(report.contains("color profile: prof")).isEqualTo(profile);
    }
}
