package org.mvjpeg.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mvjpeg.codec.DecoderOptions;
import org.mvjpeg.codec.MvjpegDecoder;
import org.mvjpeg.codec.PictureInfo;
import org.mvjpeg.codec.Precision;

class EncodeTest {
    @TempDir
    Path folder;

    private void assertPicture(Path heic, int width, int height) throws IOException {
        try (MvjpegDecoder decoder = new MvjpegDecoder()) {
            Psnr psnr = Psnr.between(DrawnPicture.landscape(width, height), decoder.decode(Files.readAllBytes(heic)));
            assertThat(psnr.luma()).isGreaterThan(25);
        }
    }

    @Test
    void theOutputLiesBesideTheInputAndShowsThePicture() throws IOException {
        Path input = Drawings.landscape(folder.resolve("a photo.v2.png"), 97, 61);
        CommandRun run = CommandRun.of("encode", input);
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        Path output = folder.resolve("a photo.v2.heic");
        assertThat(Drawings.filesIn(folder)).containsExactly("a photo.v2.heic", "a photo.v2.png");
        assertPicture(output, 97, 61);
        assertThat(run.outLines()).hasSize(1);
        assertThat(run.out())
                .startsWith(input + " -> " + output + "  97x61  QP 32  " + Files.size(output) + " B  ")
                .containsPattern("  \\d+\\.\\d{3} bpp  \\d+ ms");
    }

    @Test
    void aSmallerQpGivesALargerFile() throws IOException {
        Path input = Drawings.landscape(folder.resolve("a.png"), 160, 120);
        Path fine = folder.resolve("fine.heic");
        Path coarse = folder.resolve("coarse.heic");
        assertThat(CommandRun.of("encode", input, "-o", fine, "--qp", 20).exitCode())
                .isZero();
        assertThat(CommandRun.of("encode", input, "-o", coarse, "--quality", 0.2, "--profile", "off", "--speed", "fast")
                        .exitCode())
                .isZero();
        assertThat(Files.size(fine)).isGreaterThan(2 * Files.size(coarse));
        assertPicture(fine, 160, 120);
    }

    @Test
    void tenBitsStayTenFromHeicToHeic() throws IOException {
        Path png = Drawings.deepRamp(folder.resolve("deep.png"), 1000, 16);
        Path first = folder.resolve("first.heic");
        Path second = folder.resolve("second.heic");
        assertThat(CommandRun.of("encode", png, "-o", first, "--qp", 4, "--profile", "off")
                        .err())
                .isEmpty();
        assertThat(CommandRun.of("encode", first, "-o", second, "--qp", 4, "--profile", "off")
                        .err())
                .isEmpty();
        assertThat(PictureInfo.of(Files.readAllBytes(second)).bitDepth()).isEqualTo(10);
        try (MvjpegDecoder decoder = new MvjpegDecoder()) {
            BufferedImage image = decoder.decode(
                    Files.readAllBytes(second),
                    DecoderOptions.builder().precision(Precision.AS_CODED).build());
            int[] row = image.getRaster().getSamples(0, 8, 1000, 1, 1, (int[]) null);
            assertThat(Arrays.stream(row).distinct().count()).isGreaterThan(600);
        }
        assertThat(CommandRun.of("encode", first, "-o", second, "--bit-depth", 8)
                        .exitCode())
                .isZero();
        assertThat(PictureInfo.of(Files.readAllBytes(second)).bitDepth()).isEqualTo(8);
    }

    @Test
    void targetSizesAreMetAndWhatCannotBeIsAFailure() throws IOException {
        Path input = Drawings.landscape(folder.resolve("a.png"), 160, 120);
        Path output = folder.resolve("a.heic");
        CommandRun run = CommandRun.of("encode", input, "--target-bytes", 2000);
        assertThat(run.exitCode()).isZero();
        assertThat(Files.size(output)).isBetween(1940L, 2000L);
        assertThat(run.out()).containsPattern("  QP \\d+\\.\\d\\d  \\d+ B ");
        assertThat(CommandRun.of("encode", input, "--target-bpp", 0.5).exitCode())
                .isZero();
        assertThat(Files.size(output)).isBetween(1164L, 1200L);

        CommandRun failed = CommandRun.of("encode", input, "-o", folder.resolve("b.heic"), "--target-bytes", 50);
        assertThat(failed.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(failed.err())
                .contains("the target of 50 bytes is out of reach")
                .containsPattern("at least \\d+ bytes");
        assertThat(folder.resolve("b.heic")).doesNotExist();

        CommandRun noted = CommandRun.of("encode", input, "--target-bytes", 1_000_000);
        assertThat(noted.exitCode()).isZero();
        assertThat(noted.err())
                .contains("warning: the finest quantiser takes " + Files.size(output) + " of the target");
        assertThat(CommandRun.of("encode", input, "--target-bytes", 0).err()).contains("'--target-bytes'", "below 1");
        assertThat(CommandRun.of("encode", input, "--target-bpp", 1, "--qp", 3).exitCode())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void aFolderIsEncodedRecursivelyIntoAnother() throws IOException {
        Drawings.landscape(folder.resolve("in/a.png"), 40, 30);
        Drawings.landscape(folder.resolve("in/deep/er/b.jpg"), 41, 31);
        Files.writeString(folder.resolve("in/notes.txt"), "no picture");
        CommandRun run = CommandRun.of("encode", folder.resolve("in"), "-o", folder.resolve("out"), "--jobs", 2);
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(Drawings.filesIn(folder.resolve("out"))).containsExactly("a.heic", "deep/er/b.heic");
        assertPicture(folder.resolve("out/deep/er/b.heic"), 41, 31);
        long bytes = Files.size(folder.resolve("out/a.heic")) + Files.size(folder.resolve("out/deep/er/b.heic"));
        assertThat(run.outLines()).hasSize(3);
        assertThat(run.outLines().get(2)).startsWith("encoded 2 pictures  " + bytes + " B  ");
    }

    @Test
    void aSecondRunOverAFolderLeavesItsOutputsOut() throws IOException {
        Drawings.landscape(folder.resolve("a.png"), 40, 30);
        assertThat(CommandRun.of("encode", folder).exitCode()).isZero();
        CommandRun again = CommandRun.of("encode", folder);
        assertThat(again.err()).isEmpty();
        assertThat(again.outLines()).hasSize(1);
    }

    @Test
    void badInputsAreNamedAndTheOthersEncoded() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.png"));
        Path text = Files.writeString(folder.resolve("text.jpg"), "this is no picture");
        Path whole = Drawings.landscape(folder.resolve("whole.png"), 40, 30);
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = Files.write(folder.resolve("cut.png"), java.util.Arrays.copyOf(bytes, 40));
        Path absent = folder.resolve("absent.png");
        CommandRun run = CommandRun.of("encode", empty, text, cut, absent, whole);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errLines()).hasSize(4).allMatch(line -> line.startsWith("mvjpeg: "));
        assertThat(run.err())
                .contains(
                        "mvjpeg: " + empty + ": the file is empty",
                        "mvjpeg: " + text + ": not a picture",
                        "mvjpeg: " + cut + ": broken or not supported",
                        "mvjpeg: " + absent + ": no such file");
        assertThat(Drawings.filesIn(folder))
                .containsExactly("cut.png", "empty.png", "text.jpg", "whole.heic", "whole.png");
        assertThat(run.outLines().get(1)).startsWith("encoded 1 picture").endsWith("4 failed");
    }

    @Test
    void aJpegThatIsCutIsRefusedInsteadOfEndingInGray() throws IOException {
        Path jpeg = folder.resolve("cut.jpg");
        ImageIO.write(
                ImageIO.read(
                        Drawings.landscape(folder.resolve("a.png"), 300, 200).toFile()),
                "jpeg",
                jpeg.toFile());
        byte[] bytes = Files.readAllBytes(jpeg);
        Files.write(jpeg, Arrays.copyOf(bytes, bytes.length / 2));
        CommandRun run = CommandRun.of("encode", jpeg);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains(jpeg + ": broken or not supported: the file ends before its picture does");
        assertThat(Drawings.filesIn(folder)).containsExactly("a.png", "cut.jpg");
    }

    @Test
    void tilesMakeAGridThatDecodes() throws IOException {
        Path input = Drawings.landscape(folder.resolve("large.png"), 300, 270);
        CommandRun run = CommandRun.of("encode", input, "--tile", "256", "--threads", "2");
        assertThat(run.exitCode()).as(run.err()).isZero();
        Path file = folder.resolve("large.heic");
        assertThat(CommandRun.of("info", file).out())
                .contains("size        300x270")
                .contains("tiles       2x2 of 192x192");
        CommandRun wrong = CommandRun.of("encode", input, "--tile", "300");
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("--tile").contains("300").contains("multiple of 64 in 256..4096");
    }

    @Test
    void aPictureWithoutPixelsOrWithTooManyIsNamedWithItsSize() throws IOException {
        Path none = Files.write(folder.resolve("none.gif"), gif(0, 0));
        Path large = Files.write(folder.resolve("large.gif"), gif(65535, 4097));
        CommandRun run = CommandRun.of("encode", none, large);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errLines().get(0)).contains("0x0");
        assertThat(run.errLines().get(1)).contains("65535x4097").contains("268435456");
        assertThat(Drawings.filesIn(folder)).containsExactly("large.gif", "none.gif");
    }

    /** A GIF of one image block without data. */
    private static byte[] gif(int width, int height) {
        byte w0 = (byte) width;
        byte w1 = (byte) (width >> 8);
        byte h0 = (byte) height;
        byte h1 = (byte) (height >> 8);
        byte[] magic = "GIF89a".getBytes(StandardCharsets.US_ASCII);
        byte[] rest = {
            w0,
            w1,
            h0,
            h1,
            (byte) 0x80,
            0,
            0,
            0,
            0,
            0,
            -1,
            -1,
            -1,
            0x2C,
            0,
            0,
            0,
            0,
            w0,
            w1,
            h0,
            h1,
            0,
            2,
            2,
            0x44,
            1,
            0,
            0x3B
        };
        byte[] file = java.util.Arrays.copyOf(magic, magic.length + rest.length);
        System.arraycopy(rest, 0, file, magic.length, rest.length);
        return file;
    }

    @Test
    void anInputIsNeverOverwritten() throws IOException {
        Path png = Drawings.landscape(folder.resolve("a.png"), 40, 30);
        Path heic = folder.resolve("a.heic");
        assertThat(CommandRun.of("encode", png).exitCode()).isZero();
        byte[] before = Files.readAllBytes(heic);
        CommandRun run = CommandRun.of("encode", heic);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith("mvjpeg: " + heic + ": ").contains("would overwrite an input");
        assertThat(heic).hasBinaryContent(before);
        CommandRun linked =
                CommandRun.of("encode", Files.createSymbolicLink(folder.resolve("link.heif"), heic), "-o", heic);
        assertThat(linked.exitCode()).isEqualTo(1);
        assertThat(heic).hasBinaryContent(before);
    }

    @Test
    void twoInputsDoNotShareAnOutput() throws IOException {
        Path jpg = Drawings.landscape(folder.resolve("a.jpg"), 40, 30);
        Path png = Drawings.landscape(folder.resolve("a.png"), 50, 30);
        CommandRun run = CommandRun.of("encode", jpg, png);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith("mvjpeg: " + png + ": ").contains("is already that of " + jpg);
        assertPicture(folder.resolve("a.heic"), 40, 30);
    }

    @Test
    void anOutputThatCannotBeWrittenLeavesNothingBehind() throws IOException {
        Path png = Drawings.landscape(folder.resolve("a.png"), 40, 30);
        Path blocked = Files.createFile(folder.resolve("file"));
        CommandRun run = CommandRun.of("encode", png, "-o", blocked.resolve("a.heic"));
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .startsWith("mvjpeg: " + png + ": cannot write the output")
                .doesNotContain("\tat ");
        assertThat(Drawings.filesIn(folder)).containsExactly("a.png", "file");
    }

    @Test
    void verboseShowsTheStackTrace() throws IOException {
        Path text = Files.writeString(folder.resolve("text.jpg"), "this is no picture");
        assertThat(CommandRun.of("encode", text).err()).doesNotContain("\tat ");
        assertThat(CommandRun.of("encode", text, "--verbose").err()).contains("\tat org.mvjpeg.cli.");
    }

    @Test
    void aFolderWithoutPicturesFails() {
        CommandRun run = CommandRun.of("encode", folder);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .startsWith("mvjpeg: " + folder + ": no file in this folder")
                .contains("jpg", "png");
    }
}
