package org.mvjpeg.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Rectangle;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mvjpeg.codec.EncoderOptions;
import org.mvjpeg.heif.HeifFile;
import org.mvjpeg.heif.HeifLimits;
import org.mvjpeg.imageio.MvjpegImageWriteParam;

/** Images of more than 8 bits per sample through ImageIO. */
class DeepImagesTest {
    private static final ColorSpace SRGB = ColorSpace.getInstance(ColorSpace.CS_sRGB);

    private final ImageReader reader =
            ImageIO.getImageReadersByFormatName("mvjpeg").next();

    /** A slope over half of the scale, much finer than 8 bits. */
    private static BufferedImage slope(ColorSpace space, boolean alpha) {
        BufferedImage image = Pictures.component(600, 40, space, alpha, DataBuffer.TYPE_USHORT);
        for (int y = 0; y < 40; y++) {
            for (int x = 0; x < 600; x++) {
                for (int band = 0; band < image.getRaster().getNumBands(); band++) {
                    image.getRaster().setSample(x, y, band, 12000 + 1500 * band + 55 * x + 3 * y);
                }
            }
        }
        return image;
    }

    private static int bitDepth(byte[] file) throws IOException {
        HeifFile heif = HeifFile.read(file, HeifLimits.DEFAULT);
        return heif.picture(heif.primary()).bitDepthLuma();
    }

    private static byte[] encode(BufferedImage image, Integer bitDepth) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("mvjpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            MvjpegImageWriteParam param = (MvjpegImageWriteParam) writer.getDefaultWriteParam();
            param.setQp(8);
            param.setBitDepth(bitDepth);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), param);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private ImageReadParam raw(byte[] file) throws IOException {
        reader.setInput(stream(file));
        ImageReadParam param = reader.getDefaultReadParam();
        param.setDestinationType(reader.getRawImageType(0));
        return param;
    }

    private static ImageInputStream stream(byte[] file) {
        return new MemoryCacheImageInputStream(new ByteArrayInputStream(file));
    }

    private static Set<Integer> levels(Raster raster, int band) {
        Set<Integer> levels = new HashSet<>();
        for (int y = 0; y < raster.getHeight(); y++) {
            for (int x = 0; x < raster.getWidth(); x++) {
                levels.add(raster.getSample(x, y, band));
            }
        }
        return levels;
    }

    private static double psnr(Raster a, Raster b, int band) {
        double whiteA = (1 << a.getSampleModel().getSampleSize(band)) - 1;
        double whiteB = (1 << b.getSampleModel().getSampleSize(band)) - 1;
        double squares = 0;
        for (int y = 0; y < a.getHeight(); y++) {
            for (int x = 0; x < a.getWidth(); x++) {
                double d = a.getSample(x, y, band) / whiteA - b.getSample(x, y, band) / whiteB;
                squares += d * d;
            }
        }
        return -10 * Math.log10(squares / a.getWidth() / a.getHeight());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sixteenBitsAreKeptAsTen(boolean alpha) throws IOException {
        BufferedImage image = slope(SRGB, alpha);
        byte[] ten = encode(image, null);
        byte[] eight = encode(image, 8);
        assertThat(bitDepth(ten)).isEqualTo(10);
        assertThat(bitDepth(eight)).isEqualTo(8);
        ImageReadParam param = raw(ten);
        Raster decoded = reader.read(0, param).getRaster();
        assertThat(decoded.getDataBuffer().getDataType()).isEqualTo(DataBuffer.TYPE_USHORT);
        BufferedImage eightBits = Pictures.decode(eight);
        for (int band = 0; band < decoded.getNumBands(); band++) {
            assertThat(levels(decoded, band)).hasSizeGreaterThan(350);
            assertThat(psnr(image.getRaster(), decoded, band))
                    .isGreaterThan(psnr(image.getRaster(), eightBits.getRaster(), band) + 4);
        }
    }

    @Test
    void aWholeScaleHasMoreLevelsThanEightBits() throws IOException {
        BufferedImage image = new BufferedImage(1024, 32, BufferedImage.TYPE_USHORT_GRAY);
        for (int i = 0; i < 1024 * 32; i++) {
            image.getRaster().setSample(i % 1024, i / 1024, 0, i % 1024 * 64);
        }
        byte[] file = encode(image, null);
        assertThat(levels(reader.read(0, raw(file)).getRaster(), 1)).hasSizeGreaterThan(900);
    }

    /** What a program gets that knows nothing of depths: an image that it can show, scale and write as JPEG. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPlainReadGivesEightBits(boolean alpha) throws IOException {
        byte[] file = encode(slope(SRGB, alpha), null);
        BufferedImage image = Pictures.decode(file);
        assertThat(image.getType()).isEqualTo(alpha ? BufferedImage.TYPE_4BYTE_ABGR : BufferedImage.TYPE_3BYTE_BGR);
        assertThat(ImageIO.write(image, alpha ? "png" : "jpg", new ByteArrayOutputStream()))
                .isTrue();
        Raster deep = reader.read(0, raw(file)).getRaster();
        for (int y = 0; y < 40; y++) {
            for (int x = 0; x < 600; x++) {
                for (int band = 0; band < deep.getNumBands(); band++) {
                    // Each is rounded once, from the coded samples.
                    assertThat(image.getRaster().getSample(x, y, band))
                            .isBetween((int) Math.floor(deep.getSample(x, y, band) / 257.0 - 0.51), (int)
                                    Math.ceil(deep.getSample(x, y, band) / 257.0 + 0.51));
                }
            }
        }
    }

    @Test
    void theRawTypeIsAnnouncedAndRead() throws IOException {
        byte[] file = encode(slope(SRGB, false), null);
        reader.setInput(stream(file));
        ImageTypeSpecifier raw = reader.getRawImageType(0);
        List<ImageTypeSpecifier> types = new ArrayList<>();
        reader.getImageTypes(0).forEachRemaining(types::add);
        assertThat(types).contains(raw);
        assertThat(types.get(0).getBufferedImageType()).isEqualTo(BufferedImage.TYPE_3BYTE_BGR);
        assertThat(raw.getBitsPerBand(0)).isEqualTo(16);
        BufferedImage image = reader.read(0, raw(file));
        assertThat(image.getColorModel()).isEqualTo(raw.getColorModel());
        assertThat(image.getColorModel().getColorSpace().isCS_sRGB()).isTrue();
    }

    @Test
    void regionsSubsamplingAndDestinationsKeepThePrecision() throws IOException {
        byte[] file = encode(slope(SRGB, false), null);
        Raster whole = reader.read(0, raw(file)).getRaster();
        ImageReadParam param = raw(file);
        param.setSourceRegion(new Rectangle(100, 5, 300, 30));
        param.setSourceSubsampling(3, 2, 1, 1);
        Raster part = reader.read(0, param).getRaster();
        ImageReadParam into = reader.getDefaultReadParam();
        BufferedImage destination = reader.getRawImageType(0).createBufferedImage(600, 40);
        into.setDestination(destination);
        assertThat(reader.read(0, into)).isSameAs(destination);
        ImageReadParam swapped = reader.getDefaultReadParam();
        BufferedImage other = reader.getRawImageType(0).createBufferedImage(600, 40);
        swapped.setDestination(other);
        swapped.setSourceBands(new int[] {2, 0});
        swapped.setDestinationBands(new int[] {0, 1});
        reader.read(0, swapped);
        for (int y = 0; y < part.getHeight(); y++) {
            for (int x = 0; x < part.getWidth(); x++) {
                assertThat(part.getPixel(x, y, (int[]) null))
                        .isEqualTo(whole.getPixel(101 + 3 * x, 6 + 2 * y, (int[]) null));
            }
        }
        assertThat(destination.getRaster().getPixels(0, 0, 600, 40, (int[]) null))
                .isEqualTo(whole.getPixels(0, 0, 600, 40, (int[]) null));
        assertThat(other.getRaster().getSamples(0, 0, 600, 40, 0, (int[]) null))
                .isEqualTo(whole.getSamples(0, 0, 600, 40, 2, (int[]) null));
        ImageReadParam bytes = reader.getDefaultReadParam();
        bytes.setDestination(new BufferedImage(600, 40, BufferedImage.TYPE_USHORT_565_RGB));
        bytes.setSourceBands(new int[] {0});
        bytes.setDestinationBands(new int[] {0});
        assertThatThrownBy(() -> reader.read(0, bytes)).hasMessageContaining("8 bits per sample");
    }

    @Test
    void anotherProfileStaysWithItsSamples() throws IOException {
        ColorSpace linear = ColorSpace.getInstance(ColorSpace.CS_LINEAR_RGB);
        BufferedImage image = slope(linear, false);
        byte[] file = encode(image, null);
        BufferedImage decoded = reader.read(0, raw(file));
        assertThat(decoded.getColorModel().getColorSpace().isCS_sRGB()).isFalse();
        assertThat(psnr(image.getRaster(), decoded.getRaster(), 1)).isGreaterThan(50);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "tiff"})
    void filesOfSixteenBitsComeAndGo(String format) throws IOException {
        for (boolean alpha : new boolean[] {false, true}) {
            BufferedImage image = slope(SRGB, alpha);
            ByteArrayOutputStream source = new ByteArrayOutputStream();
            assertThat(ImageIO.write(image, format, source)).isTrue();
            BufferedImage read = ImageIO.read(new ByteArrayInputStream(source.toByteArray()));
            byte[] file = encode(read, null);
            assertThat(bitDepth(file)).isEqualTo(10);
            BufferedImage decoded = reader.read(0, raw(file));
            ByteArrayOutputStream target = new ByteArrayOutputStream();
            assertThat(ImageIO.write(decoded, format, target)).isTrue();
            Raster again =
                    ImageIO.read(new ByteArrayInputStream(target.toByteArray())).getRaster();
            assertThat(again.getPixels(0, 0, 600, 40, (int[]) null))
                    .isEqualTo(decoded.getRaster().getPixels(0, 0, 600, 40, (int[]) null));
            assertThat(psnr(image.getRaster(), again, 0)).isGreaterThan(52);
        }
    }

    @Test
    void eightBitsAreCodedWithTenWhereThatIsAskedFor() throws IOException {
        BufferedImage image = Pictures.draw(64, 48, BufferedImage.TYPE_INT_RGB);
        assertThat(bitDepth(encode(image, 10))).isEqualTo(10);
        assertThat(bitDepth(encode(image, null))).isEqualTo(8);
        assertThat(Pictures.psnr(image, Pictures.decode(encode(image, 10)))).isGreaterThan(30);
        System.setProperty("mvjpeg.bitDepth", "10");
        try {
            assertThat(bitDepth(encode(image, null))).isEqualTo(10);
            assertThat(bitDepth(encode(image, EncoderOptions.AUTO_BIT_DEPTH))).isEqualTo(8);
        } finally {
            System.clearProperty("mvjpeg.bitDepth");
        }
    }

    @Test
    void rastersAndBandsKeepTheirDepth() throws IOException {
        BufferedImage image = slope(SRGB, false);
        ImageWriter writer = ImageIO.getImageWritersByFormatName("mvjpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            MvjpegImageWriteParam param = (MvjpegImageWriteParam) writer.getDefaultWriteParam();
            param.setQp(8);
            writer.write(null, new IIOImage(image.getRaster(), null, null), param);
        } finally {
            writer.dispose();
        }
        assertThat(bitDepth(bytes.toByteArray())).isEqualTo(10);
        Raster decoded = reader.read(0, raw(bytes.toByteArray())).getRaster();
        assertThat(psnr(image.getRaster(), decoded, 2)).isGreaterThan(52);
    }
}
