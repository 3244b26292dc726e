package org.mvjpeg.cli;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import org.mvjpeg.codec.Orientation;
import org.w3c.dom.NodeList;

/**
 * What a JPEG or PNG file carries beside its pixels and ICC profile.
 *
 * @param orientation how the pixels are to be shown, from Exif
 * @param lost what the encoder does not keep, in words, sorted
 */
record FileMetadata(Orientation orientation, List<String> lost) {
    private static final int APP1 = 0xE1;
    private static final int APP13 = 0xED;
    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] XMP = "http://ns.adobe.com/xap/1.0/\0".getBytes(StandardCharsets.US_ASCII);

    /** Upright and without loss for {@code null} and for formats that are not looked into. */
    static FileMetadata of(IIOMetadata metadata) {
        Findings found = new Findings();
        if (metadata != null && metadata.getNativeMetadataFormatName() != null) {
            String format = metadata.getNativeMetadataFormatName();
            if (metadata.getAsTree(format) instanceof IIOMetadataNode root) {
                switch (format) {
                    case "javax_imageio_jpeg_image_1.0" -> jpeg(root, found);
                    case "javax_imageio_png_1.0" -> png(root, found);
                    default -> {}
                }
            }
        }
        return new FileMetadata(found.orientation, List.copyOf(found.lost));
    }

    /** What has been found so far. */
    private static final class Findings {
        private final Set<String> lost = new TreeSet<>();
        private Orientation orientation = Orientation.TOP_LEFT;

        private void exif(byte[] data, int tiffHeader) {
            lost.add("Exif");
            orientation = Orientation.ofExif(ExifOrientation.of(data, tiffHeader));
        }
    }

    private static void jpeg(IIOMetadataNode root, Findings found) {
        for (IIOMetadataNode segment : elements(root, "unknown")) {
            byte[] data = segment.getUserObject() instanceof byte[] bytes ? bytes : new byte[0];
            int marker = Integer.parseInt(segment.getAttribute("MarkerTag"));
            if (marker == APP1 && startsWith(data, EXIF)) {
                found.exif(data, EXIF.length);
            } else if (marker == APP1 && startsWith(data, XMP)) {
                found.lost.add("XMP");
            } else if (marker == APP13) {
                found.lost.add("IPTC");
            }
        }
        if (!elements(root, "com").isEmpty()) {
            found.lost.add("comment");
        }
    }

    private static void png(IIOMetadataNode root, Findings found) {
        for (String text : List.of("tEXtEntry", "zTXtEntry", "iTXtEntry")) {
            for (IIOMetadataNode entry : elements(root, text)) {
                found.lost.add(entry.getAttribute("keyword").startsWith("XML:com.adobe.xmp") ? "XMP" : "text");
            }
        }
        for (IIOMetadataNode chunk : elements(root, "UnknownChunk")) {
            if ("eXIf".equals(chunk.getAttribute("type")) && chunk.getUserObject() instanceof byte[] tiff) {
                found.exif(tiff, 0);
            }
        }
    }

    private static boolean startsWith(byte[] data, byte[] prefix) {
        return data.length >= prefix.length && Arrays.equals(data, 0, prefix.length, prefix, 0, prefix.length);
    }

    private static List<IIOMetadataNode> elements(IIOMetadataNode root, String name) {
        List<IIOMetadataNode> found = new ArrayList<>();
        NodeList nodes = root.getElementsByTagName(name);
        for (int i = 0; i < nodes.getLength(); i++) {
            if (nodes.item(i) instanceof IIOMetadataNode node) {
                found.add(node);
            }
        }
        return found;
    }
}
