package org.mvjpeg.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mvjpeg.tests.JpegModeOn.quality;
import static org.mvjpeg.tests.JpegModeOn.read;
import static org.mvjpeg.tests.JpegModeOn.write;

import java.awt.Point;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.plugins.jpeg.JPEGQTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mvjpeg.codec.EncoderOptions;
import org.mvjpeg.codec.JpegQuantiser;
import org.mvjpeg.codec.Preprocessor;

/** The pictures of JPEG mode beside those of the JDK's JPEG writer, which is asked for the same thing each time. */
class JpegModeTest extends InJpegMode {
    @ParameterizedTest
    @ValueSource(ints = {10, 30, 50, 75})
    void jpegsAreSmallerAndStillThePicture(int quality) throws IOException {
        byte[] ours = mode.ours(picture, quality);
        byte[] plain = mode.plain(picture, quality);
        assertThat(ours.length).isLessThan(plain.length);
        assertThat(Pictures.psnr(read(ours), picture)).isGreaterThan(Pictures.psnr(read(plain), picture) - 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {90, 95, 100})
    void atHighQualityTheBytesAreTheOtherWriters(int quality) throws IOException {
        assertThat(mode.ours(picture, quality)).isEqualTo(mode.plain(picture, quality));
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 40, 75, 95})
    void flatPicturesAreTheOtherWritersToTheBit(int quality) throws IOException {
        for (int rgb : new int[] {0, 0xFFFFFF, 0x204090}) {
            BufferedImage flat = new BufferedImage(400, 350, BufferedImage.TYPE_INT_RGB);
            for (int y = 0; y < 350; y++) {
                for (int x = 0; x < 400; x++) {
                    flat.setRGB(x, y, rgb);
                }
            }
            assertThat(mode.ours(flat, quality)).isEqualTo(mode.plain(flat, quality));
        }
    }

    static int[] types() {
        return Pictures.TYPES;
    }

    /** What the JDK's writer does not take, an alpha channel, is refused as it would have been. */
    @ParameterizedTest
    @MethodSource("types")
    void everyTypeOfImageIsWrittenOrRefusedAsBefore(int type) throws IOException {
        BufferedImage image = Pictures.textured(400, 340, type);
        ImageTypeSpecifier specifier = ImageTypeSpecifier.createFromRenderedImage(image);
        assertThat(mode.provider().canEncodeImage(specifier))
                .isEqualTo(mode.before().canEncodeImage(specifier));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (!ImageIO.write(image, "jpg", out)) {
            assertThat(mode.before().canEncodeImage(specifier)).isFalse();
            return;
        }
        BufferedImage back = read(out.toByteArray());
        assertThat(back.getWidth()).isEqualTo(400);
        assertThat(Pictures.psnr(back, read(mode.plain(image, 75)))).isGreaterThan(20);
    }

    @Test
    void whatTheNetworkDoesNotTakeHasTheOtherWritersBytes() throws IOException {
        for (int type : new int[] {BufferedImage.TYPE_BYTE_INDEXED, BufferedImage.TYPE_USHORT_565_RGB}) {
            BufferedImage image = Pictures.textured(400, 340, type);
            assertThat(mode.ours(image, 40)).isEqualTo(mode.plain(image, 40));
        }
        ImageWriter writer = mode.provider().createWriterInstance();
        assertThat(writer.canWriteRasters()).isTrue();
        IIOImage raster = new IIOImage(picture.getRaster(), null, null);
        assertThat(write(writer, null, raster, quality(writer, 40)))
                .isEqualTo(write(mode.before().createWriterInstance(), null, raster, quality(writer, 40)));
        BufferedImage cmyk = Pictures.component(400, 340, new Inks(), false, DataBuffer.TYPE_BYTE);
        assertSameOutcome(cmyk);
        assertSameOutcome(Pictures.component(
                400, 340, ColorSpace.getInstance(ColorSpace.CS_sRGB), false, DataBuffer.TYPE_USHORT));
    }

    private static void assertSameOutcome(BufferedImage image) throws IOException {
        byte[] expected;
        try {
            expected = mode.plain(image, 40);
        } catch (IOException | RuntimeException e) {
            assertThatThrownBy(() -> mode.ours(image, 40)).hasSameClassAs(e).hasMessage(e.getMessage());
            return;
        }
        assertThat(mode.ours(image, 40)).isEqualTo(expected);
    }

    @Test
    void tiledImagesWithTheirOriginElsewhereWork() throws IOException {
        RenderedImage tiled = new TiledImage(picture, new Point(-13, 7), 64, 48);
        ImageWriter writer = mode.provider().createWriterInstance();
        assertThat(write(writer, null, new IIOImage(tiled, null, null), quality(writer, 50)))
                .isEqualTo(mode.ours(picture, 50));
    }

    @Test
    void aModelThatIsNoneIsAWarningAndAJpegAsBefore() throws IOException {
        Path file = Files.createTempFile("model", ".safetensors");
        System.setProperty("mvjpeg.model", file.toString());
        try {
            ImageWriter writer = mode.provider().createWriterInstance();
            Warnings warnings = Warnings.of(writer);
            assertThat(write(writer, null, new IIOImage(picture, null, null), quality(writer, 50)))
                    .isEqualTo(mode.plain(picture, 50));
            assertThat(warnings.all()).singleElement().asString().contains("not preprocessed");
        } finally {
            System.clearProperty("mvjpeg.model");
            Files.delete(file);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "machine", "detection", "human"})
    void theProfileIsTheProperty(String profile) throws IOException {
        System.setProperty("mvjpeg.profile", profile);
        try {
            byte[] ours = mode.ours(picture, 30);
            byte[] plain = mode.plain(picture, 30);
            if (profile.equals("off")) {
                assertThat(ours).isEqualTo(plain);
            } else if (!profile.equals("human")) {
                assertThat(ours.length).isLessThan(plain.length);
            }
        } finally {
            System.clearProperty("mvjpeg.profile");
        }
    }

    /** The example of {@code docs/jpeg-mode.md}. */
    @Test
    void withoutImageIo() {
        BufferedImage image = picture;
        int[] luminanceTable = JPEGQTable.K1Luminance.getTable();
        try (Preprocessor preprocessor = new Preprocessor()) {
            int qp = JpegQuantiser.qp(luminanceTable);
            BufferedImage calmer =
                    preprocessor.process(image, EncoderOptions.builder().qp(qp).build());
            assertThat(calmer).isNotSameAs(image);
            assertThat(calmer.getType()).isEqualTo(image.getType());
        }
    }

    /** Four inks, for which nobody has a profile. */
    private static final class Inks extends ColorSpace {
        private static final long serialVersionUID = 1L;

        private Inks() {
            super(TYPE_CMYK, 4);
        }

        @Override
        public float[] toRGB(float[] c) {
            return new float[] {1 - c[0], 1 - c[1], 1 - c[2]};
        }

        @Override
        public float[] fromRGB(float[] c) {
            return new float[] {1 - c[0], 1 - c[1], 1 - c[2], 0};
        }

        @Override
        public float[] toCIEXYZ(float[] c) {
            return toRGB(c);
        }

        @Override
        public float[] fromCIEXYZ(float[] c) {
            return fromRGB(c);
        }
    }
}
