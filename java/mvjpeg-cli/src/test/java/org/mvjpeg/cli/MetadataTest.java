package org.mvjpeg.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mvjpeg.codec.Exif;
import org.mvjpeg.codec.MvjpegDecoder;
import org.mvjpeg.codec.Orientation;
import org.mvjpeg.heif.HeifFile;
import org.mvjpeg.heif.HeifLimits;
import org.mvjpeg.heif.ItemProperty;
import org.mvjpeg.sets.fidelity.Upright;

class MetadataTest {
    @TempDir
    Path folder;

    /** A JPEG file with further segments behind its JFIF one. */
    private Path jpegWith(byte[]... segments) throws IOException {
        Path file = Drawings.landscape(folder.resolve("a.jpg"), 40, 30);
        byte[] plain = Files.readAllBytes(file);
        int end = 4 + (plain[4] & 0xFF) * 256 + (plain[5] & 0xFF);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(plain, 0, end);
        for (byte[] segment : segments) {
            out.write(segment);
        }
        out.write(plain, end, plain.length - end);
        return Files.write(file, out.toByteArray());
    }

    private static byte[] segment(int marker, byte[] payload) {
        return ByteBuffer.allocate(4 + payload.length)
                .put((byte) 0xFF)
                .put((byte) marker)
                .putShort((short) (payload.length + 2))
                .put(payload)
                .array();
    }

    private static byte[] exif(ByteOrder order, int orientation) {
        return ByteBuffer.allocate(6 + 26)
                .put("Exif\0\0".getBytes(StandardCharsets.US_ASCII))
                .order(order)
                .put((order == ByteOrder.LITTLE_ENDIAN ? "II" : "MM").getBytes(StandardCharsets.US_ASCII))
                .putShort((short) 42)
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .array();
    }

    private static byte[] xmp() {
        return "http://ns.adobe.com/xap/1.0/\0<x tiff:Orientation='6'/>".getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void aPlainPictureHasNothingToKeepAndLosesNothing() throws IOException {
        for (Path file : List.of(jpegWith(), Drawings.landscape(folder.resolve("a.png"), 40, 30))) {
            Picture picture = ImageFiles.read(file);
            assertThat(picture.lost()).isEmpty();
            assertThat(picture.metadata().exif()).isEmpty();
        }
    }

    @Test
    void exifXmpAndCommentAreKeptAndTheRestIsNamed() throws IOException {
        Path file = jpegWith(
                segment(0xE1, exif(ByteOrder.BIG_ENDIAN, 6)),
                segment(0xE1, xmp()),
                segment(0xED, "Photoshop 3.0".getBytes(StandardCharsets.US_ASCII)),
                segment(0xFE, "hello".getBytes(StandardCharsets.US_ASCII)));
        CommandRun run = CommandRun.of("encode", file);
        assertThat(run.errLines()).containsExactly("mvjpeg: " + file + ": warning: not kept: IPTC");
        HeifFile heif = heic();
        Exif exif = Exif.of(heif.exif().orElseThrow());
        assertThat(exif.orientation()).contains(Orientation.TOP_LEFT);
        assertThat(exif.text(Exif.Text.COMMENT)).contains("hello");
        assertThat(heif.xmp()).contains("<x tiff:Orientation='1'/>".getBytes(StandardCharsets.US_ASCII));
        assertThat(heif.primary().property(ItemProperty.Rotation.class)).contains(new ItemProperty.Rotation(3));
    }

    private HeifFile heic() throws IOException {
        return HeifFile.read(Files.readAllBytes(folder.resolve("a.heic")), HeifLimits.DEFAULT);
    }

    @Test
    void strippingLeavesTheOrientationOnly() throws IOException {
        Path file = jpegWith(
                segment(0xE1, exif(ByteOrder.BIG_ENDIAN, 6)),
                segment(0xE1, xmp()),
                segment(0xED, "Photoshop 3.0".getBytes(StandardCharsets.US_ASCII)));
        CommandRun run = CommandRun.of("encode", file, "--strip");
        assertThat(run.err()).isEmpty();
        assertThat(heic().exif()).isEmpty();
        assertThat(heic().xmp()).isEmpty();
        assertThat(heic().primary().property(ItemProperty.Rotation.class)).isPresent();
    }

    @Test
    void metadataGoOnIntoJpegPngAndHeicAndAreShown() throws IOException {
        Path file = jpegWith(segment(0xE1, exif(ByteOrder.LITTLE_ENDIAN, 6)), segment(0xE1, xmp()));
        assertThat(CommandRun.of("encode", file).err()).isEmpty();
        Path heic = folder.resolve("a.heic");
        assertThat(CommandRun.of("info", heic).out()).contains("Exif        ", "XMP         ", "location    not told");
        assertThat(CommandRun.of("info", heic, "--json").out()).contains("\"metadata\"", "\"XMP\"");
        for (String name : List.of("back.jpg", "back.png")) {
            Path back = folder.resolve(name);
            CommandRun run = CommandRun.of("decode", heic, "-o", back);
            assertThat(run.err()).isEmpty();
            Picture picture = ImageFiles.read(back);
            assertThat(picture.image().getWidth()).isEqualTo(30);
            assertThat(picture.metadata().orientation()).isEqualTo(Orientation.TOP_LEFT);
            assertThat(picture.metadata().exif()).contains(Exif.of(heic().exif().orElseThrow()));
            assertThat(picture.metadata().xmp()).contains(heic().xmp().orElseThrow());
        }
        Path again = folder.resolve("again.heic");
        assertThat(CommandRun.of("encode", heic, "-o", again).err()).isEmpty();
        HeifFile second = HeifFile.read(Files.readAllBytes(again), HeifLimits.DEFAULT);
        assertThat(second.exif()).contains(heic().exif().orElseThrow());
        assertThat(second.primary().property(ItemProperty.Rotation.class)).isEmpty();
    }

    @Test
    void picturesAreShownUprightWhateverTheirOrientation() throws IOException {
        for (int value = 1; value <= 8; value++) {
            Path file = jpegWith(segment(0xE1, exif(ByteOrder.BIG_ENDIAN, value)));
            Picture picture = ImageFiles.read(file);
            BufferedImage upright =
                    Upright.of(picture.image(), picture.metadata().orientation());
            assertThat(CommandRun.of("encode", file, "--qp", "5", "--profile", "off")
                            .exitCode())
                    .isZero();
            try (MvjpegDecoder decoder = new MvjpegDecoder()) {
                BufferedImage shown = decoder.decode(Files.readAllBytes(folder.resolve("a.heic")));
                assertThat(shown.getWidth()).as("orientation %d", value).isEqualTo(value < 5 ? 40 : 30);
                assertThat(Psnr.between(upright, shown).luma())
                        .as("orientation %d", value)
                        .isGreaterThan(40);
            }
            Files.delete(folder.resolve("a.heic"));
        }
    }

    /** The eight places of the stored picture's first pixel, after the Exif standard's table. */
    @Test
    void theFirstPixelGoesWhereExifSays() {
        int[][] corners = {{0, 0}, {2, 0}, {2, 1}, {0, 1}, {0, 0}, {1, 0}, {1, 2}, {0, 2}};
        BufferedImage stored = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
        stored.setRGB(0, 0, 0xFFFFFF);
        stored.setRGB(1, 0, 0x808080); // along the first row
        int[][] next = {{1, 0}, {1, 0}, {1, 1}, {1, 1}, {0, 1}, {1, 1}, {1, 1}, {0, 1}};
        for (int value = 1; value <= 8; value++) {
            BufferedImage shown = Upright.of(stored, Orientation.ofExif(value));
            assertThat(shown.getRGB(corners[value - 1][0], corners[value - 1][1]) & 0xFF)
                    .as("orientation %d", value)
                    .isEqualTo(0xFF);
            assertThat(shown.getRGB(next[value - 1][0], next[value - 1][1]) & 0xFF)
                    .as("orientation %d", value)
                    .isEqualTo(0x80);
        }
    }

    @Test
    void brokenExifIsNamedAndThePictureEncoded() throws IOException {
        Path file = jpegWith(segment(0xE1, java.util.Arrays.copyOf(exif(ByteOrder.BIG_ENDIAN, 6), 12)));
        CommandRun run = CommandRun.of("encode", file);
        assertThat(run.exitCode()).isZero();
        assertThat(run.errLines()).singleElement().asString().contains("warning: not kept: Exif (");
        assertThat(heic().exif()).isEmpty();
    }
}
