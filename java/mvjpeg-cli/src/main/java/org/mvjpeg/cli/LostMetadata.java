package org.mvjpeg.cli;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import org.w3c.dom.NodeList;

/** Names what a JPEG or PNG file carries beside its pixels and ICC profile, which the encoder does not keep. */
final class LostMetadata {
    private static final int APP1 = 0xE1;
    private static final int APP13 = 0xED;
    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] XMP = "http://ns.adobe.com/xap/1.0/\0".getBytes(StandardCharsets.US_ASCII);

    private LostMetadata() {}

    /** What would be lost, in words, sorted; empty for {@code null} and for formats that are not looked into. */
    static List<String> of(IIOMetadata metadata) {
        Set<String> lost = new TreeSet<>();
        if (metadata != null && metadata.getNativeMetadataFormatName() != null) {
            String format = metadata.getNativeMetadataFormatName();
            if (metadata.getAsTree(format) instanceof IIOMetadataNode root) {
                switch (format) {
                    case "javax_imageio_jpeg_image_1.0" -> jpeg(root, lost);
                    case "javax_imageio_png_1.0" -> png(root, lost);
                    default -> {}
                }
            }
        }
        return List.copyOf(lost);
    }

    private static void jpeg(IIOMetadataNode root, Set<String> lost) {
        for (IIOMetadataNode segment : elements(root, "unknown")) {
            byte[] data = segment.getUserObject() instanceof byte[] bytes ? bytes : new byte[0];
            int marker = Integer.parseInt(segment.getAttribute("MarkerTag"));
            if (marker == APP1 && startsWith(data, EXIF)) {
                lost.add(exif(ExifOrientation.of(data, EXIF.length)));
            } else if (marker == APP1 && startsWith(data, XMP)) {
                lost.add("XMP");
            } else if (marker == APP13) {
                lost.add("IPTC");
            }
        }
        if (!elements(root, "com").isEmpty()) {
            lost.add("comment");
        }
    }

    private static void png(IIOMetadataNode root, Set<String> lost) {
        for (String text : List.of("tEXtEntry", "zTXtEntry", "iTXtEntry")) {
            for (IIOMetadataNode entry : elements(root, text)) {
                lost.add(entry.getAttribute("keyword").startsWith("XML:com.adobe.xmp") ? "XMP" : "text");
            }
        }
        for (IIOMetadataNode chunk : elements(root, "UnknownChunk")) {
            if ("eXIf".equals(chunk.getAttribute("type")) && chunk.getUserObject() instanceof byte[] tiff) {
                lost.add(exif(ExifOrientation.of(tiff, 0)));
            }
        }
    }

    private static String exif(int orientation) {
        return orientation == ExifOrientation.UPRIGHT ? "Exif" : "Exif with orientation " + orientation;
    }

    private static boolean startsWith(byte[] data, byte[] prefix) {
        return data.length >= prefix.length
                && java.util.Arrays.equals(data, 0, prefix.length, prefix, 0, prefix.length);
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
