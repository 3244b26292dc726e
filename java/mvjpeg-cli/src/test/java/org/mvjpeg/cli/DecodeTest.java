package org.mvjpeg.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.IOException;
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
import org.mvjpeg.codec.MvjpegDecoder;
import org.mvjpeg.codec.PictureInfo;
import org.mvjpeg.codec.Precision;

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
}
