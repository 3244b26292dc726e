package org.mvjpeg.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LostMetadataTest {
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
        assertThat(ImageFiles.read(jpegWith()).lost()).isEmpty();
        assertThat(ImageFiles.read(Drawings.landscape(folder.resolve("a.png"), 40, 30))
                        .lost())
                .isEmpty();
    }

    @Test
    void exifXmpAndCommentAreNamed() throws IOException {
        Path file = jpegWith(
                segment(0xE1, exif(ByteOrder.BIG_ENDIAN, 1)),
                segment(0xE1, "http://ns.adobe.com/xap/1.0/\0<x/>".getBytes(StandardCharsets.US_ASCII)),
                segment(0xFE, "hello".getBytes(StandardCharsets.US_ASCII)));
        assertThat(ImageFiles.read(file).lost()).containsExactly("Exif", "XMP", "comment");
    }

    @Test
    void anOrientationIsNamedInEitherByteOrder() throws IOException {
        assertThat(ImageFiles.read(jpegWith(segment(0xE1, exif(ByteOrder.BIG_ENDIAN, 6))))
                        .lost())
                .containsExactly("Exif with orientation 6");
        assertThat(ImageFiles.read(jpegWith(segment(0xE1, exif(ByteOrder.LITTLE_ENDIAN, 8))))
                        .lost())
                .containsExactly("Exif with orientation 8");
    }

    @Test
    void brokenExifIsStillNamed() throws IOException {
        byte[] whole = exif(ByteOrder.BIG_ENDIAN, 6);
        for (int length = 6; length < whole.length - 2; length++) {
            byte[] cut = java.util.Arrays.copyOf(whole, length);
            assertThat(ExifOrientation.of(cut, 6)).isBetween(1, 8);
        }
        Path file = jpegWith(segment(0xE1, java.util.Arrays.copyOf(whole, 12)));
        assertThat(ImageFiles.read(file).lost()).containsExactly("Exif");
    }

    @Test
    void encodeWarnsOncePerFile() throws IOException {
        Path file = jpegWith(segment(0xE1, exif(ByteOrder.BIG_ENDIAN, 6)));
        CommandRun run = CommandRun.of("encode", file);
        assertThat(run.exitCode()).isZero();
        assertThat(run.errLines()).containsExactly("mvjpeg: " + file + ": warning: not kept: Exif with orientation 6");
    }
}
