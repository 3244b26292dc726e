package org.mvjpeg.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.mvjpeg.kernel.Models;

/** What is promised of the post filters in the jar, and of those that it lacks. */
class ShippedFiltersTest extends CodecTest {
    private static final String FIDELITY = "filter-fidelity.safetensors";
    private static final String MACHINE = "filter-machine.safetensors";
    private static final String JPEG = "filter-jpeg.safetensors";

    private static boolean ships(String resource) {
        return Models.class.getResource(resource) != null;
    }

    private static void assumeShipped(String resource) {
        assumeTrue(ships(resource), resource + " is not in this jar");
    }

    private static DecoderOptions options(PostFilter filter) {
        return DecoderOptions.builder().postFilter(filter).build();
    }

    private static byte[] coded(BufferedImage image, int qp) {
        EncoderOptions options =
                EncoderOptions.builder().qp(qp).profile(Profile.OFF).build();
        return encoder.encode(Pixels.of(image), options).heif();
    }

    @Test
    void oneThatIsMissingIsNamed() throws Exception {
        byte[] file = coded(Drawings.scene(64, 64, BufferedImage.TYPE_INT_RGB), 37);
        for (PostFilter filter : List.of(PostFilter.FIDELITY, PostFilter.MACHINE)) {
            String resource = filter == PostFilter.FIDELITY ? FIDELITY : MACHINE;
            if (!ships(resource)) {
                assertThatExceptionOfType(CodecException.class)
                        .isThrownBy(() -> decoder.decode(file, options(filter)))
                        .withMessage("post filter " + filter.name().toLowerCase(Locale.ROOT) + ": the resource "
                                + resource + " is missing from the jar");
            } else {
                assertThat(decoder.decode(file, options(filter)).getWidth()).isEqualTo(64);
            }
        }
    }

    @Test
    void fidelityKeepsBlackAndWhite() throws Exception {
        assumeShipped(FIDELITY);
        assertFlatPicturesStay(PostFilter.FIDELITY);
    }

    @Test
    void machineKeepsBlackAndWhite() throws Exception {
        assumeShipped(MACHINE);
        assertFlatPicturesStay(PostFilter.MACHINE);
    }

    /** As the decoder shows them: x265 itself makes some blocks of them a level brighter or darker at QP 47, 48 and 51. */
    private static void assertFlatPicturesStay(PostFilter filter) throws Exception {
        for (int rgb : new int[] {0, 0xFFFFFF}) {
            for (int qp = 0; qp <= EncoderOptions.MAX_QP; qp++) {
                byte[] file = coded(Drawings.flat(96, 80, rgb), qp);
                BufferedImage plain = decoder.decode(file, options(PostFilter.OFF));
                BufferedImage shown = decoder.decode(file, options(filter));
                assertThat(shown.getRGB(0, 0, 96, 80, null, 0, 96))
                        .as("QP %d", qp)
                        .isEqualTo(plain.getRGB(0, 0, 96, 80, null, 0, 96));
            }
        }
    }

    @Test
    void fidelityComesNearerToWhatWasCoded() throws Exception {
        assumeShipped(FIDELITY);
        double gain = 0;
        int[][] sizes = {{320, 240}, {257, 301}, {512, 384}};
        for (int[] size : sizes) {
            BufferedImage scene = Drawings.scene(size[0], size[1], BufferedImage.TYPE_INT_RGB);
            byte[] file = coded(scene, 37);
            gain += Drawings.lumaPsnr(scene, decoder.decode(file, options(PostFilter.FIDELITY)))
                    - Drawings.lumaPsnr(scene, decoder.decode(file, options(PostFilter.OFF)));
        }
        assertThat(gain / sizes.length).isPositive();
    }

    @Test
    void jpegsComeNearerToWhatWasCoded() throws Exception {
        assumeShipped(JPEG);
        try (PictureFilter filter = new PictureFilter()) {
            for (float quality : new float[] {0.1f, 0.2f, 0.4f}) {
                BufferedImage scene = Drawings.scene(400, 300, BufferedImage.TYPE_INT_RGB);
                byte[] file = jpeg(scene, quality);
                BufferedImage decoded = ImageIO.read(new ByteArrayInputStream(file));
                BufferedImage shown =
                        filter.apply(decoded, JpegQuantiser.qpOf(file).orElseThrow(), options(PostFilter.FIDELITY));
                assertThat(Drawings.lumaPsnr(scene, shown))
                        .as("quality %s", quality)
                        .isGreaterThan(Drawings.lumaPsnr(scene, decoded));
            }
            BufferedImage white = Drawings.flat(40, 40, 0xFFFFFF);
            assertThat(filter.apply(white, 40, options(PostFilter.FIDELITY))).isSameAs(white);
        }
    }

    /** A file of the JDK's writer. */
    static byte[] jpeg(BufferedImage image, float quality) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(quality);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), param);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
