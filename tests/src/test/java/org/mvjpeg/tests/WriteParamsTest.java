package org.mvjpeg.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Point;
import java.awt.Rectangle;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.IIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.plugins.jpeg.JPEGImageWriteParam;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mvjpeg.codec.Device;
import org.mvjpeg.codec.EncoderOptions;
import org.mvjpeg.codec.Profile;
import org.mvjpeg.codec.Speed;
import org.mvjpeg.heif.HeifFile;
import org.mvjpeg.heif.HeifLimits;
import org.mvjpeg.imageio.MvjpegImageWriteParam;

class WriteParamsTest {
    private final BufferedImage image = Pictures.draw(96, 72, BufferedImage.TYPE_INT_RGB);
    private final ImageWriter writer =
            ImageIO.getImageWritersByFormatName("mvjpeg").next();

    @AfterEach
    void dispose() {
        writer.dispose();
        System.clearProperty("mvjpeg.qp");
    }

    @Test
    void explicitModeNeedsNoType() throws IOException {
        ImageWriteParam param = writer.getDefaultWriteParam();
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        assertThat(param.getCompressionType()).isEqualTo("HEVC");
        param.setCompressionQuality(0.9f);
        assertThat(write(param).length).isGreaterThan(write(null).length);
        assertThat(param.isCompressionLossless()).isFalse();
    }

    @Test
    void explicitModeWithoutQualityKeepsTheDefault() throws IOException {
        ImageWriteParam param = writer.getDefaultWriteParam();
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        assertThat(param.getCompressionQuality()).isEqualTo(0.5f);
        assertThat(write(param)).isEqualTo(write(null));
    }

    @Test
    void aTargetSizeGoesBeforeTheQpAndIsMet() throws IOException {
        MvjpegImageWriteParam param = (MvjpegImageWriteParam) writer.getDefaultWriteParam();
        param.setQp(10);
        param.setTargetBytes(1400L);
        assertThat(write(param).length).isBetween(1358, 1400);
        param.setTargetBytes(null);
        param.setTargetBitsPerPixel(2.0);
        assertThat(write(param).length).isBetween(96 * 72 / 4 * 97 / 100, 96 * 72 / 4);
        param.setTargetBitsPerPixel(null);
        assertThat(param.toEncoderOptions().qp()).isEqualTo(10);
        assertThatThrownBy(() -> param.setTargetBytes(0L))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0");
        assertThatThrownBy(() -> param.setTargetBitsPerPixel(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    /** The picture comes first: what cannot be made small enough is written as small as can be, and the listener hears of it. */
    @Test
    void aTargetOutOfReachGivesTheSmallestFileAndAWarning() throws IOException {
        MvjpegImageWriteParam param = (MvjpegImageWriteParam) writer.getDefaultWriteParam();
        List<String> warnings = new ArrayList<>();
        writer.addIIOWriteWarningListener((source, index, warning) -> warnings.add(warning));
        param.setTargetBytes(100L);
        byte[] smallest = write(param);
        assertThat(warnings).singleElement().asString().contains("100 bytes", smallest.length + " bytes");
        param.setTargetBytes(null);
        param.setQp(51);
        assertThat(smallest).isEqualTo(write(param));
        warnings.clear();
        param.setTargetBytes(10_000_000L);
        byte[] finest = write(param);
        assertThat(warnings).singleElement().asString().contains("10000000", finest.length + "");
    }

    @Test
    void bytesShrinkAsQualityFalls() throws IOException {
        int previous = Integer.MAX_VALUE;
        for (float quality = 1; quality >= 0; quality -= 0.125f) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(quality);
            int length = write(param).length;
            assertThat(length).as("quality %s", quality).isLessThan(previous);
            previous = length;
        }
    }

    @Test
    void qualityDescriptionsLieBetweenTheirValues() {
        ImageWriteParam param = writer.getDefaultWriteParam();
        assertThatThrownBy(param::getCompressionQualityValues).isInstanceOf(IllegalStateException.class);
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        float[] values = param.getCompressionQualityValues();
        assertThat(values).isSorted().startsWith(0).endsWith(1);
        assertThat(param.getCompressionQualityDescriptions())
                .hasSize(values.length - 1)
                .doesNotContainNull();
    }

    @Test
    void foreignParamsAreUnderstood() throws IOException {
        JPEGImageWriteParam jpeg = new JPEGImageWriteParam(Locale.ROOT);
        jpeg.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        jpeg.setCompressionQuality(0.25f);
        jpeg.setSourceRegion(new Rectangle(8, 8, 40, 40));
        MvjpegImageWriteParam ours = new MvjpegImageWriteParam(Locale.ROOT);
        ours.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        ours.setCompressionQuality(0.25f);
        ours.setSourceRegion(new Rectangle(8, 8, 40, 40));
        assertThat(write(jpeg)).isEqualTo(write(ours));
        assertThat(write(new ImageWriteParam(Locale.ROOT))).isEqualTo(write(null));
    }

    @Test
    void paramsOfLosslessPlugInsGiveTheDefaultAndAWarning() throws IOException {
        ImageWriteParam png = ImageIO.getImageWritersByFormatName("png").next().getDefaultWriteParam();
        png.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        png.setCompressionType(png.getCompressionTypes()[0]);
        Warnings warnings = Warnings.of(writer);
        assertThat(write(png)).isEqualTo(write(null));
        assertThat(warnings.all()).singleElement().asString().contains("Lossless");
    }

    @Test
    void compressionCannotBeDisabled() {
        ImageWriteParam param = writer.getDefaultWriteParam();
        param.setCompressionMode(ImageWriteParam.MODE_DISABLED);
        assertThatThrownBy(() -> write(param)).isInstanceOf(IIOException.class).hasMessageContaining("disabled");
    }

    @Test
    void progressiveModeIsAcceptedAndChangesNothing() throws IOException {
        ImageWriteParam param = writer.getDefaultWriteParam();
        param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        assertThat(write(param)).isEqualTo(write(null));
    }

    @Test
    void ownKnobsGoBeforeQualityAndProperties() throws IOException {
        System.setProperty("mvjpeg.qp", "40");
        MvjpegImageWriteParam param = (MvjpegImageWriteParam) writer.getDefaultWriteParam();
        assertThat(param.toEncoderOptions().qp()).isEqualTo(40);
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionQuality(1);
        assertThat(param.toEncoderOptions().qp()).isEqualTo(EncoderOptions.qpOfQuality(1));
        param.setQp(20);
        param.setProfile(Profile.HUMAN);
        param.setSpeed(Speed.FAST);
        param.setThreads(2);
        param.setDevice(Device.CPU);
        EncoderOptions options = param.toEncoderOptions();
        assertThat(options.qp()).isEqualTo(20);
        assertThat(options.profile()).isEqualTo(Profile.HUMAN);
        assertThat(options.speed()).isEqualTo(Speed.FAST);
        assertThat(options.threads()).isEqualTo(2);
        assertThat(options.device()).isEqualTo(Device.CPU);
        assertThat(write(param)).isNotEmpty();
        param.setQp(null);
        assertThat(param.toEncoderOptions().qp()).isEqualTo(EncoderOptions.qpOfQuality(1));
    }

    @Test
    void valuesOutOfRangeAreNamed() {
        MvjpegImageWriteParam param = new MvjpegImageWriteParam(Locale.ROOT);
        assertThatThrownBy(() -> param.setQp(52))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("52")
                .hasMessageContaining("51");
        assertThatThrownBy(() -> param.setThreads(0)).isInstanceOf(IllegalArgumentException.class);
        System.setProperty("mvjpeg.qp", "fine");
        assertThatThrownBy(() -> ImageIO.write(image, "mvjpeg", new ByteArrayOutputStream()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mvjpeg.qp");
    }

    @Test
    void regionAndSubsamplingSelectPixels() throws IOException {
        ImageWriteParam param = writer.getDefaultWriteParam();
        param.setSourceRegion(new Rectangle(10, 6, 61, 1000));
        param.setSourceSubsampling(3, 2, 1, 1);
        BufferedImage expected = new BufferedImage(20, 33, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 33; y++) {
            for (int x = 0; x < 20; x++) {
                expected.setRGB(x, y, image.getRGB(11 + 3 * x, 7 + 2 * y));
            }
        }
        assertThat(write(param)).isEqualTo(Pictures.encode(expected));
    }

    @Test
    void aRegionOutsideTheImageIsRefused() {
        ImageWriteParam param = writer.getDefaultWriteParam();
        param.setSourceRegion(new Rectangle(500, 500, 10, 10));
        assertThatThrownBy(() -> write(param))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("500");
    }

    @Test
    void bandsAreSelectedAndReordered() throws IOException {
        ImageWriteParam param = writer.getDefaultWriteParam();
        param.setSourceBands(new int[] {0, 1, 2});
        assertThat(write(param)).isEqualTo(write(null));
        param.setSourceBands(new int[] {1});
        BufferedImage green = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
        int[] samples = image.getRaster().getSamples(0, 0, image.getWidth(), image.getHeight(), 1, (int[]) null);
        green.getRaster().setSamples(0, 0, image.getWidth(), image.getHeight(), 0, samples);
        assertThat(write(param)).isEqualTo(Pictures.encode(green));
        param.setSourceBands(new int[] {3});
        assertThatThrownBy(() -> write(param))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("band 3");
    }

    @Test
    void rastersAreWrittenAsTheirBandsSay() throws IOException {
        Raster raster = Pictures.draw(96, 72, BufferedImage.TYPE_3BYTE_BGR).getRaster();
        assertThat(write(new IIOImage(raster, null, null), null)).isEqualTo(write(null));
    }

    @Test
    void aGrayDestinationIsWrittenGray() throws IOException {
        ImageWriteParam param = writer.getDefaultWriteParam();
        param.setDestinationType(ImageTypeSpecifier.createFromBufferedImageType(BufferedImage.TYPE_BYTE_GRAY));
        param.setSourceRegion(new Rectangle(3, 5, 60, 40));
        BufferedImage gray = new BufferedImage(60, 40, BufferedImage.TYPE_BYTE_GRAY);
        gray.createGraphics().drawImage(image, -3, -5, null);
        assertThat(write(param)).isEqualTo(Pictures.encode(gray));
    }

    @Test
    void anOpaqueDestinationDropsAlphaAndKeepsColours() throws IOException {
        for (int type : new int[] {BufferedImage.TYPE_INT_ARGB, BufferedImage.TYPE_4BYTE_ABGR}) {
            BufferedImage translucent = Pictures.draw(96, 72, type);
            BufferedImage opaque = new BufferedImage(96, 72, BufferedImage.TYPE_INT_RGB);
            opaque.setRGB(0, 0, 96, 72, translucent.getRGB(0, 0, 96, 72, null, 0, 96), 0, 96);
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setDestinationType(ImageTypeSpecifier.createFromBufferedImageType(BufferedImage.TYPE_3BYTE_BGR));
            byte[] file = write(new IIOImage(translucent, null, null), param);
            assertThat(file).isEqualTo(Pictures.encode(opaque));
        }
    }

    @Test
    void anotherColourSpaceIsConvertedToAndKept() throws IOException {
        ColorSpace linear = ColorSpace.getInstance(ColorSpace.CS_LINEAR_RGB);
        ImageWriteParam param = writer.getDefaultWriteParam();
        param.setDestinationType(
                ImageTypeSpecifier.createInterleaved(linear, new int[] {0, 1, 2}, DataBuffer.TYPE_BYTE, false, false));
        BufferedImage back = Pictures.decode(write(param));
        assertThat(back.getColorModel().getColorSpace().isCS_sRGB()).isFalse();
        assertThat(Pictures.psnr(image, back)).isGreaterThan(20);

        BufferedImage fromLinear = Pictures.component(96, 72, linear, false, DataBuffer.TYPE_BYTE);
        param.setDestinationType(ImageTypeSpecifier.createFromBufferedImageType(BufferedImage.TYPE_INT_RGB));
        back = Pictures.decode(write(new IIOImage(fromLinear, null, null), param));
        assertThat(back.getColorModel().getColorSpace().isCS_sRGB()).isTrue();
        assertThat(Pictures.psnr(fromLinear, back)).isGreaterThan(25);
    }

    @Test
    void aDestinationThatCannotBeWrittenIsWarnedOf() throws IOException {
        ImageWriteParam param = writer.getDefaultWriteParam();
        Warnings warnings = Warnings.of(writer);
        param.setDestinationType(ImageTypeSpecifier.createFromRenderedImage(image));
        assertThat(write(param)).isEqualTo(write(null));
        param.setDestinationType(ImageTypeSpecifier.createFromBufferedImageType(BufferedImage.TYPE_USHORT_565_RGB));
        assertThat(write(param)).isEqualTo(write(null));
        assertThat(warnings.all()).isEmpty();
        param.setDestinationType(ImageTypeSpecifier.createFromBufferedImageType(BufferedImage.TYPE_BYTE_INDEXED));
        assertThat(write(param)).isEqualTo(write(null));
        assertThat(warnings.all()).singleElement().asString().contains("destination type");
    }

    @Test
    void anImageWithoutColourModelIsTakenForItsSamples() throws IOException {
        BufferedImage bands = Pictures.draw(96, 72, BufferedImage.TYPE_3BYTE_BGR);
        TiledImage bare = new TiledImage(bands, new Point(5, -9), 32, 32) {
            @Override
            public ColorModel getColorModel() {
                return null;
            }
        };
        assertThat(write(new IIOImage(bare, null, null), null)).isEqualTo(write(null));
    }

    @Test
    void tilingMakesAGrid() throws IOException {
        BufferedImage large = Pictures.draw(600, 300, BufferedImage.TYPE_INT_RGB);
        IIOImage source = new IIOImage(large, null, null);
        MvjpegImageWriteParam param = (MvjpegImageWriteParam) writer.getDefaultWriteParam();
        assertThat(param.canWriteTiles()).isTrue();
        assertThat(param.canOffsetTiles()).isFalse();
        byte[] whole = write(source, param);
        param.setTilingMode(ImageWriteParam.MODE_EXPLICIT);
        assertThat(write(source, param)).isEqualTo(whole);
        param.setTiling(512, 256, 0, 0);
        byte[] tiled = write(source, param);
        assertThat(primaryType(tiled)).isEqualTo("grid");
        assertThat(primaryType(whole)).isEqualTo("hvc1");
        System.setProperty("mvjpeg.tile", "256");
        try {
            assertThat(primaryType(write(source, null))).isEqualTo("grid");
            assertThat(write(source, param)).isEqualTo(tiled);
            param.setTilingMode(ImageWriteParam.MODE_DISABLED);
            assertThat(write(source, param)).isEqualTo(whole);
        } finally {
            System.clearProperty("mvjpeg.tile");
        }
        param.setTilingMode(ImageWriteParam.MODE_DEFAULT);
        assertThat(param.toEncoderOptions().tileWidth()).isEqualTo(EncoderOptions.DEFAULT_TILE);
    }

    @Test
    void tilesThatCannotBeAreRefused() {
        ImageWriteParam param = writer.getDefaultWriteParam();
        assertThatThrownBy(() -> param.setTiling(512, 512, 0, 0)).isInstanceOf(IllegalStateException.class);
        param.setTilingMode(ImageWriteParam.MODE_EXPLICIT);
        for (int[] size : new int[][] {{512, 500}, {64, 64}, {-512, 512}, {8192, 8192}}) {
            assertThatThrownBy(() -> param.setTiling(size[0], size[1], 0, 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("multiple of 64 in 256..4096");
        }
        assertThatThrownBy(() -> param.setTiling(0, 0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> param.setTiling(512, 512, 64, 0)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(param::getTileWidth).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void tilingOfOtherPlugInsIsTakenWhereItFits() throws IOException {
        IIOImage source = new IIOImage(Pictures.draw(600, 300, BufferedImage.TYPE_INT_RGB), null, null);
        ImageWriteParam tiff =
                ImageIO.getImageWritersByFormatName("tiff").next().getDefaultWriteParam();
        Warnings warnings = Warnings.of(writer);
        tiff.setTilingMode(ImageWriteParam.MODE_EXPLICIT);
        tiff.setTiling(256, 256, 0, 0);
        assertThat(primaryType(write(source, tiff))).isEqualTo("grid");
        assertThat(warnings.all()).isEmpty();
        tiff.setTiling(100, 100, 0, 0);
        assertThat(write(source, tiff)).isEqualTo(write(source, null));
        assertThat(warnings.all()).singleElement().asString().contains("tiling").contains("100");
    }

    private static String primaryType(byte[] file) throws IOException {
        return HeifFile.read(file, HeifLimits.DEFAULT).primary().type();
    }

    @Test
    void sizesOverTheLimitAreNamed() {
        BufferedImage wide = new BufferedImage(65_536, 1, BufferedImage.TYPE_BYTE_GRAY);
        assertThatThrownBy(() -> Pictures.encode(wide))
                .hasMessageContaining("65536")
                .hasMessageContaining("65535");
    }

    private byte[] write(ImageWriteParam param) throws IOException {
        return write(new IIOImage(image, null, null), param);
    }

    private byte[] write(IIOImage source, ImageWriteParam param) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(null, source, param);
        }
        return out.toByteArray();
    }
}
