package org.mvjpeg.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collections;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.mvjpeg.imageio.MvjpegMetadata;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

class WriteWarningsTest {
    private static final String STANDARD = "javax_imageio_1.0";

    private final BufferedImage image = Pictures.draw(48, 32, BufferedImage.TYPE_INT_RGB);
    private final ImageWriter writer =
            ImageIO.getImageWritersByFormatName("mvjpeg").next();
    private final Warnings warnings = Warnings.of(writer);

    @Test
    void defaultMetadataIsWrittenWithoutWarning() throws IOException {
        IIOMetadata metadata = writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), null);
        assertThat(metadata.isReadOnly()).isFalse();
        write(new IIOImage(image, null, metadata), null);
        assertThat(warnings.all()).isEmpty();
    }

    @Test
    void resolutionIsKeptAndWhatIsNotIsWarnedOf() throws IOException {
        IIOMetadata metadata = writer.getDefaultImageMetadata(null, null);
        metadata.mergeTree(STANDARD, pixelSize("0.0847"));
        metadata.mergeTree(STANDARD, dimension("HorizontalPosition", "7"));
        byte[] file = write(new IIOImage(image, null, metadata), null);
        assertThat(warnings.all()).singleElement().asString().contains("Dimension/HorizontalPosition");
        ImageReader reader = ImageIO.getImageReadersByFormatName("mvjpeg").next();
        reader.setInput(new MemoryCacheImageInputStream(new ByteArrayInputStream(file)));
        String size = value(reader.getImageMetadata(0).getAsTree(STANDARD), "VerticalPixelSize");
        assertThat(Double.parseDouble(size)).isBetween(0.08469, 0.08471);
    }

    /** A standard tree that tells the width of pixels. @param millimetres of a pixel */
    static IIOMetadataNode pixelSize(String millimetres) {
        return dimension("HorizontalPixelSize", millimetres);
    }

    private static IIOMetadataNode dimension(String name, String value) {
        IIOMetadataNode root = new IIOMetadataNode(STANDARD);
        IIOMetadataNode dimension = new IIOMetadataNode("Dimension");
        IIOMetadataNode size = new IIOMetadataNode(name);
        size.setAttribute("value", value);
        dimension.appendChild(size);
        root.appendChild(dimension);
        return root;
    }

    static String value(Node root, String name) {
        return ((Element) ((Element) root).getElementsByTagName(name).item(0)).getAttribute("value");
    }

    @Test
    void plainForeignMetadataAreConvertedWithoutWarning() throws IOException {
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(image, "jpeg", jpeg);
        ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
        reader.setInput(new MemoryCacheImageInputStream(new ByteArrayInputStream(jpeg.toByteArray())));
        IIOMetadata foreign = reader.getImageMetadata(0);
        write(new IIOImage(image, null, foreign), null);
        assertThat(warnings.all()).isEmpty();
        assertThat(writer.convertImageMetadata(foreign, null, null)).isInstanceOf(MvjpegMetadata.class);
    }

    @Test
    void ourOwnMetadataSurvivesTranscodingWithoutWarning() throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("mvjpeg").next();
        reader.setInput(new MemoryCacheImageInputStream(new ByteArrayInputStream(Pictures.encode(image))));
        write(new IIOImage(reader.read(0), null, reader.getImageMetadata(0)), null);
        assertThat(warnings.all()).isEmpty();
    }

    @Test
    void streamMetadataAndWhatThumbnailsLoseAreWarnedOf() throws IOException {
        BufferedImage alpha = Pictures.draw(48, 32, BufferedImage.TYPE_INT_ARGB);
        alpha.setRGB(0, 0, 0);
        write(new IIOImage(image, Collections.nCopies(17, alpha), null), writer.getDefaultImageMetadata(null, null));
        assertThat(String.join("\n", warnings.all()))
                .contains("Stream metadata")
                .contains("Thumbnails are not kept: 1 of 17")
                .contains("Alpha of a thumbnail");
    }

    @Test
    void theIccProfileIsKeptWithoutWarning() throws IOException {
        ColorSpace linear = ColorSpace.getInstance(ColorSpace.CS_LINEAR_RGB);
        BufferedImage profiled = Pictures.component(48, 32, linear, false, DataBuffer.TYPE_BYTE);
        byte[] file = write(new IIOImage(profiled, null, null), null);
        assertThat(warnings.all()).isEmpty();
        ImageReader reader = ImageIO.getImageReadersByFormatName("mvjpeg").next();
        reader.setInput(new MemoryCacheImageInputStream(new ByteArrayInputStream(file)));
        MvjpegMetadata metadata = (MvjpegMetadata) reader.getImageMetadata(0);
        assertThat(metadata.iccProfile())
                .hasValue(ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData());
    }

    private byte[] write(IIOImage source, IIOMetadata streamMetadata) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(streamMetadata, source, null);
        }
        return out.toByteArray();
    }
}
