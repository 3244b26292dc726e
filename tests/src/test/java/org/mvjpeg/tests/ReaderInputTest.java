package org.mvjpeg.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of several pictures, and what a reader makes of its streams. */
class ReaderInputTest {
    private static final BufferedImage LARGE = Pictures.draw(128, 96, BufferedImage.TYPE_INT_RGB);
    private static final BufferedImage MIDDLE = Pictures.draw(64, 48, BufferedImage.TYPE_INT_RGB);
    private static final BufferedImage SMALL = Pictures.draw(32, 24, BufferedImage.TYPE_INT_RGB);

    private final ImageReader reader =
            ImageIO.getImageReadersByFormatName("mvjpeg").next();

    @TempDir
    Path folder;

    @AfterEach
    void dispose() {
        reader.dispose();
    }

    @Test
    void picturesAreCountedAndReadThePrimaryOneFirst() throws IOException {
        reader.setInput(Streams.of(Thumbnails.sideBySide(LARGE, MIDDLE, SMALL)));
        assertThat(reader.getNumImages(true)).isEqualTo(3);
        int[] widths = {128, 64, 32};
        BufferedImage[] drawn = {LARGE, MIDDLE, SMALL};
        for (int i = 2; i >= 0; i--) {
            assertThat(reader.getWidth(i)).isEqualTo(widths[i]);
            assertThat(reader.getNumThumbnails(i)).isZero();
            assertThat(Pictures.psnr(reader.read(i), Pictures.decode(Pictures.encode(drawn[i]))))
                    .isGreaterThan(200);
        }
        assertThat(reader.readAll(0, null).getRenderedImage().getWidth()).isEqualTo(128);
        assertThatThrownBy(() -> reader.read(3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> reader.getWidth(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void thumbnailsAreReadWithTheirListeners() throws IOException {
        reader.setInput(Streams.of(Thumbnails.file(LARGE, MIDDLE, SMALL)));
        assertThat(reader.readerSupportsThumbnails()).isTrue();
        assertThat(reader.getNumImages(true)).isEqualTo(1);
        assertThat(reader.hasThumbnails(0)).isTrue();
        assertThat(reader.getNumThumbnails(0)).isEqualTo(2);
        assertThat(reader.getThumbnailWidth(0, 1)).isEqualTo(32);
        assertThat(reader.getThumbnailHeight(0, 1)).isEqualTo(24);
        EventLog log = EventLog.observing();
        reader.addIIOReadProgressListener(log);
        reader.addIIOReadUpdateListener(log);
        BufferedImage thumbnail = reader.readThumbnail(0, 0);
        assertThat(Pictures.psnr(thumbnail, Pictures.decode(Pictures.encode(MIDDLE))))
                .isGreaterThan(200);
        assertThat(log.events()).containsExactly("thumbnail 0.0", "thumbnail complete");
        assertThat(log.percents()).startsWith(0f).endsWith(100f);
        assertThat(log.updates()).hasSize(1);
        assertThat(reader.readAll(0, null).getNumThumbnails()).isEqualTo(2);
        assertThatThrownBy(() -> reader.readThumbnail(0, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> reader.getThumbnailWidth(0, -1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> reader.getThumbnailWidth(1, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void thumbnailsAreAbortedAsPicturesAre() throws IOException {
        reader.setInput(Streams.of(Thumbnails.file(LARGE, MIDDLE)));
        EventLog log = EventLog.abortingAfterUpdates(1);
        reader.addIIOReadProgressListener(log);
        reader.addIIOReadUpdateListener(log);
        assertThat(reader.readThumbnail(0, 0).getWidth()).isEqualTo(64);
        assertThat(log.events()).containsExactly("thumbnail 0.0", "aborted");
    }

    /** @param type that the primary item claims to have */
    @ParameterizedTest
    @ValueSource(strings = {"av01 AV1", "jpeg JPEG", "avc1 AVC", "vvc1 VVC", "j2k1 JPEG 2000", "unci uncompressed"})
    void otherCodecsAreRefusedByName(String type) throws IOException {
        byte[] file = Thumbnails.renamed(Pictures.encode(MIDDLE), "hvc1", type.substring(0, 4));
        reader.setInput(Streams.of(file));
        assertThat(reader.getNumImages(true)).isEqualTo(1);
        assertThatThrownBy(() -> reader.read(0))
                .isInstanceOf(IIOException.class)
                .hasMessage("item 1 of type '" + type.substring(0, 4) + "': " + type.substring(5)
                        + " pictures are not supported, only HEVC ('hvc1')");
    }

    @Test
    void whatIsNotReadIsNotClaimed() throws IOException {
        byte[] file = Pictures.encode(MIDDLE);
        assertThat(ImageIO.read(new ByteArrayInputStream(brand(file, "avif")))).isNull();
        assertThat(ImageIO.read(new ByteArrayInputStream(brand(file, "mif1")))).isNotNull();
        byte[] av1 = Thumbnails.renamed(Thumbnails.renamed(brand(file, "mif1"), "hvc1", "av01"), "hvcC", "av1C");
        assertThat(ImageIO.read(new ByteArrayInputStream(av1))).isNull();
    }

    /** With one brand alone. */
    private static byte[] brand(byte[] file, String brand) {
        byte[] changed = file.clone();
        int size = ByteBuffer.wrap(file).getInt();
        for (int at = 8; at < size; at += 4) {
            if (at != 12) {
                System.arraycopy(brand.getBytes(), 0, changed, at, 4);
            }
        }
        return changed;
    }

    @Test
    void filesAndStreamsAreReadAlike() throws IOException {
        byte[] file = Pictures.encode(LARGE);
        BufferedImage expected = Pictures.decode(file);
        Path path = Files.write(folder.resolve("picture.heic"), file);
        assertThat(Pictures.psnr(ImageIO.read(path.toFile()), expected)).isGreaterThan(200);
        assertThat(Pictures.psnr(ImageIO.read(path.toUri().toURL()), expected)).isGreaterThan(200);
        try (ImageInputStream stream = ImageIO.createImageInputStream(path.toFile())) {
            reader.setInput(stream);
            assertThat(Pictures.psnr(reader.read(0), expected)).isGreaterThan(200);
        }
        try (ImageInputStream stream = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(stream, true, true);
            assertThat(Pictures.psnr(reader.read(0), expected)).isGreaterThan(200);
        }
    }

    @Test
    void severalReadersShareAStream() throws IOException {
        byte[] first = Pictures.encode(LARGE);
        byte[] junk = new byte[100];
        byte[] both = ByteBuffer.allocate(junk.length + first.length)
                .put(junk)
                .put(first)
                .array();
        ImageReader other = ImageIO.getImageReadersByFormatName("heic").next();
        try (ImageInputStream stream = Streams.of(both)) {
            stream.seek(junk.length);
            reader.setInput(stream);
            other.setInput(stream);
            assertThat(other.getWidth(0)).isEqualTo(128);
            assertThat(reader.getHeight(0)).isEqualTo(96);
            assertThat(Pictures.psnr(reader.read(0), other.read(0))).isGreaterThan(200);
        } finally {
            other.dispose();
        }
    }

    @Test
    void forwardOnlyMeansForwardOnly() throws IOException {
        reader.setInput(Streams.of(Thumbnails.sideBySide(LARGE, MIDDLE, SMALL)), true);
        assertThat(reader.getNumImages(false)).isEqualTo(3);
        assertThatThrownBy(() -> reader.getNumImages(true)).isInstanceOf(IllegalStateException.class);
        assertThat(reader.read(0).getWidth()).isEqualTo(128);
        assertThat(reader.read(2).getWidth()).isEqualTo(32);
        assertThat(reader.getMinIndex()).isEqualTo(2);
        assertThatThrownBy(() -> reader.read(1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(reader.read(2).getWidth()).isEqualTo(32);
    }

    @Test
    void aReaderGoesOnAfterAFailure() throws IOException {
        byte[] file = Pictures.encode(LARGE);
        byte[] damaged = file.clone();
        Arrays.fill(damaged, file.length - 200, file.length, (byte) 0xff);
        for (byte[] broken : List.of(damaged, Arrays.copyOf(file, 100), new byte[50])) {
            reader.setInput(Streams.of(broken));
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> reader.read(0)).isInstanceOf(IIOException.class);
            }
            reader.setInput(Streams.of(file));
            assertThat(reader.read(0, reader.getDefaultReadParam()).getWidth()).isEqualTo(128);
        }
    }

    @Test
    void aLimitThatIsNoNumberIsAnErrorThatNamesIt() throws IOException {
        byte[] file = Pictures.encode(SMALL);
        reader.setInput(Streams.of(file));
        System.setProperty("mvjpeg.maxItems", "several");
        try {
            assertThatThrownBy(() -> reader.getWidth(0))
                    .isInstanceOf(IIOException.class)
                    .hasMessage("system property mvjpeg.maxItems=several: not a positive number, such as 536870912 or"
                            + " 512M");
            System.setProperty("mvjpeg.maxItems", "10");
            assertThat(reader.getWidth(0)).isEqualTo(32);
            System.setProperty("mvjpeg.maxFileBytes", "300");
            reader.setInput(Streams.of(file));
            assertThatThrownBy(() -> reader.getWidth(0))
                    .isInstanceOf(IIOException.class)
                    .hasMessageContaining("300 bytes (mvjpeg.maxFileBytes)");
        } finally {
            System.clearProperty("mvjpeg.maxItems");
            System.clearProperty("mvjpeg.maxFileBytes");
        }
    }
}
