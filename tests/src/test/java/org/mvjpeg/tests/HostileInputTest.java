package org.mvjpeg.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mvjpeg.heif.HeifException;

/** Broken files through {@link ImageIO#read}: an {@link IIOException}, or null where nothing looks like HEIC. */
class HostileInputTest {
    private static byte[] file;

    @BeforeAll
    static void encode() throws IOException {
        file = Pictures.encode(Pictures.draw(60, 45, BufferedImage.TYPE_INT_ARGB));
    }

    @Test
    void anEmptyFileIsNoPicture() throws IOException {
        assertThat(read(new byte[0])).isNull();
    }

    @Test
    void everyTruncationIsRefused() throws IOException {
        int majorBrandEnd = 12;
        for (int length = 0; length < file.length; length += length < 600 ? 1 : 37) {
            byte[] part = Arrays.copyOf(file, length);
            if (length < majorBrandEnd) {
                assertThat(read(part)).as("%d bytes", length).isNull();
            } else {
                refusedOrNull(part, length + " bytes");
            }
        }
    }

    @Test
    void randomBytesBehindAHeicBrandAreRefusedWithTheBoxAtFault() {
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            byte[] noise = new byte[random.nextInt(400)];
            random.nextBytes(noise);
            byte[] bytes = ByteBuffer.allocate(16 + noise.length)
                    .putInt(16)
                    .put("ftypheic....".getBytes(StandardCharsets.US_ASCII))
                    .put(noise)
                    .array();
            assertThatThrownBy(() -> read(bytes))
                    .isInstanceOf(IIOException.class)
                    .hasCauseInstanceOf(HeifException.class);
        }
    }

    @Test
    void flippedBytesNeverRaiseAnotherException() {
        Random random = new Random(3);
        for (int i = 0; i < 400; i++) {
            byte[] damaged = file.clone();
            for (int k = random.nextInt(4); k >= 0; k--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            // Not by ImageIO.read: other plug-ins may claim what is left.
            ImageReader reader = ImageIO.getImageReadersByFormatName("mvjpeg").next();
            try {
                reader.getOriginatingProvider().canDecodeInput(Streams.of(damaged));
                reader.setInput(Streams.of(damaged));
                reader.read(0);
            } catch (IIOException e) {
                assertThat(e.getMessage()).isNotBlank();
            } catch (Exception e) {
                fail("round " + i, e);
            } finally {
                reader.dispose();
            }
        }
    }

    private static void refusedOrNull(byte[] bytes, String description) {
        assertThatThrownBy(() -> {
                    if (read(bytes) == null) {
                        throw new IIOException("not recognised");
                    }
                })
                .as(description)
                .isInstanceOf(IIOException.class);
    }

    private static BufferedImage read(byte[] bytes) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(bytes));
    }
}
