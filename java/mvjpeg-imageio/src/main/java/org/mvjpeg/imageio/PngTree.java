package org.mvjpeg.imageio;

import java.awt.color.ICC_Profile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import javax.imageio.metadata.IIOMetadataNode;
import org.mvjpeg.heif.HeifLimits;
import org.w3c.dom.Node;

/** Exif, XMP and ICC in the tree of the JDK's PNG plug-in; texts, times and resolution come by the standard tree. */
final class PngTree {
    static final String NAME = "javax_imageio_png_1.0";

    private static final String XMP = "XML:com.adobe.xmp";
    private static final String EXIF = "eXIf";
    private static final double INCHES_PER_METRE = 1 / 0.0254;

    private PngTree() {}

    /** Takes over what a tree says. */
    static void read(Node root, Told told) {
        for (Node chunk : Nodes.all(root, "UnknownChunk")) {
            String type = Nodes.attribute(chunk, "type");
            if (type.equals(EXIF)) {
                told.exif(Nodes.bytes(chunk));
            } else {
                told.unkept("PNG chunk " + type);
            }
        }
        for (Node entry : Nodes.all(root, "iTXtEntry")) {
            if (Nodes.attribute(entry, "keyword").equals(XMP)) {
                told.xmp(Nodes.attribute(entry, "text").getBytes(StandardCharsets.UTF_8));
            }
        }
        for (Node profile : Nodes.all(root, "iCCP")) {
            inflate(Nodes.bytes(profile)).ifPresentOrElse(told::iccProfile, () -> told.unkept("ICC profile (broken)"));
        }
    }

    private static Optional<byte[]> inflate(byte[] compressed) {
        int limit = HeifLimits.DEFAULT.maxIccSize();
        try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(compressed))) {
            byte[] profile = in.readNBytes(limit);
            return profile.length == 0 || in.read() >= 0 ? Optional.empty() : Optional.of(profile);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** A tree to be merged into a writer's metadata. @param profile that the samples are in */
    static Node of(Told told, Optional<ICC_Profile> profile) {
        IIOMetadataNode root = new IIOMetadataNode(NAME);
        profile.ifPresent(icc -> Nodes.add(root, "iCCP", "profileName", "ICC", "compressionMethod", "deflate")
                .setUserObject(deflate(icc.getData())));
        told.resolution()
                .ifPresent(dpi -> Nodes.add(
                        root,
                        "pHYs",
                        "pixelsPerUnitXAxis",
                        perMetre(dpi.horizontal()),
                        "pixelsPerUnitYAxis",
                        perMetre(dpi.vertical()),
                        "unitSpecifier",
                        "meter"));
        told.content()
                .xmp()
                .ifPresent(packet -> Nodes.add(
                        Nodes.add(root, "iTXt"),
                        "iTXtEntry",
                        "keyword",
                        XMP,
                        "compressionFlag",
                        "FALSE",
                        "compressionMethod",
                        "0",
                        "languageTag",
                        "",
                        "translatedKeyword",
                        "",
                        "text",
                        new String(packet, StandardCharsets.UTF_8)));
        told.turningExif().ifPresent(exif -> Nodes.add(Nodes.add(root, "UnknownChunks"), "UnknownChunk", "type", EXIF)
                .setUserObject(exif.toByteArray()));
        return root;
    }

    private static byte[] deflate(byte[] profile) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(compressed)) {
            deflater.write(profile);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // cannot happen: the stream is memory
        }
        return compressed.toByteArray();
    }

    private static String perMetre(double dpi) {
        return Long.toString(Math.max(1, Math.round(dpi * INCHES_PER_METRE)));
    }
}
