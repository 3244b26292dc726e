package org.mvjpeg.imageio;

import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.metadata.IIOMetadataFormat;
import javax.imageio.metadata.IIOMetadataFormatImpl;

/**
 * The format {@value #NAME} of {@link MvjpegMetadata}: every node at most once, in any order.
 *
 * <ul>
 *   <li>{@code Picture}: what the file says of its pixels; not taken over
 *   <li>{@code Orientation}: how the pixels are to be shown, Exif's 1 to 8
 *   <li>{@code Exif}: bytes from the TIFF header on as user object
 *   <li>{@code Resolution}: dots per inch, kept in Exif
 *   <li>{@code XMP}: the packet, UTF-8, as user object; as text in the attribute {@code packet}, which counts where no object is
 *   <li>{@code ICCProfile}: the profile's bytes as user object
 * </ul>
 */
public final class MvjpegMetadataFormat extends IIOMetadataFormatImpl {
    /** The format's name. */
    public static final String NAME = "org_mvjpeg_image_1.0";

    static final String PICTURE = "Picture";
    static final String ORIENTATION = "Orientation";
    static final String RESOLUTION = "Resolution";
    static final String EXIF = "Exif";
    static final String XMP = "XMP";
    static final String ICC_PROFILE = "ICCProfile";
    static final String WIDTH = "width";
    static final String HEIGHT = "height";
    static final String BIT_DEPTH = "bitDepth";
    static final String ALPHA = "alpha";
    static final String VALUE = "value";
    static final String HORIZONTAL = "horizontal";
    static final String VERTICAL = "vertical";
    static final String PACKET = "packet";

    private static final String LARGEST = Integer.toString(Integer.MAX_VALUE);

    /** By element or element/attribute. Not a resource bundle: java.desktop could only look into it if this package were open. */
    private static final Map<String, String> DESCRIPTIONS = Map.ofEntries(
            Map.entry("Picture", "What the file says of its pixels; not taken over"),
            Map.entry("Picture/width", "As shown, pixels"),
            Map.entry("Picture/height", "As shown, pixels"),
            Map.entry("Picture/bitDepth", "Bits per stored sample"),
            Map.entry("Picture/alpha", "Whether the picture has an alpha plane"),
            Map.entry("Orientation", "How the pixels are to be shown"),
            Map.entry("Orientation/value", "Exif's number, 1 (upright) to 8"),
            Map.entry("Exif", "Exif, from the TIFF header on"),
            Map.entry("Resolution", "Dots per inch, kept in Exif"),
            Map.entry("Resolution/horizontal", "Dots per inch"),
            Map.entry("Resolution/vertical", "Dots per inch"),
            Map.entry("XMP", "XMP packet, UTF-8"),
            Map.entry("XMP/packet", "The packet as text; counts where there are no bytes"),
            Map.entry("ICCProfile", "ICC profile that the samples are in"));

    private static final MvjpegMetadataFormat INSTANCE = new MvjpegMetadataFormat();

    private MvjpegMetadataFormat() {
        super(NAME, CHILD_POLICY_SOME);
        addElement(PICTURE, NAME, CHILD_POLICY_EMPTY);
        addAttribute(PICTURE, WIDTH, DATATYPE_INTEGER, false, null, "1", LARGEST, true, true);
        addAttribute(PICTURE, HEIGHT, DATATYPE_INTEGER, false, null, "1", LARGEST, true, true);
        addAttribute(PICTURE, BIT_DEPTH, DATATYPE_INTEGER, true, "8", "8", "16", true, true);
        addBooleanAttribute(PICTURE, ALPHA, true, false);
        addElement(ORIENTATION, NAME, CHILD_POLICY_EMPTY);
        addAttribute(ORIENTATION, VALUE, DATATYPE_INTEGER, true, "1", "1", "8", true, true);
        addBytes(EXIF);
        addElement(RESOLUTION, NAME, CHILD_POLICY_EMPTY);
        addAttribute(RESOLUTION, HORIZONTAL, DATATYPE_DOUBLE, true, null, "0", "1e6", false, true);
        addAttribute(RESOLUTION, VERTICAL, DATATYPE_DOUBLE, true, null, "0", "1e6", false, true);
        addBytes(XMP);
        addAttribute(XMP, PACKET, DATATYPE_STRING, false, null);
        addBytes(ICC_PROFILE);
    }

    private void addBytes(String element) {
        addElement(element, NAME, CHILD_POLICY_EMPTY);
        addObjectValue(element, byte.class, 1, Integer.MAX_VALUE);
    }

    /** The format; ImageIO finds it by this method. */
    public static IIOMetadataFormat getInstance() {
        return INSTANCE;
    }

    @Override
    public String getElementDescription(String elementName, Locale locale) {
        return DESCRIPTIONS.get(elementName);
    }

    @Override
    public String getAttributeDescription(String elementName, String attributeName, Locale locale) {
        return DESCRIPTIONS.get(elementName + "/" + attributeName);
    }

    /** True: every picture can have every node. */
    @Override
    public boolean canNodeAppear(String elementName, ImageTypeSpecifier imageType) {
        return true;
    }
}
