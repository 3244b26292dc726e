package org.mvjpeg.imageio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Stream;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadataFormat;
import javax.imageio.metadata.IIOMetadataNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mvjpeg.codec.Exif;
import org.mvjpeg.codec.Orientation;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

class MetadataTest {
    private static final String STANDARD = "javax_imageio_1.0";
    private static final String NATIVE = "org_mvjpeg_image_1.0";
    private static final byte[] XMP = "<x:xmpmeta>ä</x:xmpmeta>".getBytes(StandardCharsets.UTF_8);
    private static final byte[] LINEAR =
            ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();

    private static MvjpegMetadata empty() {
        return MvjpegMetadata.of((ImageTypeSpecifier) null);
    }

    private static MvjpegMetadata read(byte[] exif, byte[] xmp, byte[] icc) {
        return MvjpegMetadata.of(PlainInfo.of(7, 5, true, icc, 10, exif, xmp));
    }

    private static MvjpegMetadata full() {
        Exif exif = Exif.empty()
                .with(Orientation.RIGHT_TOP)
                .withResolution(new Exif.Resolution(299.5, 72))
                .with(Exif.Text.TAKEN, "2024:02:29 23:59:60")
                .with(Exif.Text.MODIFIED, "2025:01:02 03:04:05")
                .with(Exif.Text.COMMENT, "grüß dich")
                .with(Exif.Text.ARTIST, "someone");
        return read(exif.toByteArray(), XMP, LINEAR);
    }

    static Stream<MvjpegMetadata> all() {
        return Stream.of(
                empty(),
                MvjpegMetadata.of(ImageTypeSpecifier.createFromBufferedImageType(BufferedImage.TYPE_INT_ARGB)),
                read(null, null, null),
                read(Exif.empty().toByteArray(), null, null),
                full());
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyTreeIsValidInItsFormat(MvjpegMetadata metadata) {
        for (String name : metadata.getMetadataFormatNames()) {
            ValidTree.require(metadata.getAsTree(name), metadata.getMetadataFormat(name));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyTreeIsAcceptedAndGivesAnEqualOne(MvjpegMetadata metadata) throws IIOInvalidTreeException {
        for (String name : metadata.getMetadataFormatNames()) {
            Node tree = metadata.getAsTree(name);
            metadata.mergeTree(name, tree);
            ValidTree.assertEqual(metadata.getAsTree(name), tree);
            metadata.setFromTree(name, tree);
            ValidTree.assertEqual(metadata.getAsTree(name), tree);
            assertThat(metadata.unkept()).isEmpty();
            metadata.reset();
        }
    }

    @Test
    void whatWasReadIsUprightAndToldInBothFormats() {
        MvjpegMetadata metadata = full();
        Element root = (Element) metadata.getAsTree(STANDARD);
        assertThat(value(root, "NumChannels")).isEqualTo("4");
        assertThat(value(root, "Lossless")).isEqualTo("FALSE");
        assertThat(value(root, "BitsPerSample")).isEqualTo("10 10 10 10");
        assertThat(value(root, "Alpha")).isEqualTo("nonpremultiplied");
        assertThat(value(root, "HorizontalScreenSize")).isEqualTo("7");
        assertThat(value(root, "VerticalScreenSize")).isEqualTo("5");
        assertThat(value(root, "ImageOrientation")).isEqualTo("Normal");
        assertThat(Double.parseDouble(value(root, "HorizontalPixelSize"))).isEqualTo(25.4 / 299.5);
        assertThat(Double.parseDouble(value(root, "VerticalPixelSize"))).isEqualTo(25.4 / 72);
        Element taken = (Element) root.getElementsByTagName("ImageCreationTime").item(0);
        assertThat(taken.getAttribute("month")).isEqualTo("2");
        assertThat(taken.getAttribute("second")).isEqualTo("60");
        assertThat(root.getElementsByTagName("TextEntry").getLength()).isEqualTo(2);
        assertThat(metadata.iccProfile()).hasValue(LINEAR);
        assertThat(metadata.xmp()).hasValue(XMP);
        assertThat(Exif.of(metadata.exif().orElseThrow()).orientation()).contains(Orientation.TOP_LEFT);

        Element ours = (Element) metadata.getAsTree(NATIVE);
        assertThat(((Element) ours.getElementsByTagName("Orientation").item(0)).getAttribute("value"))
                .isEqualTo("1");
        assertThat(((IIOMetadataNode) ours.getElementsByTagName("Exif").item(0)).getUserObject())
                .isEqualTo(metadata.exif().orElseThrow());
        assertThat(((Element) ours.getElementsByTagName("XMP").item(0)).getAttribute("packet"))
                .isEqualTo(new String(XMP, StandardCharsets.UTF_8));
    }

    @Test
    void theDefaultIsWritableAndSupportsBothFormats() {
        MvjpegMetadata metadata =
                MvjpegMetadata.of(ImageTypeSpecifier.createFromBufferedImageType(BufferedImage.TYPE_INT_RGB));
        assertThat(metadata.isReadOnly()).isFalse();
        assertThat(metadata.isStandardMetadataFormatSupported()).isTrue();
        assertThat(metadata.getMetadataFormatNames()).containsExactly(NATIVE, STANDARD);
        assertThat(value((Element) metadata.getAsTree(STANDARD), "NumChannels")).isEqualTo("3");
    }

    @Test
    void theFormatDescribesItself() {
        IIOMetadataFormat format = empty().getMetadataFormat(NATIVE);
        assertThat(format.getRootName()).isEqualTo(NATIVE);
        assertThat(format.getElementDescription("Exif", Locale.ROOT)).contains("TIFF header");
        assertThat(format.getAttributeDescription("Orientation", "value", Locale.ROOT))
                .contains("1 (upright)");
        assertThat(format.getObjectClass("ICCProfile")).isEqualTo(byte.class);
    }

    @ParameterizedTest
    @EnumSource(Orientation.class)
    void orientationsAreThoseOfTheStandardFormat(Orientation orientation) throws IIOInvalidTreeException {
        MvjpegMetadata metadata = empty();
        IIOMetadataNode root = new IIOMetadataNode(NATIVE);
        Nodes.add(root, "Orientation", "value", Integer.toString(orientation.ordinal() + 1));
        metadata.mergeTree(NATIVE, root);
        assertThat(metadata.toPictureMetadata().orientation()).isEqualTo(orientation);

        MvjpegMetadata other = empty();
        other.mergeTree(STANDARD, metadata.getAsTree(STANDARD));
        assertThat(other.toPictureMetadata().orientation()).isEqualTo(orientation);
    }

    @Test
    void theStandardTreeMakesExif() throws IIOInvalidTreeException {
        MvjpegMetadata metadata = empty();
        metadata.mergeTree(STANDARD, tree("Dimension", "HorizontalPixelSize", "value", "0.084666664"));
        metadata.mergeTree(STANDARD, tree("Text", "TextEntry", "keyword", "Description", "value", "hello"));
        metadata.mergeTree(
                STANDARD,
                tree("Document", "ImageModificationTime", "year", "2024", "month", "7", "day", "9", "hour", "8"));
        assertThat(metadata.unkept()).isEmpty();
        Exif exif = Exif.of(metadata.exif().orElseThrow());
        assertThat(exif.resolution()).contains(new Exif.Resolution(300, 300));
        assertThat(exif.text(Exif.Text.DESCRIPTION)).contains("hello");
        assertThat(exif.text(Exif.Text.MODIFIED)).contains("2024:07:09 08:00:00");
    }

    @Test
    void xmpAsTextCountsWhereThereAreNoBytes() throws IIOInvalidTreeException {
        MvjpegMetadata metadata = empty();
        IIOMetadataNode root = new IIOMetadataNode(NATIVE);
        Nodes.add(root, "XMP", "packet", new String(XMP, StandardCharsets.UTF_8));
        metadata.setFromTree(NATIVE, root);
        assertThat(metadata.xmp()).hasValue(XMP);
    }

    @Test
    void whatIsNotStoredIsNamedUntilReset() throws IIOInvalidTreeException {
        MvjpegMetadata metadata = empty();
        metadata.mergeTree(STANDARD, tree("Dimension", "HorizontalPosition", "value", "0.1"));
        metadata.mergeTree(STANDARD, tree("Text", "TextEntry", "keyword", "Disclaimer", "value", "hello"));
        metadata.mergeTree(STANDARD, tree("Dimension", "ImageOrientation", "value", "Sideways"));
        metadata.mergeTree(STANDARD, tree("Dimension", "PixelAspectRatio", "value", "2"));
        metadata.mergeTree(STANDARD, tree("Dimension", "VerticalPixelSize", "value", "1e-9"));
        metadata.mergeTree(STANDARD, tree("Document", "ImageCreationTime", "year", "2024", "month", "13", "day", "1"));
        assertThat(metadata.unkept())
                .hasSize(6)
                .contains(
                        "Dimension/HorizontalPosition",
                        "Text/TextEntry Disclaimer",
                        "Dimension/ImageOrientation Sideways",
                        "Dimension/PixelAspectRatio",
                        "Document/ImageCreationTime")
                .anyMatch(name -> name.startsWith("Dimension/HorizontalPixelSize"));
        metadata.reset();
        assertThat(metadata.unkept()).isEmpty();
    }

    @Test
    void brokenBytesAreNamedAndNotKept() throws IIOInvalidTreeException {
        MvjpegMetadata metadata = empty();
        IIOMetadataNode root = new IIOMetadataNode(NATIVE);
        Nodes.add(root, "Exif", (Object) new byte[] {1, 2, 3});
        Nodes.add(root, "XMP", (Object) new byte[] {(byte) 0xfe, (byte) 0xff, 0, '<'});
        metadata.mergeTree(NATIVE, root);
        assertThat(metadata.exif()).isEmpty();
        assertThat(metadata.xmp()).isEmpty();
        assertThat(String.join("; ", metadata.unkept())).contains("Exif (", "3 bytes", "XMP (", "no UTF-8");
    }

    @Test
    void invalidTreesAreRefusedAndChangeNothing() {
        MvjpegMetadata metadata = full();
        assertRefused(metadata, root -> Nodes.add(root, "Orientation", "value", "9"), "9");
        assertRefused(metadata, root -> Nodes.add(root, "Orientation"), "Orientation");
        assertRefused(metadata, root -> Nodes.add(root, "Resolution", "horizontal", "0", "vertical", "72"), "0.0 dpi");
        assertRefused(metadata, root -> Nodes.add(root, "Exif"), "no bytes");
        assertRefused(metadata, root -> Nodes.add(root, "Maker"), "Maker");
        Node before = full().getAsTree(NATIVE);
        ValidTree.assertEqual(metadata.getAsTree(NATIVE), before);
    }

    private static void assertRefused(
            MvjpegMetadata metadata, java.util.function.Consumer<Node> content, String message) {
        IIOMetadataNode root = new IIOMetadataNode(NATIVE);
        Nodes.add(root, "Orientation", "value", "3");
        content.accept(root);
        assertThatThrownBy(() -> metadata.setFromTree(NATIVE, root))
                .isInstanceOf(IIOInvalidTreeException.class)
                .hasMessageContaining(message);
    }

    @Test
    void otherFormatsAndRootsAreRefused() {
        MvjpegMetadata metadata = empty();
        assertThatThrownBy(() -> metadata.getAsTree("javax_imageio_jpeg_image_1.0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("javax_imageio_jpeg_image_1.0");
        assertThatThrownBy(() -> metadata.mergeTree(STANDARD, null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> metadata.mergeTree(STANDARD, new IIOMetadataNode("wrong")))
                .isInstanceOf(IIOInvalidTreeException.class);
    }

    private static IIOMetadataNode tree(String group, String name, String... attributes) {
        IIOMetadataNode root = new IIOMetadataNode(STANDARD);
        Nodes.add(Nodes.add(root, group), name, attributes);
        return root;
    }

    private static String value(Element root, String name) {
        return ((Element) root.getElementsByTagName(name).item(0)).getAttribute("value");
    }
}
