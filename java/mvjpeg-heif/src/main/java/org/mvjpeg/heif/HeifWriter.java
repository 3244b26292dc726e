package org.mvjpeg.heif;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Puts coded HEVC pictures into a HEIF still image file (HEIC). Set what the file shall hold, then write it; not safe
 * from many threads.
 *
 * <p>Without {@link #iccProfile} and {@link #nclx} no {@code colr} box is written: MIAF (ISO/IEC 23000-22 clause 7.3.6.4)
 * then takes the picture for sRGB in full-range BT.601, and in a small file the box's bytes count.
 */
public final class HeifWriter {
    private final ImageItem primary;
    private int width;
    private int height;
    private Optional<ItemProperty> iccProfile = Optional.empty();
    private Optional<ItemProperty> nclx = Optional.empty();
    private Optional<ItemProperty> rotation = Optional.empty();
    private Optional<ItemProperty> mirror = Optional.empty();
    private Optional<ImageItem> alpha = Optional.empty();
    private boolean premultiplied;
    private final List<Thumbnail> thumbnails = new ArrayList<>();
    private Optional<byte[]> exif = Optional.empty();
    private Optional<byte[]> xmp = Optional.empty();

    private record Thumbnail(ImageItem picture, int width, int height, Optional<ItemProperty> iccProfile) {}

    private HeifWriter(ImageItem primary) {
        this.primary = primary;
        this.width = primary.width();
        this.height = primary.height();
    }

    /** A file that shows {@code primary}, in its full size unless {@link #size} says otherwise. */
    public static HeifWriter of(HevcPicture primary) {
        return new HeifWriter(new ImageItem.Coded(primary));
    }

    /** A file that shows what tiles make up, in its full size unless {@link #size} says otherwise. */
    public static HeifWriter of(TiledPicture primary) {
        return new HeifWriter(new ImageItem.Tiled(primary));
    }

    /**
     * The picture's true size in pixels, at the top left of what is coded; 4:2:0 can only code even sizes.
     *
     * @throws IllegalArgumentException if it is empty or larger than the coded picture
     */
    public HeifWriter size(int width, int height) {
        requireInside(width, height, primary);
        this.width = width;
        this.height = height;
        return this;
    }

    /** ICC profile that the decoded RGB values refer to. */
    public HeifWriter iccProfile(byte[] icc) {
        if (icc.length == 0) {
            throw new IllegalArgumentException("the ICC profile is empty");
        }
        iccProfile = Optional.of(new ItemProperty.ColourProfile(icc));
        return this;
    }

    /** Colour code points for readers that do not look into the VUI, which must say the same. */
    public HeifWriter nclx(ColourDescription colour) {
        nclx = Optional.of(new ItemProperty.Nclx(colour));
        return this;
    }

    /**
     * Alpha plane: the luma of a picture as large as the primary one.
     *
     * @param premultiplied whether the primary picture's colours have been multiplied by it
     */
    public HeifWriter alpha(HevcPicture alpha, boolean premultiplied) {
        return alpha(new ImageItem.Coded(alpha), premultiplied);
    }

    /**
     * Alpha plane in tiles: the luma of a picture as large as the primary one.
     *
     * @param premultiplied whether the primary picture's colours have been multiplied by it
     */
    public HeifWriter alpha(TiledPicture alpha, boolean premultiplied) {
        return alpha(new ImageItem.Tiled(alpha), premultiplied);
    }

    private HeifWriter alpha(ImageItem alpha, boolean premultiplied) {
        if (alpha.width() != primary.width() || alpha.height() != primary.height()) {
            throw new IllegalArgumentException("the alpha plane has " + alpha.width() + "x" + alpha.height()
                    + " pixels, the picture " + primary.width() + "x" + primary.height());
        }
        this.alpha = Optional.of(alpha);
        this.premultiplied = premultiplied;
        return this;
    }

    /** Turns the shown picture by quarters, anti-clockwise, before {@link #mirror}; 0..3. */
    public HeifWriter rotation(int quarterTurns) {
        if (quarterTurns < 0 || quarterTurns > 3) {
            throw new IllegalArgumentException("the rotation is " + quarterTurns + ", only 0..3 is allowed");
        }
        rotation = quarterTurns == 0 ? Optional.empty() : Optional.of(new ItemProperty.Rotation(quarterTurns));
        return this;
    }

    /** Mirrors the shown picture: 0 swaps top and bottom, 1 left and right. */
    public HeifWriter mirror(int axis) {
        if (axis < 0 || axis > 1) {
            throw new IllegalArgumentException("the mirror's axis is " + axis + ", only 0 and 1 are allowed");
        }
        mirror = Optional.of(new ItemProperty.Mirror(axis));
        return this;
    }

    /** Exif data from the TIFF header on. Orientation other than 1 misleads readers: use {@link #rotation}. */
    public HeifWriter exif(byte[] tiff) {
        boolean littleEndian = tiff.length >= 8 && tiff[0] == 'I' && tiff[1] == 'I';
        boolean bigEndian = tiff.length >= 8 && tiff[0] == 'M' && tiff[1] == 'M';
        if (!littleEndian && !bigEndian) {
            throw new IllegalArgumentException("Exif data begin with a TIFF header, 'II' or 'MM'");
        }
        exif = Optional.of(new BoxWriter().u32(0).bytes(tiff).toByteArray());
        return this;
    }

    /** XMP packet, UTF-8. */
    public HeifWriter xmp(byte[] packet) {
        if (packet.length == 0) {
            throw new IllegalArgumentException("the XMP packet is empty");
        }
        xmp = Optional.of(packet.clone());
        return this;
    }

    /**
     * One more smaller version of the picture; turned and mirrored like it.
     *
     * @param width true width in pixels, at most that of {@code picture}
     * @param height true height in pixels, at most that of {@code picture}
     * @param iccProfile that its decoded RGB values refer to, whatever those of the picture do
     */
    public HeifWriter thumbnail(HevcPicture picture, int width, int height, Optional<byte[]> iccProfile) {
        ImageItem small = new ImageItem.Coded(picture);
        requireInside(width, height, small);
        thumbnails.add(new Thumbnail(small, width, height, iccProfile.map(ItemProperty.ColourProfile::new)));
        return this;
    }

    private static void requireInside(int width, int height, ImageItem picture) {
        if (width < 1 || height < 1 || width > picture.width() || height > picture.height()) {
            throw new IllegalArgumentException("the size is " + width + "x" + height + ", only 1x1.." + picture.width()
                    + "x" + picture.height() + " is allowed");
        }
    }

    /** The file. */
    public byte[] toByteArray() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // cannot happen: the stream is memory
        }
        return out.toByteArray();
    }

    /** Writes the file from its first byte to its last; does not close the stream. */
    public void writeTo(OutputStream out) throws IOException {
        HeifLayout layout = new HeifLayout(brands());
        int pictureId = primary.addTo(layout, colour(iccProfile), own(primary, width, height, Optional.empty()));
        alpha.ifPresent(plane -> {
            ItemProperty type = new ItemProperty.AuxiliaryType(ItemProperty.AuxiliaryType.HEVC_ALPHA);
            int alphaId = plane.addTo(layout, List.of(), own(plane, width, height, Optional.of(type)));
            layout.refer("auxl", alphaId, pictureId);
            if (premultiplied) {
                layout.refer("prem", pictureId, alphaId);
            }
        });
        thumbnails.forEach(small -> layout.refer(
                "thmb",
                small.picture.addTo(
                        layout,
                        colour(small.iccProfile),
                        own(small.picture, small.width, small.height, Optional.empty())),
                pictureId));
        exif.ifPresent(data -> layout.refer("cdsc", layout.add("Exif", "", data, List.of()), pictureId));
        xmp.ifPresent(data -> layout.refer("cdsc", layout.add("mime", HeifFile.XMP_TYPE, data, List.of()), pictureId));
        layout.writeTo(out);
    }

    private List<ItemProperty> colour(Optional<ItemProperty> profile) {
        return Stream.of(profile, nclx).flatMap(Optional::stream).toList();
    }

    /** In the order that ISO/IEC 23008-12 clause 6.5.1 advises: what describes the picture, then crop, rotation, mirror. */
    private List<ItemProperty> own(
            ImageItem picture, int shownWidth, int shownHeight, Optional<ItemProperty> auxiliary) {
        List<ItemProperty> properties = new ArrayList<>();
        auxiliary.ifPresent(properties::add);
        if (shownWidth < picture.width() || shownHeight < picture.height()) {
            properties.add(
                    ItemProperty.CleanAperture.topLeft(shownWidth, shownHeight, picture.width(), picture.height()));
        }
        rotation.ifPresent(properties::add);
        mirror.ifPresent(properties::add);
        return properties;
    }

    private List<String> brands() {
        int profile = primary.coded().profile();
        boolean main = profile == 1 || profile == 3;
        boolean main10 = profile == 2;
        List<String> brands = new ArrayList<>(List.of(main ? "heic" : "heix", "mif1"));
        // MIAF forbids a clean aperture of odd size on subsampled chroma.
        if (!oddlyCropped(primary, width, height)
                && thumbnails.stream().noneMatch(it -> oddlyCropped(it.picture, it.width, it.height))) {
            brands.add("miaf");
            if (main || main10) {
                brands.add("MiHB");
            }
        }
        return brands;
    }

    private static boolean oddlyCropped(ImageItem picture, int width, int height) {
        boolean oddWidth = width < picture.width() && width % 2 == 1;
        boolean oddHeight = height < picture.height() && height % 2 == 1;
        return oddWidth || oddHeight;
    }
}
