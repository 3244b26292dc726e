package org.mvjpeg.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Point;
import java.awt.Rectangle;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class ReadParamsTest {
    private final ImageReader reader =
            ImageIO.getImageReadersByFormatName("mvjpeg").next();

    @Test
    void regionSubsamplingAndOffsetSelectTheSamePixelsAsTheWhole() throws IOException {
        byte[] file = Pictures.encode(Pictures.draw(101, 77, BufferedImage.TYPE_INT_RGB));
        BufferedImage whole = Pictures.decode(file);
        ImageReadParam param = reader.getDefaultReadParam();
        param.setSourceRegion(new Rectangle(7, 9, 60, 50));
        param.setSourceSubsampling(3, 4, 2, 1);
        param.setDestinationOffset(new Point(5, 6));
        BufferedImage part = read(file, param);
        assertThat(part.getWidth()).isEqualTo(5 + 20);
        assertThat(part.getHeight()).isEqualTo(6 + 13);
        for (int y = 0; y < 13; y++) {
            for (int x = 0; x < 20; x++) {
                assertThat(part.getRGB(5 + x, 6 + y)).isEqualTo(whole.getRGB(9 + 3 * x, 10 + 4 * y));
            }
        }
    }

    @Test
    void everyAnnouncedTypeHoldsTheSameColours() throws IOException {
        for (int type : new int[] {BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_INT_ARGB}) {
            byte[] file = Pictures.encode(Pictures.draw(40, 30, type));
            BufferedImage raw = Pictures.decode(file);
            reader.setInput(Streams.of(file));
            List<ImageTypeSpecifier> types = new ArrayList<>();
            reader.getImageTypes(0).forEachRemaining(types::add);
            assertThat(types).hasSizeGreaterThan(2);
            for (ImageTypeSpecifier announced : types) {
                ImageReadParam param = reader.getDefaultReadParam();
                param.setDestinationType(announced);
                BufferedImage image = reader.read(0, param);
                assertThat(image.getType()).isEqualTo(announced.getBufferedImageType());
                boolean premultiplied = image.isAlphaPremultiplied();
                assertThat(Pictures.psnr(raw, image)).isGreaterThan(premultiplied ? 25 : 200);
            }
        }
    }

    @Test
    void samplesInAProfileAreCopiedAsTheyAre() throws IOException {
        ColorSpace linear = ColorSpace.getInstance(ColorSpace.CS_LINEAR_RGB);
        byte[] file = Pictures.encode(Pictures.component(40, 30, linear, false, DataBuffer.TYPE_BYTE));
        BufferedImage whole = Pictures.decode(file);
        ImageReadParam param = reader.getDefaultReadParam();
        param.setSourceRegion(new Rectangle(10, 5, 20, 20));
        BufferedImage part = read(file, param);
        assertThat(part.getColorModel().getColorSpace().isCS_sRGB()).isFalse();
        assertThat(part.getRaster().getPixels(0, 0, 20, 20, (int[]) null))
                .isEqualTo(whole.getRaster().getPixels(10, 5, 20, 20, (int[]) null));
    }

    @Test
    void aProfileIsConvertedWhereSrgbIsAskedFor() throws IOException {
        ColorSpace linear = ColorSpace.getInstance(ColorSpace.CS_LINEAR_RGB);
        byte[] file = Pictures.encode(Pictures.component(40, 30, linear, false, DataBuffer.TYPE_BYTE));
        BufferedImage raw = Pictures.decode(file);
        ImageReadParam param = reader.getDefaultReadParam();
        param.setDestinationType(ImageTypeSpecifier.createFromBufferedImageType(BufferedImage.TYPE_INT_RGB));
        BufferedImage srgb = read(file, param);
        assertThat(Pictures.psnr(srgb, Pictures.withoutProfile(raw))).isLessThan(20);
        assertThat(Pictures.psnr(srgb, raw)).isGreaterThan(45);
    }

    @Test
    void bandsAreChosen() throws IOException {
        byte[] file = Pictures.encode(Pictures.draw(40, 30, BufferedImage.TYPE_INT_RGB));
        BufferedImage whole = Pictures.decode(file);
        ImageReadParam param = reader.getDefaultReadParam();
        param.setSourceBands(new int[] {2});
        param.setDestination(new BufferedImage(40, 30, BufferedImage.TYPE_BYTE_GRAY));
        BufferedImage blue = read(file, param);
        assertThat(blue.getRaster().getSample(20, 10, 0)).isEqualTo(whole.getRGB(20, 10) & 0xff);
    }

    @Test
    void theFileMayStartAnywhereInTheStream() throws IOException {
        BufferedImage image = Pictures.draw(40, 30, BufferedImage.TYPE_INT_RGB);
        byte[] file = Pictures.encode(image);
        ImageInputStream stream = Streams.of(
                ByteBuffer.allocate(file.length + 9).put(new byte[9]).put(file).array());
        stream.seek(9);
        BufferedImage read = ImageIO.read(stream);
        assertThat(Pictures.psnr(read, Pictures.decode(file))).isGreaterThan(200);
    }

    @Test
    void sizeAndMetadataComeWithoutDecoding() throws IOException {
        byte[] file = Pictures.encode(Pictures.draw(41, 30, BufferedImage.TYPE_INT_ARGB));
        reader.setInput(Streams.of(damage(file)), true, true);
        assertThat(reader.getWidth(0)).isEqualTo(41);
        assertThat(reader.getHeight(0)).isEqualTo(30);
        assertThat(reader.getRawImageType(0).getBufferedImageType()).isEqualTo(BufferedImage.TYPE_4BYTE_ABGR);
        Element tree = (Element) reader.getImageMetadata(0).getAsTree("javax_imageio_1.0");
        Element width =
                (Element) tree.getElementsByTagName("HorizontalScreenSize").item(0);
        assertThat(width.getAttribute("value")).isEqualTo("41");
        assertThat(reader.getNumThumbnails(0)).isZero();
        assertThat(reader.getNumImages(false)).isEqualTo(1);
        assertThatThrownBy(() -> reader.getNumImages(true)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void oneInputAfterTheOtherIsRead() throws IOException {
        byte[] first = Pictures.encode(Pictures.draw(40, 30, BufferedImage.TYPE_INT_RGB));
        byte[] second = Pictures.encode(Pictures.draw(50, 20, BufferedImage.TYPE_INT_RGB));
        reader.setInput(Streams.of(first));
        assertThat(reader.getWidth(0)).isEqualTo(40);
        reader.setInput(Streams.of(second));
        assertThat(reader.getWidth(0)).isEqualTo(50);
        assertThat(reader.read(0).getHeight()).isEqualTo(20);
        reader.reset();
        assertThatThrownBy(() -> reader.getWidth(0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void updatesNameTheFilledRegion() throws IOException {
        byte[] file = Pictures.encode(Pictures.draw(40, 30, BufferedImage.TYPE_INT_RGB));
        EventLog log = EventLog.observing();
        reader.addIIOReadUpdateListener(log);
        ImageReadParam param = reader.getDefaultReadParam();
        param.setDestinationOffset(new Point(3, 4));
        read(file, param);
        assertThat(log.updates()).containsExactly(new Rectangle(3, 4, 40, 30));
    }

    private BufferedImage read(byte[] file, ImageReadParam param) throws IOException {
        reader.setInput(Streams.of(file));
        return reader.read(0, param);
    }

    /** Breaks the coded picture at the end of the file and leaves the boxes whole. */
    private static byte[] damage(byte[] file) {
        byte[] damaged = file.clone();
        Arrays.fill(damaged, file.length - 20, file.length, (byte) 0xff);
        return damaged;
    }
}
