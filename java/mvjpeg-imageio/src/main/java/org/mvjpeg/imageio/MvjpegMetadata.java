package org.mvjpeg.imageio;

import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.ColorModel;
import java.awt.image.RenderedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import org.mvjpeg.codec.Exif;
import org.mvjpeg.codec.Orientation;
import org.mvjpeg.codec.PictureInfo;
import org.mvjpeg.codec.PictureMetadata;
import org.w3c.dom.Node;

/**
 * Metadata of a picture: Exif, XMP, ICC profile and orientation, in the format {@link MvjpegMetadataFormat} and, as far as it goes, in
 * the standard format {@code javax_imageio_1.0}. Pixels are read upright, so metadata that were read say upright, Exif and XMP too.
 *
 * <p>Everything can be changed. The pixels decide what is written of them, whatever a tree says; what else a tree says that no file
 * will hold is named by {@link #unkept}, and the writer warns of it.
 */
public final class MvjpegMetadata extends IIOMetadata {
    private final Facts facts;
    private final Told initial;
    private Told told;

    /** What is known of the pixels. @param width 0 where the size is not known */
    private record Facts(int width, int height, boolean alpha, int bitDepth) {
        int channels() {
            return alpha ? 4 : 3;
        }
    }

    private MvjpegMetadata(Facts facts, Told told) {
        super(true, MvjpegMetadataFormat.NAME, MvjpegMetadataFormat.class.getName(), null, null);
        this.facts = facts;
        this.initial = told;
        this.told = told.copy();
    }

    /** Metadata of a file. */
    public static MvjpegMetadata of(PictureInfo picture) {
        Told told = new Told();
        picture.exif().ifPresent(told::exif);
        picture.xmp().ifPresent(told::xmp);
        picture.iccProfile().ifPresent(told::iccProfile);
        told.orientation(Orientation.TOP_LEFT);
        return new MvjpegMetadata(
                new Facts(picture.width(), picture.height(), picture.hasAlpha(), picture.bitDepth()), told);
    }

    /** Metadata of a picture yet to be written. @param type of the picture, or {@code null} where it is not known */
    public static MvjpegMetadata of(ImageTypeSpecifier type) {
        return new MvjpegMetadata(facts(type), new Told());
    }

    private static Facts facts(ImageTypeSpecifier type) {
        return new Facts(0, 0, type != null && type.getColorModel().hasAlpha(), Byte.SIZE);
    }

    /**
     * What there is to keep of any plug-in's metadata; those of the JDK's JPEG, PNG and TIFF plug-ins are understood natively, others
     * by the standard format.
     *
     * @param metadata to be converted; itself where it is ours already
     * @param type of the picture, or {@code null} where it is not known
     */
    public static MvjpegMetadata of(IIOMetadata metadata, ImageTypeSpecifier type) {
        return metadata instanceof MvjpegMetadata ours
                ? ours
                : new MvjpegMetadata(facts(type), ForeignMetadata.read(metadata));
    }

    /** Exif, from the TIFF header on. */
    public Optional<byte[]> exif() {
        return told.content().exif().map(Exif::toByteArray);
    }

    /** XMP packet, UTF-8. */
    public Optional<byte[]> xmp() {
        return told.content().xmp();
    }

    /** The ICC profile of the picture that was read, whether it can be used or not; empty for sRGB. */
    public Optional<byte[]> iccProfile() {
        return told.iccProfile();
    }

    /** For the encoder, without the ICC profile: it belongs to the pixels that were read, which may be in another colour space by now. */
    public PictureMetadata toPictureMetadata() {
        return told.content();
    }

    /** Names of what was told and no file will hold, in the order in which it came. */
    public List<String> unkept() {
        return List.copyOf(told.unkept());
    }

    /**
     * Adds Exif, XMP, ICC profile and resolution to what another plug-in's writer gave as its default metadata. Into JPEG and PNG goes
     * all; into others what the standard format can say.
     *
     * @param target of the other writer, for the image's type
     * @param image that is to be written; it decides on the ICC profile, which {@link ImageTypeSpecifier#createFromRenderedImage} loses
     * @return what the other format cannot hold
     * @throws IIOInvalidTreeException if the other plug-in refuses
     */
    public List<String> copyTo(IIOMetadata target, RenderedImage image) throws IIOInvalidTreeException {
        return ForeignMetadata.write(told, profile(image.getColorModel()), target);
    }

    private static Optional<ICC_Profile> profile(ColorModel model) {
        return model != null && model.getColorSpace() instanceof ICC_ColorSpace space && !space.isCS_sRGB()
                ? Optional.of(space.getProfile())
                : Optional.empty();
    }

    @Override
    public boolean isReadOnly() {
        return false;
    }

    @Override
    public Node getAsTree(String format) {
        requireKnown(format);
        return format.equals(StandardTree.NAME) ? getStandardTree() : NativeTree.of(told, pictureNode());
    }

    private IIOMetadataNode pictureNode() {
        IIOMetadataNode node = new IIOMetadataNode(MvjpegMetadataFormat.PICTURE);
        if (facts.width > 0) {
            node.setAttribute(MvjpegMetadataFormat.WIDTH, Integer.toString(facts.width));
            node.setAttribute(MvjpegMetadataFormat.HEIGHT, Integer.toString(facts.height));
        }
        node.setAttribute(MvjpegMetadataFormat.BIT_DEPTH, Integer.toString(facts.bitDepth));
        node.setAttribute(MvjpegMetadataFormat.ALPHA, facts.alpha ? "TRUE" : "FALSE");
        return node;
    }

    @Override
    public void mergeTree(String format, Node root) throws IIOInvalidTreeException {
        told = merged(told.copy(), format, root);
    }

    @Override
    public void setFromTree(String format, Node root) throws IIOInvalidTreeException {
        told = merged(new Told(), format, root);
    }

    private static Told merged(Told told, String format, Node root) throws IIOInvalidTreeException {
        requireKnown(format);
        if (root == null) {
            throw new IllegalArgumentException("The tree is null");
        }
        if (!format.equals(root.getNodeName())) {
            throw new IIOInvalidTreeException("The root is " + root.getNodeName() + ", not " + format, root);
        }
        if (format.equals(StandardTree.NAME)) {
            StandardTree.merge(root, told, true);
        } else {
            NativeTree.merge(root, told);
        }
        return told;
    }

    /** Goes back to what was read, or to nothing. */
    @Override
    public void reset() {
        told = initial.copy();
    }

    private static void requireKnown(String format) {
        if (!StandardTree.NAME.equals(format) && !MvjpegMetadataFormat.NAME.equals(format)) {
            throw new IllegalArgumentException("Unknown metadata format " + format + "; known are "
                    + MvjpegMetadataFormat.NAME + " and " + StandardTree.NAME);
        }
    }

    @Override
    protected IIOMetadataNode getStandardChromaNode() {
        IIOMetadataNode chroma = new IIOMetadataNode("Chroma");
        Nodes.add(chroma, "ColorSpaceType", "name", "RGB");
        Nodes.add(chroma, "NumChannels", "value", Integer.toString(facts.channels()));
        Nodes.add(chroma, "BlackIsZero", "value", "TRUE");
        return chroma;
    }

    @Override
    protected IIOMetadataNode getStandardCompressionNode() {
        IIOMetadataNode compression = new IIOMetadataNode("Compression");
        Nodes.add(compression, "CompressionTypeName", "value", MvjpegImageWriteParam.HEVC);
        Nodes.add(compression, "Lossless", "value", "FALSE");
        Nodes.add(compression, "NumProgressiveScans", "value", "1");
        return compression;
    }

    @Override
    protected IIOMetadataNode getStandardDataNode() {
        String[] bits = new String[facts.channels()];
        Arrays.fill(bits, Integer.toString(facts.bitDepth));
        IIOMetadataNode data = new IIOMetadataNode("Data");
        Nodes.add(data, "PlanarConfiguration", "value", "PixelInterleaved");
        Nodes.add(data, "SampleFormat", "value", "UnsignedIntegral");
        Nodes.add(data, "BitsPerSample", "value", String.join(" ", bits));
        return data;
    }

    @Override
    protected IIOMetadataNode getStandardDimensionNode() {
        IIOMetadataNode dimension = new IIOMetadataNode("Dimension");
        StandardTree.addDimension(dimension, told);
        if (facts.width > 0) {
            Nodes.add(dimension, "HorizontalScreenSize", "value", Integer.toString(facts.width));
            Nodes.add(dimension, "VerticalScreenSize", "value", Integer.toString(facts.height));
        }
        return dimension;
    }

    @Override
    protected IIOMetadataNode getStandardDocumentNode() {
        return StandardTree.document(told);
    }

    @Override
    protected IIOMetadataNode getStandardTextNode() {
        return StandardTree.text(told);
    }

    @Override
    protected IIOMetadataNode getStandardTransparencyNode() {
        IIOMetadataNode transparency = new IIOMetadataNode("Transparency");
        Nodes.add(transparency, "Alpha", "value", facts.alpha ? "nonpremultiplied" : "none");
        return transparency;
    }
}
