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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mvjpeg.codec.MvjpegDecoder;
import org.mvjpeg.codec.Orientation;

class FileMetadataTest {
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

    @Test
    void aPlainPictureLosesNothing() throws IOException {
        assertThat(ImageFiles.read(jpegWith()).metadata().lost()).isEmpty();
        assertThat(ImageFiles.read(Drawings.landscape(folder.resolve("a.png"), 40, 30))
                        .metadata()
                        .lost())
                .isEmpty();
    }

    @Test
    void exifXmpAndCommentAreNamed() throws IOException {
        Path file = jpegWith(
                segment(0xE1, exif(ByteOrder.BIG_ENDIAN, 1)),
                segment(0xE1, "http://ns.adobe.com/xap/1.0/\0<x/>".getBytes(StandardCharsets.US_ASCII)),
                segment(0xFE, "hello".getBytes(StandardCharsets.US_ASCII)));
        assertThat(ImageFiles.read(file).metadata().lost()).containsExactly("Exif", "XMP", "comment");
    }

    @Test
    void theOrientationIsFoundInEitherByteOrder() throws IOException {
        assertThat(orientation(ByteOrder.BIG_ENDIAN, 6)).isEqualTo(Orientation.RIGHT_TOP);
        assertThat(orientation(ByteOrder.LITTLE_ENDIAN, 8)).isEqualTo(Orientation.LEFT_BOTTOM);
    }

    private Orientation orientation(ByteOrder order, int value) throws IOException {
        return ImageFiles.read(jpegWith(segment(0xE1, exif(order, value))))
                .metadata()
                .orientation();
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
    void brokenExifIsStillNamed() throws IOException {
        byte[] whole = exif(ByteOrder.BIG_ENDIAN, 6);
        for (int length = 6; length < whole.length - 2; length++) {
            byte[] cut = java.util.Arrays.copyOf(whole, length);
            assertThat(ExifOrientation.of(cut, 6)).isBetween(1, 8);
        }
        Path file = jpegWith(segment(0xE1, java.util.Arrays.copyOf(whole, 12)));
        assertThat(ImageFiles.read(file).metadata().lost()).containsExactly("Exif");
    }

    @Test
    void encodeWarnsOncePerFile() throws IOException {
        Path file = jpegWith(segment(0xE1, exif(ByteOrder.BIG_ENDIAN, 6)));
        CommandRun run = CommandRun.of("encode", file);
        assertThat(run.exitCode()).isZero();
        assertThat(run.errLines()).containsExactly("mvjpeg: " + file + ": warning: not kept: Exif");
    }
}
