package org.mvjpeg.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.plugins.jpeg.JPEGQTable;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JpegQuantiserTest {
    /** QPs of x265 that had the PSNR of the JDK's JPEGs on twelve photographs, see docs/jpeg-mode.md. */
    @ParameterizedTest
    @CsvSource({
        "10,43.9", "20,40.6", "30,38.4", "40,36.9", "50,35.6", "60,34.2", "70,31.4", "75,29.5", "85,25.9", "90,21.0",
        "95,15.9"
    })
    void theQpIsThatOfEqualPsnr(int quality, double measured) throws IOException {
        assertThat((double) JpegQuantiser.qpOf(jpeg(quality / 100f)).orElseThrow())
                .isBetween(measured - 1.5, measured + 1.5);
    }

    @Test
    void theQpNeverFallsAsTheQualityDoes() throws IOException {
        int last = 0;
        for (int quality = 100; quality >= 0; quality--) {
            int qp = JpegQuantiser.qpOf(jpeg(quality / 100f)).orElseThrow();
            assertThat(qp).isBetween(last, EncoderOptions.MAX_QP);
            last = qp;
        }
    }

    @Test
    void theTableOfAFileIsTheOneThatItWasWrittenWith() throws IOException {
        int[] standard = JPEGQTable.K1Luminance.getScaledInstance(0.5f, true).getTable();
        assertThat(JpegQuantiser.qpOf(jpeg(0.75f))).hasValue(JpegQuantiser.qp(standard));
        int[] reversed = standard.clone();
        for (int k = 0; k < 64; k++) {
            reversed[63 - k] = standard[k];
        }
        assertThat(JpegQuantiser.qp(reversed)).isEqualTo(JpegQuantiser.qp(standard));
    }

    @Test
    void tablesOfEqualStepsFollowTheStep() {
        int[] steps = new int[64];
        Arrays.fill(steps, 1);
        assertThat(JpegQuantiser.qp(steps)).isEqualTo(5);
        Arrays.fill(steps, 16);
        assertThat(JpegQuantiser.qp(steps)).isEqualTo(29);
        Arrays.fill(steps, 65535);
        assertThat(JpegQuantiser.qp(steps)).isEqualTo(51);
    }

    @Test
    void badTablesAreNamed() {
        assertThatThrownBy(() -> JpegQuantiser.qp(1, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2");
        assertThatThrownBy(() -> JpegQuantiser.qp(new int[64]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0");
    }

    @Test
    void whatIsNoWholeJpegHasNoQp() throws IOException {
        byte[] whole = jpeg(0.5f);
        assertThat(JpegQuantiser.qpOf(new byte[0])).isEmpty();
        assertThat(JpegQuantiser.qpOf("no JPEG at all".getBytes("US-ASCII"))).isEmpty();
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            byte[] broken = Arrays.copyOf(whole, random.nextInt(whole.length));
            for (int k = random.nextInt(4); k > 0 && broken.length > 2; k--) {
                broken[2 + random.nextInt(broken.length - 2)] = (byte) random.nextInt();
            }
            JpegQuantiser.qpOf(broken).ifPresent(qp -> assertThat(qp).isBetween(0, 51));
        }
    }

    private static byte[] jpeg(float quality) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(quality);
            writer.setOutput(out);
            writer.write(null, new IIOImage(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), null, null), param);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
