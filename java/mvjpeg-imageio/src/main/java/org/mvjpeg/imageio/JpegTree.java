package org.mvjpeg.imageio;

import java.awt.color.ICC_Profile;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.imageio.metadata.IIOMetadataNode;
import org.mvjpeg.codec.Exif;
import org.w3c.dom.Node;

/** Exif, XMP and ICC in the tree of the JDK's JPEG plug-in; comments and density come by the standard tree. */
final class JpegTree {
    static final String NAME = "javax_imageio_jpeg_image_1.0";

    private static final int APP0 = 0xe0;
    private static final int APP1 = 0xe1;
    private static final int APP2 = 0xe2;
    private static final int APP13 = 0xed;
    private static final byte[] EXIF = ascii("Exif\0\0");
    private static final byte[] XMP = ascii("http://ns.adobe.com/xap/1.0/\0");
    private static final byte[] EXTENDED_XMP = ascii("http://ns.adobe.com/xmp/extension/\0");
    private static final byte[] ICC = ascii("ICC_PROFILE\0");

    /** Marker, sequence number and count. */
    private static final int ICC_HEADER = ICC.length + 2;

    private static final int MAX_SEGMENT = 0xffff - 2;
    private static final int MAX_DENSITY = 0xffff;
    private static final String DOTS_PER_INCH = "1";

    private JpegTree() {}

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Takes over what a tree says. */
    static void read(Node root, Told told) {
        SortedMap<Integer, byte[]> profile = new TreeMap<>();
        boolean exif = false;
        for (Node segment : segments(root)) {
            byte[] data = Nodes.bytes(segment);
            int marker = marker(segment);
            if (marker == APP1 && startsWith(data, EXIF) && !exif) {
                told.exif(behind(data, EXIF.length));
                exif = true;
            } else if (marker == APP1 && startsWith(data, XMP)) {
                told.xmp(behind(data, XMP.length));
            } else if (marker == APP2 && startsWith(data, ICC) && data.length > ICC_HEADER) {
                profile.put(data[ICC.length] & 0xff, behind(data, ICC_HEADER));
            } else {
                told.unkept(name(marker, data));
            }
        }
        if (!profile.isEmpty()) {
            ByteArrayOutputStream joined = new ByteArrayOutputStream();
            profile.values().forEach(joined::writeBytes);
            told.iccProfile(joined.toByteArray());
        }
        for (Node node : Nodes.all(root, "app2ICC")) {
            if (node instanceof IIOMetadataNode it && it.getUserObject() instanceof ICC_Profile icc) {
                told.iccProfile(icc.getData());
            }
        }
    }

    /** Those that the plug-in does not interpret; a thumbnail's have a sequence of their own. */
    private static List<Node> segments(Node root) {
        return Nodes.children(root).stream()
                .filter(node -> node.getNodeName().equals("markerSequence"))
                .flatMap(sequence -> Nodes.children(sequence).stream())
                .filter(node -> node.getNodeName().equals("unknown"))
                .toList();
    }

    private static String name(int marker, byte[] data) {
        if (marker == APP1 && startsWith(data, EXTENDED_XMP)) {
            return "extended XMP";
        }
        return marker == APP13 ? "IPTC" : "APP" + (marker - APP0);
    }

    /**
     * Adds to the tree of a writer's default metadata, whose tables and frame stay.
     *
     * @param profile that the samples are in; a tree that has one already keeps that
     * @return what a JPEG file cannot hold
     */
    static List<String> write(Told told, Optional<ICC_Profile> profile, Node root) {
        List<String> unkept = new ArrayList<>();
        Node sequence = root.getLastChild();
        for (Node segment : segments(root)) {
            byte[] data = Nodes.bytes(segment);
            if (marker(segment) == APP1 && (startsWith(data, EXIF) || startsWith(data, XMP))) {
                sequence.removeChild(segment);
            }
        }
        Node before = sequence.getFirstChild();
        told.turningExif().ifPresent(exif -> insert(sequence, before, "Exif", EXIF, exif.toByteArray(), unkept));
        told.content().xmp().ifPresent(packet -> insert(sequence, before, "XMP", XMP, packet, unkept));
        List<Node> jfif = Nodes.all(root, "app0JFIF");
        jfif.forEach(node -> {
            told.resolution().ifPresent(dpi -> density((IIOMetadataNode) node, dpi));
            if (Nodes.all(node, "app2ICC").isEmpty()) {
                profile.ifPresent(icc -> Nodes.add(node, "app2ICC", (Object) icc));
            }
        });
        if (jfif.isEmpty() && profile.isPresent()) {
            unkept.add("ICC profile");
        }
        return unkept;
    }

    private static void insert(
            Node sequence, Node before, String name, byte[] header, byte[] data, List<String> unkept) {
        if (header.length + data.length > MAX_SEGMENT) {
            unkept.add(name + " (" + data.length + " bytes; a segment holds " + (MAX_SEGMENT - header.length) + ")");
            return;
        }
        IIOMetadataNode segment = new IIOMetadataNode("unknown");
        segment.setAttribute("MarkerTag", Integer.toString(APP1));
        byte[] whole = Arrays.copyOf(header, header.length + data.length);
        System.arraycopy(data, 0, whole, header.length, data.length);
        segment.setUserObject(whole);
        sequence.insertBefore(segment, before);
    }

    private static void density(IIOMetadataNode jfif, Exif.Resolution dpi) {
        jfif.setAttribute("resUnits", DOTS_PER_INCH);
        jfif.setAttribute("Xdensity", whole(dpi.horizontal()));
        jfif.setAttribute("Ydensity", whole(dpi.vertical()));
    }

    private static String whole(double dpi) {
        return Long.toString(Math.max(1, Math.min(MAX_DENSITY, Math.round(dpi))));
    }

    private static int marker(Node segment) {
        try {
            return Integer.parseInt(Nodes.attribute(segment, "MarkerTag"));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static boolean startsWith(byte[] data, byte[] prefix) {
        return data.length >= prefix.length && Arrays.equals(data, 0, prefix.length, prefix, 0, prefix.length);
    }

    private static byte[] behind(byte[] data, int length) {
        return Arrays.copyOfRange(data, length, data.length);
    }
}
