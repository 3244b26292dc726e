package org.mvjpeg.imageio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.IIOException;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputLimitTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 300_000})
    void streamsOfKnownAndUnknownLengthAreReadFromAnyPosition(int length) throws IOException {
        byte[] bytes = random(length + 5);
        byte[] expected = Arrays.copyOfRange(bytes, 5, bytes.length);
        try (ImageInputStream stream = unknownLength(bytes)) {
            assertThat(InputBytes.read(stream, 5, 1 << 29)).isEqualTo(expected);
            assertThat(stream.getStreamPosition()).isEqualTo(bytes.length);
        }
        try (ImageInputStream stream = file(bytes)) {
            assertThat(InputBytes.read(stream, 5, 1 << 29)).isEqualTo(expected);
        }
    }

    @Test
    void theLimitIsNamedWhereItIsPassed() throws IOException {
        byte[] fitting = random(100_000);
        assertThat(InputBytes.read(unknownLength(fitting), 0, 100_000)).isEqualTo(fitting);
        try (ImageInputStream stream = file(fitting)) {
            assertThat(InputBytes.read(stream, 0, 100_000)).isEqualTo(fitting);
        }
        byte[] longer = random(100_001);
        assertThatThrownBy(() -> InputBytes.read(unknownLength(longer), 0, 100_000))
                .isInstanceOf(IIOException.class)
                .hasMessageContaining("100000 bytes")
                .hasMessageContaining("mvjpeg.maxFileBytes");
        try (ImageInputStream stream = file(longer)) {
            assertThatThrownBy(() -> InputBytes.read(stream, 0, 100_000))
                    .isInstanceOf(IIOException.class)
                    .hasMessageContaining("100001 bytes");
        }
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static ImageInputStream unknownLength(byte[] bytes) {
        return new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes));
    }

    private ImageInputStream file(byte[] bytes) throws IOException {
        return new FileImageInputStream(
                Files.write(folder.resolve("input"), bytes).toFile());
    }
}
