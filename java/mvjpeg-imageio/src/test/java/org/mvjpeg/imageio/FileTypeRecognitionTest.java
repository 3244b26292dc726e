package org.mvjpeg.imageio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileTypeRecognitionTest {
    private final MvjpegImageReaderSpi provider = new MvjpegImageReaderSpi();

    @ParameterizedTest
    @ValueSource(
            strings = {"heic....mif1", "heix....heix", "mif1....mif1heic", "mif1....miafMiHBheis", "mif1....miafMiHA"})
    void hevcBrandsAreAccepted(String brands) throws IOException {
        assertThat(provider.canDecodeInput(stream(ftyp(brands)))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"avif....mif1", "mif1....mif1", "isomheicmp41", "qt  ....", "jpeg....jpeg"})
    void otherBrandsAreNot(String brands) throws IOException {
        assertThat(provider.canDecodeInput(stream(ftyp(brands)))).isFalse();
    }

    @Test
    void whereBrandsDoNotTellTheItemsDo() throws IOException {
        for (String brands : new String[] {"mif1....mif1", "msf1....mif2", "mif1....miaf"}) {
            byte[] free = box("free", new byte[30]);
            byte[] data = box("mdat", ascii("hvcC"));
            byte[] hevc = box("meta", ascii("....ipcohvcC...."));
            byte[] av1 = box("meta", ascii("....ipcoav1C...."));
            assertThat(provider.canDecodeInput(stream(joined(ftyp(brands), free, hevc))))
                    .isTrue();
            assertThat(provider.canDecodeInput(stream(joined(ftyp(brands), data, hevc))))
                    .isTrue();
            assertThat(provider.canDecodeInput(stream(joined(ftyp(brands), data, av1))))
                    .isFalse();
            assertThat(provider.canDecodeInput(stream(joined(ftyp(brands), data))))
                    .isFalse();
        }
        byte[] sequence = joined(ftyp("hevc....msf1iso8"), box("moov", ascii("hvcC")));
        assertThat(provider.canDecodeInput(stream(sequence))).isFalse();
        byte[] avif = joined(ftyp("avif....avifmiaf"), box("meta", ascii("av1C")));
        assertThat(provider.canDecodeInput(stream(avif))).isFalse();
    }

    private static byte[] box(String type, byte[] payload) {
        return ByteBuffer.allocate(8 + payload.length)
                .putInt(8 + payload.length)
                .put(ascii(type))
                .put(payload)
                .array();
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    @Test
    void thePositionStaysWhereItWas() throws IOException {
        ImageInputStream stream = stream(
                ByteBuffer.allocate(40).put(new byte[7]).put(ftyp("heic....")).array());
        stream.seek(7);
        assertThat(provider.canDecodeInput(stream)).isTrue();
        assertThat(stream.getStreamPosition()).isEqualTo(7);
    }

    @Test
    void everyTruncationIsJudgedWithoutException() throws IOException {
        byte[] whole = ftyp("mif1....miafheic");
        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThat(provider.canDecodeInput(stream(part)))
                    .as("%d bytes", length)
                    .isFalse();
        }
    }

    @Test
    void aHugeBoxIsReadOnlyAtItsStart() throws IOException {
        byte[] bytes = new byte[1 << 20];
        ByteBuffer.wrap(bytes).putInt(Integer.MAX_VALUE).put(ascii("ftypxxxx"));
        ImageInputStream stream = stream(bytes);
        assertThat(provider.canDecodeInput(stream)).isFalse();
        ByteBuffer.wrap(bytes).putInt(-1).put(ascii("ftypheic"));
        assertThat(provider.canDecodeInput(stream(bytes))).isTrue();
    }

    @Test
    void randomBytesAreJudgedWithoutException() throws IOException {
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            byte[] bytes = new byte[random.nextInt(64)];
            random.nextBytes(bytes);
            assertThat(provider.canDecodeInput(stream(bytes))).isFalse();
        }
    }

    @Test
    void onlyImageInputStreamsAreLookedAt() throws IOException {
        assertThat(provider.canDecodeInput(ftyp("heic...."))).isFalse();
        assertThatThrownBy(() -> provider.canDecodeInput(null)).isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] ftyp(String brands) {
        return ByteBuffer.allocate(8 + brands.length())
                .putInt(8 + brands.length())
                .put(ascii("ftyp"))
                .put(ascii(brands))
                .array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static ImageInputStream stream(byte[] bytes) {
        return new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes));
    }
}
