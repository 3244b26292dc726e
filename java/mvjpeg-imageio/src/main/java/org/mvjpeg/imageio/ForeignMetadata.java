package org.mvjpeg.imageio;

import java.awt.color.ICC_Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import org.w3c.dom.Node;

/** Metadata of other plug-ins. */
final class ForeignMetadata {
    /** Formats that tell of their own files only what the standard format tells as well. */
    private static final Set<String> STANDARD_SAYS_ALL = Set.of(
            "javax_imageio_bmp_1.0",
            "com_sun_media_imageio_plugins_bmp_image_1.0",
            "javax_imageio_wbmp_1.0",
            "javax_imageio_gif_image_1.0");

    private ForeignMetadata() {}

    /** What there is to keep. Whatever another plug-in does wrong, the picture is not lost. */
    static Told read(IIOMetadata metadata) {
        Told told = new Told();
        String format = metadata.getNativeMetadataFormatName();
        if (format != null) {
            reading(told, format, () -> readNative(format, metadata, told));
        }
        if (metadata.isStandardMetadataFormatSupported()) {
            reading(
                    told,
                    StandardTree.NAME,
                    () -> StandardTree.merge(metadata.getAsTree(StandardTree.NAME), told, false));
        }
        return told;
    }

    private static void reading(Told told, String format, Runnable reader) {
        try {
            reader.run();
        } catch (RuntimeException broken) {
            told.unkept(format + " (broken: " + broken.getMessage() + ")");
        }
    }

    private static void readNative(String format, IIOMetadata metadata, Told told) {
        switch (format) {
            case JpegTree.NAME -> JpegTree.read(metadata.getAsTree(format), told);
            case PngTree.NAME -> PngTree.read(metadata.getAsTree(format), told);
            case TiffTree.NAME, TiffTree.JAI_NAME -> TiffTree.read(metadata.getAsTree(format), told);
            default -> {
                if (!STANDARD_SAYS_ALL.contains(format)) {
                    told.unkept(format);
                }
            }
        }
    }

    /** Adds to a writer's metadata. @return what its format cannot hold */
    static List<String> write(Told told, Optional<ICC_Profile> profile, IIOMetadata target)
            throws IIOInvalidTreeException {
        String format = String.valueOf(target.getNativeMetadataFormatName());
        switch (format) {
            case JpegTree.NAME -> {
                // Merging segments in is broken in the JDK: the first one is added twice, once before the JFIF header.
                Node root = target.getAsTree(format);
                List<String> unkept = JpegTree.write(told, profile, root);
                target.setFromTree(format, root);
                return unkept;
            }
            case PngTree.NAME -> {
                target.mergeTree(format, PngTree.of(told, profile));
                return List.of();
            }
            default -> {
                return writeStandard(told, profile, target);
            }
        }
    }

    private static List<String> writeStandard(Told told, Optional<ICC_Profile> profile, IIOMetadata target)
            throws IIOInvalidTreeException {
        List<String> unkept = new ArrayList<>();
        told.content().exif().ifPresent(exif -> unkept.add("Exif"));
        told.content().xmp().ifPresent(xmp -> unkept.add("XMP"));
        profile.ifPresent(icc -> unkept.add("ICC profile"));
        if (target.isStandardMetadataFormatSupported() && !target.isReadOnly()) {
            IIOMetadataNode root = new IIOMetadataNode(StandardTree.NAME);
            IIOMetadataNode dimension = new IIOMetadataNode("Dimension");
            StandardTree.addDimension(dimension, told);
            root.appendChild(dimension);
            Optional.ofNullable(StandardTree.document(told)).ifPresent(root::appendChild);
            Optional.ofNullable(StandardTree.text(told)).ifPresent(root::appendChild);
            target.mergeTree(StandardTree.NAME, root);
        }
        return unkept;
    }
}
