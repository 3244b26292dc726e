package org.mvjpeg.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Point;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an application sees that only changes the name of the format. */
class DropInWriteTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"mvjpeg", "MVJPEG", "heic", "HEIC", "heif", "HEIF", "hif", "HIF"})
    void everyNameWrites(String name) throws IOException {
        BufferedImage image = Pictures.draw(40, 30, BufferedImage.TYPE_INT_RGB);
        File file = folder.resolve("picture." + name).toFile();
        assertThat(ImageIO.write(image, name, file)).isTrue();
        assertThat(Pictures.psnr(image, ImageIO.read(file))).isGreaterThan(20);
        assertThat(ImageIO.getImageWritersBySuffix(name).hasNext()).isTrue();
    }

    static IntStream types() {
        return IntStream.of(Pictures.TYPES);
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyTypeComesBack(int type) throws IOException {
        BufferedImage image = Pictures.draw(120, 90, type);
        BufferedImage back = Pictures.decode(Pictures.encode(image));
        // The palette dithers, and 4:2:0 averages its coloured dots.
        double floor = type == BufferedImage.TYPE_BYTE_INDEXED ? 21 : 28;
        assertThat(Pictures.psnr(opaque(image), opaque(back))).isGreaterThan(floor);
        assertThat(back.getColorModel().hasAlpha())
                .isEqualTo(image.getColorModel().hasAlpha());
        assertThat(Pictures.alphaError(image, back)).isLessThan(4);
    }

    static Stream<Arguments> components() {
        return Stream.of(ColorSpace.CS_sRGB, ColorSpace.CS_LINEAR_RGB, ColorSpace.CS_GRAY)
                .flatMap(space -> Stream.of(DataBuffer.TYPE_BYTE, DataBuffer.TYPE_USHORT)
                        .flatMap(type -> Stream.of(false, true).map(alpha -> Arguments.of(space, type, alpha))));
    }

    @ParameterizedTest
    @MethodSource("components")
    void componentsOfEightAndSixteenBitsKeepTheirSamples(int space, int dataType, boolean alpha) throws IOException {
        BufferedImage image = Pictures.component(65, 47, ColorSpace.getInstance(space), alpha, dataType);
        BufferedImage eight = Pictures.component(65, 47, ColorSpace.getInstance(space), alpha, DataBuffer.TYPE_BYTE);
        BufferedImage back = Pictures.decode(Pictures.encode(image));
        assertThat(back.getColorModel().hasAlpha()).isEqualTo(alpha);
        if (!alpha) {
            assertThat(Pictures.psnr(Pictures.withoutProfile(eight), Pictures.withoutProfile(back)))
                    .isGreaterThan(34);
        }
        boolean keepsProfile = space == ColorSpace.CS_LINEAR_RGB;
        assertThat(back.getColorModel().getColorSpace().isCS_sRGB()).isEqualTo(!keepsProfile);
    }

    @Test
    void subImagesAreWrittenAlone() throws IOException {
        BufferedImage whole = Pictures.draw(200, 160, BufferedImage.TYPE_3BYTE_BGR);
        BufferedImage part = whole.getSubimage(31, 17, 90, 70);
        assertThat(Pictures.psnr(part, Pictures.decode(Pictures.encode(part)))).isGreaterThan(24);
    }

    @Test
    void tiledImagesAwayFromTheOriginAreWritten() throws IOException {
        BufferedImage image = Pictures.draw(150, 110, BufferedImage.TYPE_INT_RGB);
        TiledImage tiled = new TiledImage(image, new Point(-37, 12), 32, 24);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(ImageIO.write(tiled, "mvjpeg", out)).isTrue();
        assertThat(out.toByteArray()).isEqualTo(Pictures.encode(image));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1x1", "1x40", "40x1", "2x2", "15x16", "17x33", "63x65"})
    void smallAndOddSizesComeBack(String size) throws IOException {
        int[] sides = Arrays.stream(size.split("x")).mapToInt(Integer::parseInt).toArray();
        BufferedImage image = new BufferedImage(sides[0], sides[1], BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < sides[1]; y++) {
            for (int x = 0; x < sides[0]; x++) {
                image.setRGB(x, y, (40 + 2 * x) << 16 | (60 + y) << 8 | 90);
            }
        }
        BufferedImage back = Pictures.decode(Pictures.encode(image));
        assertThat(Pictures.psnr(image, back)).isGreaterThan(33);
    }

    @ParameterizedTest
    @ValueSource(ints = {ColorSpace.CS_sRGB, ColorSpace.CS_GRAY})
    void samplesOf32BitsAreWrittenAsThoseOf16(int space) throws IOException {
        ColorSpace colours = ColorSpace.getInstance(space);
        BufferedImage narrow = Pictures.component(50, 40, colours, false, DataBuffer.TYPE_USHORT);
        ColorModel model = new ComponentColorModel(colours, false, false, Transparency.OPAQUE, DataBuffer.TYPE_INT);
        BufferedImage wide = new BufferedImage(model, model.createCompatibleWritableRaster(50, 40), false, null);
        int[] samples = narrow.getRaster().getPixels(0, 0, 50, 40, (int[]) null);
        wide.getRaster()
                .setPixels(
                        0,
                        0,
                        50,
                        40,
                        IntStream.of(samples).map(s -> s * 0x00010001).toArray());
        assertThat(Pictures.encode(wide)).isEqualTo(Pictures.encode(narrow));
    }

    @ParameterizedTest
    @ValueSource(ints = {ColorSpace.CS_sRGB, ColorSpace.CS_GRAY, ColorSpace.CS_LINEAR_RGB})
    void premultipliedSamplesAreMadeStraightInTheirOwnSpace(int space) throws IOException {
        BufferedImage straight =
                Pictures.component(50, 40, ColorSpace.getInstance(space), true, DataBuffer.TYPE_USHORT);
        BufferedImage premultiplied =
                Pictures.component(50, 40, ColorSpace.getInstance(space), true, DataBuffer.TYPE_USHORT);
        premultiplied.coerceData(true);
        assertThat(premultiplied.isAlphaPremultiplied()).isTrue();
        BufferedImage expected = Pictures.decode(Pictures.encode(straight));
        BufferedImage actual = Pictures.decode(Pictures.encode(premultiplied));
        assertThat(actual.getColorModel().getColorSpace().isCS_sRGB())
                .isEqualTo(expected.getColorModel().getColorSpace().isCS_sRGB());
        assertThat(Pictures.psnr(expected, actual)).isGreaterThan(40);
        assertThat(Pictures.alphaError(expected, actual)).isLessThan(1);
    }

    @Test
    void theColoursOfAnImageWithAlphaAreAnImage() throws IOException {
        BufferedImage translucent = Pictures.draw(50, 40, BufferedImage.TYPE_4BYTE_ABGR);
        ColorModel model = new ComponentColorModel(
                translucent.getColorModel().getColorSpace(), false, false, Transparency.OPAQUE, DataBuffer.TYPE_BYTE);
        WritableRaster colours = translucent.getRaster().createWritableChild(0, 0, 50, 40, 0, 0, new int[] {0, 1, 2});
        BufferedImage copy = new BufferedImage(50, 40, BufferedImage.TYPE_INT_RGB);
        copy.setRGB(0, 0, 50, 40, translucent.getRGB(0, 0, 50, 40, null, 0, 50), 0, 50);
        assertThat(Pictures.encode(new BufferedImage(model, colours, false, null)))
                .isEqualTo(Pictures.encode(copy));
    }

    @Test
    void fileAndStreamsGetTheSameBytes() throws IOException {
        BufferedImage image = Pictures.draw(80, 60, BufferedImage.TYPE_INT_RGB);
        Path file = folder.resolve("picture.heic");
        ImageIO.write(image, "heic", file.toFile());
        byte[] expected = Files.readAllBytes(file);
        assertThat(Pictures.encode(image)).isEqualTo(expected);

        ByteArrayOutputStream pipe = new ByteArrayOutputStream();
        try (OutputStream oneWay = new FilterOutputStream(new BufferedOutputStream(pipe))) {
            ImageIO.write(image, "heic", oneWay);
        }
        assertThat(pipe.toByteArray()).isEqualTo(expected);
    }

    @Test
    void theFileStartsAtTheOutputsPositionAndIsFlushed() throws IOException {
        BufferedImage image = Pictures.draw(80, 60, BufferedImage.TYPE_INT_RGB);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            stream.write(new byte[] {1, 2, 3});
            ImageIO.write(image, "mvjpeg", stream);
            assertThat(stream.getFlushedPosition()).isEqualTo(stream.getStreamPosition());
        }
        byte[] bytes = out.toByteArray();
        assertThat(bytes).startsWith(1, 2, 3);
        byte[] file = Arrays.copyOfRange(bytes, 3, bytes.length);
        assertThat(file).isEqualTo(Pictures.encode(image));
    }

    private static BufferedImage opaque(BufferedImage image) {
        BufferedImage copy = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        copy.createGraphics().drawImage(image, 0, 0, null);
        return copy;
    }
}
