package org.mvjpeg.imageio;

import java.awt.color.ICC_Profile;
import java.nio.charset.StandardCharsets;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadataNode;
import org.mvjpeg.codec.Exif;
import org.mvjpeg.codec.Orientation;
import org.mvjpeg.codec.PictureMetadata;
import org.w3c.dom.Node;

/** The tree of {@link MvjpegMetadataFormat}. */
final class NativeTree {
    private NativeTree() {}

    /** @param facts the node that describes the pixels */
    static IIOMetadataNode of(Told told, IIOMetadataNode facts) {
        PictureMetadata content = told.content();
        IIOMetadataNode root = new IIOMetadataNode(MvjpegMetadataFormat.NAME);
        root.appendChild(facts);
        Nodes.add(
                root,
                MvjpegMetadataFormat.ORIENTATION,
                MvjpegMetadataFormat.VALUE,
                Integer.toString(content.orientation().ordinal() + 1));
        content.exif().ifPresent(exif -> Nodes.add(root, MvjpegMetadataFormat.EXIF, exif.toByteArray()));
        told.resolution()
                .ifPresent(dpi -> Nodes.add(
                        root,
                        MvjpegMetadataFormat.RESOLUTION,
                        MvjpegMetadataFormat.HORIZONTAL,
                        Double.toString(dpi.horizontal()),
                        MvjpegMetadataFormat.VERTICAL,
                        Double.toString(dpi.vertical())));
        content.xmp().ifPresent(packet -> Nodes.add(root, MvjpegMetadataFormat.XMP, packet)
                .setAttribute(MvjpegMetadataFormat.PACKET, new String(packet, StandardCharsets.UTF_8)));
        told.iccProfile().ifPresent(icc -> Nodes.add(root, MvjpegMetadataFormat.ICC_PROFILE, icc));
        return root;
    }

    /** Takes over what a tree says; Exif first, since resolution and orientation change it. */
    static void merge(Node root, Told told) throws IIOInvalidTreeException {
        for (Node node : Nodes.all(root, MvjpegMetadataFormat.EXIF)) {
            told.exif(required(Nodes.bytes(node), node));
        }
        for (Node node : Nodes.children(root)) {
            switch (node.getNodeName()) {
                case MvjpegMetadataFormat.PICTURE, MvjpegMetadataFormat.EXIF -> {}
                case MvjpegMetadataFormat.ORIENTATION -> orientation(node, told);
                case MvjpegMetadataFormat.RESOLUTION -> resolution(node, told);
                case MvjpegMetadataFormat.XMP -> told.xmp(xmp(node));
                case MvjpegMetadataFormat.ICC_PROFILE -> told.iccProfile(required(profile(node), node));
                default -> throw new IIOInvalidTreeException("Unknown node " + node.getNodeName(), node);
            }
        }
    }

    private static void orientation(Node node, Told told) throws IIOInvalidTreeException {
        try {
            told.orientation(Orientation.ofExif(Integer.parseInt(Nodes.attribute(node, MvjpegMetadataFormat.VALUE))));
        } catch (IllegalArgumentException e) {
            throw invalid(node, e);
        }
    }

    private static void resolution(Node node, Told told) throws IIOInvalidTreeException {
        try {
            told.resolution(new Exif.Resolution(
                    Double.parseDouble(Nodes.attribute(node, MvjpegMetadataFormat.HORIZONTAL)),
                    Double.parseDouble(Nodes.attribute(node, MvjpegMetadataFormat.VERTICAL))));
        } catch (IllegalArgumentException e) {
            throw invalid(node, e);
        }
    }

    private static IIOInvalidTreeException invalid(Node node, IllegalArgumentException cause) {
        return new IIOInvalidTreeException("Node " + node.getNodeName() + ": " + cause.getMessage(), cause, node);
    }

    /** The bytes go before the text: XML can lose white space that packets have on purpose. */
    private static byte[] xmp(Node node) throws IIOInvalidTreeException {
        byte[] packet = Nodes.bytes(node);
        return packet.length > 0
                ? packet
                : required(Nodes.attribute(node, MvjpegMetadataFormat.PACKET).getBytes(StandardCharsets.UTF_8), node);
    }

    private static byte[] profile(Node node) {
        return node instanceof IIOMetadataNode it && it.getUserObject() instanceof ICC_Profile profile
                ? profile.getData()
                : Nodes.bytes(node);
    }

    private static byte[] required(byte[] bytes, Node node) throws IIOInvalidTreeException {
        if (bytes.length == 0) {
            throw new IIOInvalidTreeException("Node " + node.getNodeName() + " has no bytes as its user object", node);
        }
        return bytes;
    }
}
