package org.mvjpeg.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataFormatImpl;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import org.apache.xmlgraphics.image.writer.ImageWriter;
import org.apache.xmlgraphics.image.writer.ImageWriterParams;
import org.apache.xmlgraphics.image.writer.ImageWriterRegistry;
import org.apache.xmlgraphics.image.writer.imageio.ImageIOImageWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Apache XML Graphics, which Batik and FOP write with, looks for writers by MIME type and edits the standard metadata. */
class XmlGraphicsTest {
    private final BufferedImage image = Pictures.draw(200, 150, BufferedImage.TYPE_INT_RGB);

    @ParameterizedTest
    @ValueSource(strings = {"image/heic", "image/heif"})
    void theMimeTypeChoosesTheFormat(String type) throws IOException {
        ImageWriterRegistry registry = new ImageWriterRegistry();
        registry.register(new ImageIOImageWriter(type));
        ImageWriter writer = registry.getWriterFor(type);
        assertThat(writer.isFunctional()).isTrue();

        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        writer.writeImage(image, plain);
        assertThat(Pictures.psnr(image, Pictures.decode(plain.toByteArray()))).isGreaterThan(25);

        ImageWriterParams params = new ImageWriterParams();
        params.setResolution(300);
        params.setJPEGQuality(0.9f, true);
        ByteArrayOutputStream withParams = new ByteArrayOutputStream();
        writer.writeImage(image, withParams, params);
        assertThat(Pictures.psnr(image, Pictures.decode(withParams.toByteArray())))
                .isGreaterThan(25);
        assertThat(millimetresOfAPixel(withParams.toByteArray()))
                .allSatisfy(size -> assertThat(size).isCloseTo(25.4 / 300, withinPercentage(0.1)));
    }

    /** Horizontally and vertically, by the standard metadata. */
    private static List<Double> millimetresOfAPixel(byte[] file) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("mvjpeg").next();
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(in);
            IIOMetadataNode root = (IIOMetadataNode)
                    reader.getImageMetadata(0).getAsTree(IIOMetadataFormatImpl.standardMetadataFormatName);
            return Stream.of("HorizontalPixelSize", "VerticalPixelSize")
                    .map(name ->
                            (IIOMetadataNode) root.getElementsByTagName(name).item(0))
                    .map(node -> Double.valueOf(node.getAttribute("value")))
                    .toList();
        } finally {
            reader.dispose();
        }
    }
}
