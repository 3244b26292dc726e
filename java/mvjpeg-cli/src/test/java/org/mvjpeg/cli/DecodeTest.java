package org.mvjpeg.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mvjpeg.codec.DecoderOptions;
import org.mvjpeg.codec.JpegQuantiser;
import org.mvjpeg.codec.MvjpegDecoder;
import org.mvjpeg.codec.PictureFilter;
import org.mvjpeg.codec.PictureInfo;
import org.mvjpeg.codec.PostFilter;
import org.mvjpeg.codec.Precision;
import org.mvjpeg.kernel.Models;

class DecodeTest {
    @TempDir
    Path folder;

    private Path heic;

    @BeforeEach
    void encode() {
        Path png = Drawings.landscape(folder.resolve("source/a.png"), 97, 61);
        heic = folder.resolve("a.heic");
        assertThat(CommandRun.of("encode", png, "-o", heic).exitCode()).isZero();
    }

    private void assertPicture(Path file) throws IOException {
        BufferedImage read = ImageIO.read(file.toFile());
        assertThat(Psnr.between(DrawnPicture.landscape(97, 61), read).luma()).isGreaterThan(25);
    }

    @Test
    void pngIsTheDefault() throws IOException {
        CommandRun run = CommandRun.of("decode", heic);
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertPicture(folder.resolve("a.png"));
        assertThat(run.out())
                .startsWith(heic + " -> " + folder.resolve("a.png") + "  97x61  " + Files.size(heic) + " B");
    }

    @Test
    void theSuffixOfTheOutputChoosesTheFormat() throws IOException {
        Path jpg = folder.resolve("b.jpg");
        assertThat(CommandRun.of("decode", heic, "-o", jpg).exitCode()).isZero();
        assertPicture(jpg);
        assertThat(Arrays.copyOf(Files.readAllBytes(jpg), 2)).containsExactly(0xFF, 0xD8);
    }

    @Test
    void formatChoosesForFolders() throws IOException {
        assertThat(CommandRun.of("decode", folder, "-o", folder.resolve("out"), "--format", "JPG")
                        .exitCode())
                .isZero();
        assertPicture(folder.resolve("out/a.jpg"));
    }

    @Test
    void anUnknownFormatIsAUsageError() {
        CommandRun run = CommandRun.of("decode", heic, "--format", "xcf");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--format", "xcf", "png");
    }

    @Test
    void brokenFilesAreNamedAndLeaveNothing() throws IOException {
        byte[] bytes = Files.readAllBytes(heic);
        Path cut = Files.write(folder.resolve("cut.heic"), Arrays.copyOf(bytes, bytes.length / 2));
        Path empty = Files.createFile(folder.resolve("empty.heic"));
        Path png = Files.copy(folder.resolve("source/a.png"), folder.resolve("png.heic"));
        CommandRun run = CommandRun.of("decode", cut, empty, png, heic, "-o", folder.resolve("out"));
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errLines()).hasSize(3);
        assertThat(run.errLines().get(0)).startsWith("mvjpeg: " + cut + ": ");
        assertThat(run.errLines().get(1)).isEqualTo("mvjpeg: " + empty + ": the file is empty");
        assertThat(run.errLines().get(2)).startsWith("mvjpeg: " + png + ": ");
        assertThat(run.err()).doesNotContain("\tat ");
        assertThat(Drawings.filesIn(folder.resolve("out"))).containsExactly("a.png");
    }

    @Test
    void alphaIsKeptInPngAndLaidOnWhiteInJpegWithAWarning() throws IOException {
        BufferedImage drawn = new BufferedImage(64, 64, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < 32; y++) {
            for (int x = 0; x < 64; x++) {
                drawn.setRGB(x, y, 0xFF202020);
            }
        }
        Path source = Drawings.write(folder.resolve("alpha.png"), drawn);
        Path coded = folder.resolve("alpha.heic");
        assertThat(CommandRun.of("encode", source).exitCode()).isZero();
        Path png = folder.resolve("back.png");
        Path jpg = folder.resolve("back.jpg");
        assertThat(CommandRun.of("decode", coded, "-o", png).err()).isEmpty();
        CommandRun run = CommandRun.of("decode", coded, "-o", jpg);
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).startsWith("mvjpeg: " + coded + ": warning: not kept: alpha");
        assertThat(new Color(ImageIO.read(png.toFile()).getRGB(20, 50), true).getAlpha())
                .isLessThan(8);
        assertThat(new Color(ImageIO.read(jpg.toFile()).getRGB(20, 50)).getRed())
                .isGreaterThan(240);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "tif"})
    void tenBitsBecomeSixteenWhereTheFormatHasThem(String suffix) throws IOException {
        Path coded = folder.resolve("deep.heic");
        assertThat(CommandRun.of("encode", Drawings.deepRamp(folder.resolve("deep.png"), 200, 16), "-o", coded)
                        .err())
                .isEmpty();
        Path back = folder.resolve("back." + suffix);
        assertThat(CommandRun.of("decode", coded, "-o", back).err()).isEmpty();
        BufferedImage read = ImageIO.read(back.toFile());
        assertThat(read.getSampleModel().getSampleSize()).containsExactly(16, 16, 16);
        try (MvjpegDecoder decoder = new MvjpegDecoder()) {
            BufferedImage decoded = decoder.decode(
                    Files.readAllBytes(coded),
                    DecoderOptions.builder().precision(Precision.AS_CODED).build());
            assertThat(read.getRaster().getPixels(0, 0, 200, 16, (int[]) null))
                    .isEqualTo(decoded.getRaster().getPixels(0, 0, 200, 16, (int[]) null));
        }
    }

    @Test
    void tenBitsBecomeEightInJpeg() throws IOException {
        Path coded = folder.resolve("deep.heic");
        assertThat(CommandRun.of("encode", Drawings.deepRamp(folder.resolve("deep.png"), 200, 16), "-o", coded)
                        .err())
                .isEmpty();
        Path back = folder.resolve("back.jpg");
        assertThat(CommandRun.of("decode", coded, "-o", back).err()).isEmpty();
        BufferedImage read = ImageIO.read(back.toFile());
        assertThat(read.getRaster().getSample(100, 8, 0)).isBetween(120, 136);
    }

    @Test
    void anIccProfileIsKeptInPng() throws IOException {
        ICC_Profile profile = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB);
        BufferedImage linear = Linear.picture(profile, 64, 48);
        byte[] png = DecodedFile.of(linear, "png").bytes();
        Path file = Files.write(folder.resolve("linear.png"), png);
        assertThat(new String(png, java.nio.charset.StandardCharsets.ISO_8859_1))
                .contains("iCCP");
        assertThat(ImageIO.read(file.toFile()).getRaster().getSample(3, 3, 0)).isEqualTo(77);
    }

    @Test
    void anIccProfileGoesFromJpegToHeicAndBack() throws IOException {
        byte[] data = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
        BufferedImage linear = Linear.picture(ICC_Profile.getInstance(data), 64, 48);
        Path jpg = Files.write(
                folder.resolve("linear.jpg"), DecodedFile.of(linear, "jpg").bytes());
        Path coded = folder.resolve("linear.heic");
        assertThat(CommandRun.of("encode", jpg, "--qp", 10, "--profile", "off").err())
                .isEmpty();
        assertThat(PictureInfo.of(Files.readAllBytes(coded)).iccProfile()).isPresent();
        Path back = folder.resolve("back.jpg");
        assertThat(CommandRun.of("decode", coded, "-o", back).err()).isEmpty();
        BufferedImage read = ImageFiles.read(back).image();
        assertThat(read.getColorModel().getColorSpace().isCS_sRGB()).isFalse();
        assertThat(read.getRaster().getSample(30, 20, 0)).isBetween(72, 82);
    }

    /** Pictures in another colour space than sRGB. */
    private static final class Linear {
        static BufferedImage picture(ICC_Profile profile, int width, int height) {
            java.awt.image.ColorModel model = new java.awt.image.ComponentColorModel(
                    new java.awt.color.ICC_ColorSpace(profile), false, false, 1, 0);
            java.awt.image.WritableRaster raster = model.createCompatibleWritableRaster(width, height);
            raster.setSamples(0, 0, width, height, 0, filled(width * height));
            return new BufferedImage(model, raster, false, null);
        }

        private static int[] filled(int length) {
            int[] samples = new int[length];
            Arrays.fill(samples, 77);
            return samples;
        }
    }

    private Path model() throws IOException {
        Path model = folder.resolve("model.safetensors");
        try (InputStream in = Models.class.getResourceAsStream("filter-fidelity.safetensors")) {
            Files.copy(in, model);
        }
        return model;
    }

    private static int[] pixels(Path file) throws IOException {
        BufferedImage image = ImageIO.read(file.toFile());
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    @Test
    void aPostFilterRunsWhereItIsAskedFor() throws IOException {
        Path model = model();
        Path plain = folder.resolve("plain.png");
        Path shown = folder.resolve("shown.png");
        assertThat(CommandRun.of("decode", heic, "-o", plain, "--post-filter", "off")
                        .exitCode())
                .isZero();
        CommandRun run =
                CommandRun.of("decode", heic, "-o", shown, "--post-filter", "Fidelity", "--post-filter-model", model);
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        try (MvjpegDecoder decoder = new MvjpegDecoder()) {
            DecoderOptions options = DecoderOptions.builder()
                    .postFilter(PostFilter.FIDELITY)
                    .postFilterModel(model)
                    .build();
            assertThat(pixels(shown)).isEqualTo(pixels(decoder.decode(Files.readAllBytes(heic), options)));
            assertThat(pixels(plain)).isEqualTo(pixels(decoder.decode(Files.readAllBytes(heic))));
        }
        assertThat(pixels(shown)).isNotEqualTo(pixels(plain));
    }

    @Test
    void jpegsAreFilteredByTheirOwnTable() throws IOException {
        Path model = model();
        Path jpg = folder.resolve("photo.jpg");
        ImageIO.write(DrawnPicture.landscape(97, 61), "jpg", jpg.toFile());
        Path plain = folder.resolve("plain.png");
        Path shown = folder.resolve("shown.png");
        assertThat(CommandRun.of("decode", jpg, "-o", plain).err()).isEmpty();
        CommandRun run =
                CommandRun.of("decode", jpg, "-o", shown, "--post-filter", "machine", "--post-filter-model", model);
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith(jpg + " -> " + shown + "  97x61");
        BufferedImage decoded = ImageIO.read(jpg.toFile());
        assertThat(pixels(plain)).isEqualTo(pixels(decoded));
        try (PictureFilter filter = new PictureFilter()) {
            DecoderOptions options = DecoderOptions.builder()
                    .postFilter(PostFilter.MACHINE)
                    .postFilterModel(model)
                    .build();
            int qp = JpegQuantiser.qpOf(Files.readAllBytes(jpg)).orElseThrow();
            assertThat(pixels(shown)).isEqualTo(pixels(filter.apply(decoded, qp, options)));
        }
        CommandRun alone = CommandRun.of("decode", jpg, "-o", shown, "--post-filter", "machine");
        assertThat(alone.exitCode()).isEqualTo(1);
        assertThat(alone.errLines())
                .containsExactly("mvjpeg: " + jpg + ": post filter machine has no network for JPEG pictures;"
                        + " fidelity has, or a model may be given");
    }

    @Test
    void aWrongPostFilterIsAUsageError() throws IOException {
        CommandRun unknown = CommandRun.of("decode", heic, "--post-filter", "sharper");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("--post-filter", "sharper", "FIDELITY");
        CommandRun alone = CommandRun.of("decode", heic, "--post-filter-model", model());
        assertThat(alone.exitCode()).isEqualTo(2);
        assertThat(alone.err()).contains("'--post-filter-model' needs '--post-filter'");
        CommandRun missing =
                CommandRun.of("decode", heic, "--post-filter", "machine", "--post-filter-model", folder.resolve("no"));
        assertThat(missing.exitCode()).isEqualTo(2);
        assertThat(missing.err()).contains("--post-filter-model", "no is not a file that can be read");
        assertThat(Files.exists(folder.resolve("a.png"))).isFalse();
    }

    @Test
    void aModelThatIsNoneIsNamed() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.txt"), "no network");
        CommandRun run = CommandRun.of("decode", heic, "--post-filter", "fidelity", "--post-filter-model", text);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errLines()).singleElement().asString().contains("notes.txt");
        assertThat(Files.exists(folder.resolve("a.png"))).isFalse();
    }
}
