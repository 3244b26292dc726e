package org.mvjpeg.imageio;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.metadata.IIOMetadataFormatImpl;
import javax.imageio.metadata.IIOMetadataNode;
import org.mvjpeg.codec.Exif;
import org.mvjpeg.codec.Orientation;
import org.w3c.dom.Node;

/**
 * The groups of {@code javax_imageio_1.0} that say more than the pixels do. Resolution, times and texts live in Exif, which is made
 * where there is none.
 */
final class StandardTree {
    static final String NAME = IIOMetadataFormatImpl.standardMetadataFormatName;

    /** By Exif's numbers from 1, turns anti-clockwise, as the JDK's TIFF plug-in has them. */
    private static final List<String> ORIENTATIONS =
            List.of("Normal", "FlipH", "Rotate180", "FlipV", "FlipHRotate90", "Rotate270", "FlipVRotate90", "Rotate90");

    private static final double MILLIMETRES_PER_INCH = 25.4;
    private static final Pattern TIME = Pattern.compile(
            "(\\d{4}):(0[1-9]|1[0-2]):(0[1-9]|[12]\\d|3[01])" + "(?: ([01]\\d|2[0-3]):([0-5]\\d):([0-5]\\d|60))?");

    /** Keywords of PNG, TIFF and JPEG for what Exif has a tag for, in lower case. */
    private static final Map<String, Exif.Text> KEYWORDS = Map.ofEntries(
            Map.entry("", Exif.Text.COMMENT),
            Map.entry("comment", Exif.Text.COMMENT),
            Map.entry("usercomment", Exif.Text.COMMENT),
            Map.entry("description", Exif.Text.DESCRIPTION),
            Map.entry("imagedescription", Exif.Text.DESCRIPTION),
            Map.entry("software", Exif.Text.SOFTWARE),
            Map.entry("author", Exif.Text.ARTIST),
            Map.entry("artist", Exif.Text.ARTIST),
            Map.entry("copyright", Exif.Text.COPYRIGHT));

    /** The keywords that are given back, those of PNG. */
    private static final Map<Exif.Text, String> TEXTS = Map.of(
            Exif.Text.COMMENT, "Comment",
            Exif.Text.DESCRIPTION, "Description",
            Exif.Text.SOFTWARE, "Software",
            Exif.Text.ARTIST, "Author",
            Exif.Text.COPYRIGHT, "Copyright");

    /** XMP comes by its plug-in's own format. */
    private static final String PNG_XMP = "XML:com.adobe.xmp";

    private final Told told;
    private final boolean replaces;

    private StandardTree(Told told, boolean replaces) {
        this.told = told;
        this.replaces = replaces;
    }

    /**
     * Takes over what a tree says.
     *
     * @param replaces what is known already; otherwise only gaps are filled
     */
    static void merge(Node root, Told told, boolean replaces) {
        StandardTree tree = new StandardTree(told, replaces);
        for (Node group : Nodes.children(root)) {
            switch (group.getNodeName()) {
                case "Chroma", "Compression", "Data", "Transparency", "Tile" -> {}
                case "Dimension" -> tree.dimension(group);
                case "Document" -> tree.document(group);
                case "Text" -> tree.text(group);
                default -> told.unkept(group.getNodeName());
            }
        }
    }

    private void dimension(Node group) {
        Optional<Double> horizontal = Optional.empty();
        Optional<Double> vertical = Optional.empty();
        boolean square = true;
        for (Node node : Nodes.children(group)) {
            switch (node.getNodeName()) {
                case "HorizontalScreenSize", "VerticalScreenSize" -> {}
                case "HorizontalPixelSize" -> horizontal = number(node).map(size -> MILLIMETRES_PER_INCH / size);
                case "VerticalPixelSize" -> vertical = number(node).map(size -> MILLIMETRES_PER_INCH / size);
                case "PixelAspectRatio" -> square = number(node).orElse(0.0) == 1;
                case "ImageOrientation" -> orientation(node);
                default -> unkept(group, node);
            }
        }
        if (horizontal.isPresent() || vertical.isPresent()) {
            resolution(horizontal, vertical);
        } else if (!square) {
            told.unkept("Dimension/PixelAspectRatio");
        }
    }

    private void resolution(Optional<Double> horizontal, Optional<Double> vertical) {
        if (!replaces && told.resolution().isPresent()) {
            return;
        }
        try {
            told.resolution(new Exif.Resolution(
                    horizontal.or(() -> vertical).orElseThrow(),
                    vertical.or(() -> horizontal).orElseThrow()));
        } catch (IllegalArgumentException e) {
            told.unkept("Dimension/HorizontalPixelSize (" + e.getMessage() + ")");
        }
    }

    private void orientation(Node node) {
        String name = Nodes.attribute(node, "value");
        for (int i = 0; i < ORIENTATIONS.size(); i++) {
            if (ORIENTATIONS.get(i).equalsIgnoreCase(name)) {
                if (replaces || !told.hasExifOrientation()) {
                    told.orientation(Orientation.ofExif(i + 1));
                }
                return;
            }
        }
        told.unkept("Dimension/ImageOrientation " + name);
    }

    private static Optional<Double> number(Node node) {
        try {
            double value = Double.parseDouble(Nodes.attribute(node, "value"));
            return value > 0 && Double.isFinite(value) ? Optional.of(value) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private void document(Node group) {
        for (Node node : Nodes.children(group)) {
            switch (node.getNodeName()) {
                case "FormatVersion" -> {}
                case "ImageCreationTime" -> time(Exif.Text.TAKEN, group, node);
                case "ImageModificationTime" -> time(Exif.Text.MODIFIED, group, node);
                default -> unkept(group, node);
            }
        }
    }

    private void time(Exif.Text text, Node group, Node node) {
        try {
            String time = String.format(
                    Locale.ROOT,
                    "%04d:%02d:%02d %02d:%02d:%02d",
                    Integer.parseInt(Nodes.attribute(node, "year")),
                    Integer.parseInt(Nodes.attribute(node, "month")),
                    Integer.parseInt(Nodes.attribute(node, "day")),
                    orZero(node, "hour"),
                    orZero(node, "minute"),
                    orZero(node, "second"));
            if (!TIME.matcher(time).matches()) {
                unkept(group, node);
            } else if (replaces || told.text(text).isEmpty()) {
                told.text(text, time);
            }
        } catch (NumberFormatException e) {
            unkept(group, node);
        }
    }

    private static int orZero(Node node, String attribute) {
        String value = Nodes.attribute(node, attribute);
        return value.isEmpty() ? 0 : Integer.parseInt(value);
    }

    private void text(Node group) {
        for (Node entry : Nodes.children(group)) {
            String keyword = Nodes.attribute(entry, "keyword");
            String value = Nodes.attribute(entry, "value").strip();
            Exif.Text text = KEYWORDS.get(keyword.toLowerCase(Locale.ROOT));
            if (keyword.equals(PNG_XMP)) {
                continue;
            }
            if (text == null) {
                told.unkept("Text/TextEntry " + keyword);
            } else if (replaces || told.text(text).isEmpty()) {
                told.text(text, value);
            } else if (!told.text(text).equals(Optional.of(value))) {
                told.unkept("a second " + TEXTS.get(text));
            }
        }
    }

    private void unkept(Node group, Node node) {
        told.unkept(group.getNodeName() + "/" + node.getNodeName());
    }

    /** Adds pixel size and orientation to the group of the dimensions. */
    static void addDimension(Node dimension, Told told) {
        Optional<Exif.Resolution> resolution = told.resolution();
        double ratio = resolution.map(it -> it.vertical() / it.horizontal()).orElse(1.0);
        Nodes.add(dimension, "PixelAspectRatio", "value", Float.toString((float) ratio));
        Nodes.add(
                dimension,
                "ImageOrientation",
                "value",
                ORIENTATIONS.get(told.content().orientation().ordinal()));
        resolution.ifPresent(it -> {
            Nodes.add(dimension, "HorizontalPixelSize", "value", millimetres(it.horizontal()));
            Nodes.add(dimension, "VerticalPixelSize", "value", millimetres(it.vertical()));
        });
    }

    private static String millimetres(double dpi) {
        return Double.toString(MILLIMETRES_PER_INCH / dpi);
    }

    /** The group of times; {@code null} for none. */
    static IIOMetadataNode document(Told told) {
        IIOMetadataNode document = new IIOMetadataNode("Document");
        addTime(document, "ImageCreationTime", told.text(Exif.Text.TAKEN));
        addTime(document, "ImageModificationTime", told.text(Exif.Text.MODIFIED));
        return document.hasChildNodes() ? document : null;
    }

    private static void addTime(Node document, String name, Optional<String> time) {
        Matcher parts = TIME.matcher(time.orElse(""));
        if (!parts.matches()) {
            return;
        }
        IIOMetadataNode node = Nodes.add(document, name);
        List<String> attributes = List.of("year", "month", "day", "hour", "minute", "second");
        for (int i = 0; i < attributes.size(); i++) {
            String digits = parts.group(i + 1);
            node.setAttribute(attributes.get(i), digits == null ? "0" : Integer.toString(Integer.parseInt(digits)));
        }
    }

    /** The group of texts; {@code null} for none. */
    static IIOMetadataNode text(Told told) {
        IIOMetadataNode group = new IIOMetadataNode("Text");
        for (Exif.Text text : Exif.Text.values()) {
            String keyword = TEXTS.get(text);
            if (keyword != null) {
                told.text(text)
                        .ifPresent(value -> Nodes.add(
                                group,
                                "TextEntry",
                                "keyword",
                                keyword,
                                "value",
                                value,
                                "language",
                                "",
                                "encoding",
                                "UTF-8",
                                "compression",
                                "none"));
            }
        }
        return group.hasChildNodes() ? group : null;
    }
}
