package org.mvjpeg.imageio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.util.Optional;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadataNode;
import org.junit.jupiter.api.Test;
import org.mvjpeg.codec.PictureInfo;
import org.w3c.dom.Element;

class MetadataTest {
    private static final String STANDARD = "javax_imageio_1.0";

    @Test
    void theStandardTreeTellsWhatTheFileHolds() {
        MvjpegMetadata metadata = MvjpegMetadata.of(
                new PictureInfo(7, 5, true, Optional.of(new byte[] {1, 2}), 8, Optional.empty(), Optional.empty()));
        Element root = (Element) metadata.getAsTree(STANDARD);
        assertThat(value(root, "NumChannels")).isEqualTo("4");
        assertThat(value(root, "Lossless")).isEqualTo("FALSE");
        assertThat(value(root, "BitsPerSample")).isEqualTo("8 8 8 8");
        assertThat(value(root, "Alpha")).isEqualTo("nonpremultiplied");
        assertThat(value(root, "HorizontalScreenSize")).isEqualTo("7");
        assertThat(value(root, "VerticalScreenSize")).isEqualTo("5");
        assertThat(metadata.iccProfile()).hasValue(new byte[] {1, 2});
    }

    @Test
    void theDefaultIsWritableAndSupportsTheStandardFormat() {
        MvjpegMetadata metadata =
                MvjpegMetadata.of(ImageTypeSpecifier.createFromBufferedImageType(BufferedImage.TYPE_INT_RGB));
        assertThat(metadata.isReadOnly()).isFalse();
        assertThat(metadata.isStandardMetadataFormatSupported()).isTrue();
        assertThat(metadata.getMetadataFormatNames()).containsExactly(STANDARD);
        assertThat(value((Element) metadata.getAsTree(STANDARD), "NumChannels")).isEqualTo("3");
    }

    @Test
    void itsOwnTreeMergesWithoutLoss() throws IIOInvalidTreeException {
        MvjpegMetadata metadata = MvjpegMetadata.of(
                new PictureInfo(7, 5, false, Optional.empty(), 8, Optional.empty(), Optional.empty()));
        metadata.mergeTree(STANDARD, metadata.getAsTree(STANDARD));
        metadata.setFromTree(STANDARD, metadata.getAsTree(STANDARD));
        assertThat(metadata.unkept()).isEmpty();
    }

    @Test
    void whatIsNotStoredIsNamedUntilReset() throws IIOInvalidTreeException {
        MvjpegMetadata metadata = MvjpegMetadata.of((ImageTypeSpecifier) null);
        metadata.mergeTree(STANDARD, tree("Dimension", "HorizontalPixelSize", "0.1"));
        metadata.mergeTree(STANDARD, tree("Text", "TextEntry", "hello"));
        metadata.mergeTree(STANDARD, tree("Dimension", "ImageOrientation", "Rotate90"));
        metadata.mergeTree(STANDARD, tree("Dimension", "PixelAspectRatio", "2"));
        assertThat(metadata.unkept())
                .containsExactly(
                        "Dimension/HorizontalPixelSize",
                        "Text/TextEntry",
                        "Dimension/ImageOrientation",
                        "Dimension/PixelAspectRatio");
        metadata.reset();
        assertThat(metadata.unkept()).isEmpty();
    }

    @Test
    void otherFormatsAndRootsAreRefused() {
        MvjpegMetadata metadata = MvjpegMetadata.of((ImageTypeSpecifier) null);
        assertThatThrownBy(() -> metadata.getAsTree("javax_imageio_jpeg_image_1.0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("javax_imageio_jpeg_image_1.0");
        assertThatThrownBy(() -> metadata.mergeTree(STANDARD, null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> metadata.mergeTree(STANDARD, new IIOMetadataNode("wrong")))
                .isInstanceOf(IIOInvalidTreeException.class);
    }

    private static IIOMetadataNode tree(String group, String name, String value) {
        IIOMetadataNode root = new IIOMetadataNode(STANDARD);
        IIOMetadataNode parent = new IIOMetadataNode(group);
        IIOMetadataNode node = new IIOMetadataNode(name);
        node.setAttribute("value", value);
        parent.appendChild(node);
        root.appendChild(parent);
        return root;
    }

    private static String value(Element root, String name) {
        return ((Element) root.getElementsByTagName(name).item(0)).getAttribute("value");
    }
}
