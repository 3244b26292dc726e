package org.mvjpeg.imageio;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import org.w3c.dom.Node;

/** XMP and ICC in the tree of the JDK's TIFF plug-in; texts, resolution and orientation come by the standard tree. */
final class TiffTree {
    static final String NAME = "javax_imageio_tiff_image_1.0";

    /** Of JAI's plug-in, which the JDK's descends from. */
    static final String JAI_NAME = "com_sun_media_imageio_plugins_tiff_image_1.0";

    private static final String XMP = "700";
    private static final String ICC_PROFILE = "34675";

    private static final Map<String, String> UNKEPT =
            Map.of("33723", "IPTC", "34377", "Photoshop", "34665", "Exif", "34853", "GPS");

    private TiffTree() {}

    /** Takes over what a tree says of its first directory. */
    static void read(Node root, Told told) {
        for (Node directory : Nodes.children(root)) {
            for (Node field : Nodes.children(directory)) {
                // A directory within is an element of its own, or a field by another attribute.
                String number = Nodes.attribute(field, "number") + Nodes.attribute(field, "parentTagNumber");
                switch (number) {
                    case XMP -> told.xmp(bytes(field));
                    case ICC_PROFILE -> told.iccProfile(bytes(field));
                    default -> {
                        if (UNKEPT.containsKey(number)) {
                            told.unkept(UNKEPT.get(number));
                        }
                    }
                }
            }
            return;
        }
    }

    /** Values of bytes, listed in one attribute or one to a node. */
    private static byte[] bytes(Node field) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String name : List.of("TIFFUndefined", "TIFFByte")) {
            for (Node node : Nodes.all(field, name)) {
                for (String value : Nodes.attribute(node, "value").split(",")) {
                    bytes.write(Integer.parseInt(value.strip()));
                }
            }
        }
        return bytes.toByteArray();
    }
}
