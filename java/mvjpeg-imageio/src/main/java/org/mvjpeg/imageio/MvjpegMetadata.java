package org.mvjpeg.imageio;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataFormatImpl;
import javax.imageio.metadata.IIOMetadataNode;
import org.mvjpeg.codec.PictureInfo;
import org.w3c.dom.Node;

/**
 * Metadata of a picture: what the file says of its pixels, in the standard format {@code javax_imageio_1.0}.
 *
 * <p>Trees can be merged, but the pixels decide what is written. What a tree says beyond them (resolution, times, texts) is not
 * stored; the writer warns of it.
 */
public final class MvjpegMetadata extends IIOMetadata {
    private static final String STANDARD = IIOMetadataFormatImpl.standardMetadataFormatName;

    private final int width;
    private final int height;
    private final int channels;
    private final boolean alpha;
    private final byte[] iccProfile;
    private final Set<String> unkept = new LinkedHashSet<>();

    private MvjpegMetadata(int width, int height, int channels, boolean alpha, byte[] iccProfile) {
        super(true, null, null, null, null);
        this.width = width;
        this.height = height;
        this.channels = channels;
        this.alpha = alpha;
        this.iccProfile = iccProfile;
    }

    /** Metadata of a file. */
    static MvjpegMetadata of(PictureInfo picture) {
        return new MvjpegMetadata(
                picture.width(),
                picture.height(),
                picture.hasAlpha() ? 4 : 3,
                picture.hasAlpha(),
                picture.iccProfile().orElse(null));
    }

    /** Metadata of a picture yet to be written. @param type of the picture, if it is known */
    static MvjpegMetadata of(ImageTypeSpecifier type) {
        boolean alpha = type != null && type.getColorModel().hasAlpha();
        return new MvjpegMetadata(0, 0, alpha ? 4 : 3, alpha, null);
    }

    /** The ICC profile of the picture that was read; empty for sRGB. */
    public Optional<byte[]> iccProfile() {
        return Optional.ofNullable(iccProfile).map(byte[]::clone);
    }

    /** Names of the merged nodes and foreign formats that no file will hold. */
    List<String> unkept() {
        return List.copyOf(unkept);
    }

    /** Notes that a format of another plug-in is not kept. */
    void addUnkept(String format) {
        unkept.add(format);
    }

    @Override
    public boolean isReadOnly() {
        return false;
    }

    @Override
    public Node getAsTree(String format) {
        requireStandard(format);
        return getStandardTree();
    }

    @Override
    public void mergeTree(String format, Node root) throws IIOInvalidTreeException {
        requireStandard(format);
        if (root == null) {
            throw new IllegalArgumentException("The tree is null");
        }
        if (!STANDARD.equals(root.getNodeName())) {
            throw new IIOInvalidTreeException("The root is " + root.getNodeName() + ", not " + STANDARD, root);
        }
        for (Node group = root.getFirstChild(); group != null; group = group.getNextSibling()) {
            for (Node node = group.getFirstChild(); node != null; node = node.getNextSibling()) {
                if (!followsFromPixels(group.getNodeName(), node)) {
                    unkept.add(group.getNodeName() + "/" + node.getNodeName());
                }
            }
        }
    }

    @Override
    public void reset() {
        unkept.clear();
    }

    private static boolean followsFromPixels(String group, Node node) {
        return switch (group) {
            case "Chroma", "Compression", "Data", "Transparency" -> true;
            case "Dimension" ->
                switch (node.getNodeName()) {
                    case "PixelAspectRatio" -> isNumber(value(node), 1);
                    case "ImageOrientation" -> "Normal".equals(value(node));
                    case "HorizontalScreenSize", "VerticalScreenSize" -> true;
                    default -> false;
                };
            default -> false;
        };
    }

    private static String value(Node node) {
        Node value = node.getAttributes() == null ? null : node.getAttributes().getNamedItem("value");
        return value == null ? "" : value.getNodeValue();
    }

    private static boolean isNumber(String text, double number) {
        try {
            return Double.parseDouble(text) == number;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static void requireStandard(String format) {
        if (!STANDARD.equals(format)) {
            throw new IllegalArgumentException("Unknown metadata format " + format + "; known is " + STANDARD);
        }
    }

    @Override
    protected IIOMetadataNode getStandardChromaNode() {
        IIOMetadataNode chroma = new IIOMetadataNode("Chroma");
        add(chroma, "ColorSpaceType", "name", "RGB");
        add(chroma, "NumChannels", "value", Integer.toString(channels));
        add(chroma, "BlackIsZero", "value", "TRUE");
        return chroma;
    }

    @Override
    protected IIOMetadataNode getStandardCompressionNode() {
        IIOMetadataNode compression = new IIOMetadataNode("Compression");
        add(compression, "CompressionTypeName", "value", MvjpegImageWriteParam.HEVC);
        add(compression, "Lossless", "value", "FALSE");
        add(compression, "NumProgressiveScans", "value", "1");
        return compression;
    }

    @Override
    protected IIOMetadataNode getStandardDataNode() {
        String[] bits = new String[channels];
        Arrays.fill(bits, "8");
        IIOMetadataNode data = new IIOMetadataNode("Data");
        add(data, "PlanarConfiguration", "value", "PixelInterleaved");
        add(data, "SampleFormat", "value", "UnsignedIntegral");
        add(data, "BitsPerSample", "value", String.join(" ", bits));
        return data;
    }

    @Override
    protected IIOMetadataNode getStandardDimensionNode() {
        IIOMetadataNode dimension = new IIOMetadataNode("Dimension");
        add(dimension, "PixelAspectRatio", "value", "1.0");
        add(dimension, "ImageOrientation", "value", "Normal");
        if (width > 0) {
            add(dimension, "HorizontalScreenSize", "value", Integer.toString(width));
            add(dimension, "VerticalScreenSize", "value", Integer.toString(height));
        }
        return dimension;
    }

    @Override
    protected IIOMetadataNode getStandardTransparencyNode() {
        IIOMetadataNode transparency = new IIOMetadataNode("Transparency");
        add(transparency, "Alpha", "value", alpha ? "nonpremultiplied" : "none");
        return transparency;
    }

    private static void add(IIOMetadataNode parent, String name, String attribute, String value) {
        IIOMetadataNode node = new IIOMetadataNode(name);
        node.setAttribute(attribute, value);
        parent.appendChild(node);
    }
}
