package org.mvjpeg.heif;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The still pictures and metadata of a HEIF file (ISO/IEC 23008-12). Immutable; safe from many threads.
 *
 * <p>Every failure on a broken, hostile or too large file is a {@link HeifException}.
 */
public final class HeifFile {
    private static final long TIFF_LITTLE_ENDIAN = 0x49492a00L;
    private static final long TIFF_BIG_ENDIAN = 0x4d4d002aL;
    static final String XMP_TYPE = "application/rdf+xml";

    /** Types of pictures that are read. */
    private static final Set<String> PICTURES = Set.of("hvc1", "grid", "iden", "iovl");

    /** Types of pictures that are not, with the name that people know them by. */
    private static final Map<String, String> FOREIGN = Map.of(
            "av01", "AV1",
            "avc1", "AVC",
            "jpeg", "JPEG",
            "j2k1", "JPEG 2000",
            "lhv1", "layered HEVC",
            "unci", "uncompressed",
            "vvc1", "VVC");

    private final HeifLimits limits;
    private final List<BoxInfo> boxes;
    private final List<String> brands;
    private final Map<Long, HeifItem> items;
    private final HeifItem primary;

    private HeifFile(byte[] file, HeifLimits limits) throws HeifException {
        this.limits = limits;
        boxes = BoxTree.read(file, limits);
        brands = readBrands(file);
        BoxInfo meta = findMeta();
        requirePictures(meta, file);
        items = readItems(meta, file);
        primary = readPrimary(meta.requiredChild("pitm"), file);
    }

    /**
     * Reads the boxes; item data are fetched when asked for.
     *
     * @param file not copied, and not to be changed as long as the result is in use
     */
    public static HeifFile read(byte[] file, HeifLimits limits) throws HeifException {
        if (file.length > limits.maxFileSize()) {
            throw new HeifException(
                    "the file has " + file.length + " bytes, at most " + limits.maxFileSize() + " are allowed");
        }
        return new HeifFile(file, limits);
    }

    private List<String> readBrands(byte[] file) throws HeifException {
        if (boxes.isEmpty() || !boxes.get(0).type().equals("ftyp")) {
            throw new HeifException("no 'ftyp' box at 0: not a HEIF file");
        }
        ByteCursor in = boxes.get(0).payload(file);
        List<String> found = new ArrayList<>();
        found.add(in.fourCc());
        in.skip(4);
        while (in.remaining() > 0) {
            if (found.size() > limits.maxBoxes()) {
                throw in.error("more than " + limits.maxBoxes() + " brands");
            }
            found.add(in.fourCc());
        }
        return List.copyOf(found);
    }

    private BoxInfo findMeta() throws HeifException {
        List<BoxInfo> found =
                boxes.stream().filter(box -> box.type().equals("meta")).toList();
        if (found.isEmpty()) {
            boolean tracks = boxes.stream().anyMatch(box -> box.type().equals("moov"));
            throw new HeifException(
                    tracks ? "no 'meta' box: image sequences are not supported" : "no 'meta' box: no still pictures");
        }
        if (found.size() > 1) {
            throw found.get(1).error("the second in the file, one is allowed");
        }
        return found.get(0);
    }

    private static void requirePictures(BoxInfo meta, byte[] file) throws HeifException {
        ByteCursor in = meta.requiredChild("hdlr").payload(file);
        in.skip(8);
        String handler = in.fourCc();
        if (!handler.equals("pict")) {
            throw in.error("handler_type is '" + handler + "', only 'pict' is supported");
        }
    }

    private Map<Long, HeifItem> readItems(BoxInfo meta, byte[] file) throws HeifException {
        List<ItemInfo> infos = ItemInfo.readAll(meta.requiredChild("iinf"), file, limits);
        Map<Long, ItemLocation> locations =
                ItemLocation.readAll(meta.requiredChild("iloc"), meta.child("idat"), file, limits);
        Optional<BoxInfo> iref = meta.child("iref");
        Map<Long, Map<String, List<Long>>> references =
                iref.isPresent() ? ItemReferences.readAll(iref.get(), file, limits) : Map.of();
        Optional<BoxInfo> iprp = meta.child("iprp");
        Map<Long, List<ItemProperty>> properties =
                iprp.isPresent() ? ItemProperties.readAll(iprp.get(), file, limits) : Map.of();
        Map<Long, HeifItem> found = new LinkedHashMap<>();
        for (ItemInfo info : infos) {
            long id = info.id();
            HeifItem item = new HeifItem(
                    info,
                    Optional.ofNullable(locations.get(id)),
                    properties.getOrDefault(id, List.of()),
                    references.getOrDefault(id, Map.of()),
                    file,
                    limits);
            if (found.put(id, item) != null) {
                throw meta.requiredChild("iinf").error("item " + id + " occurs twice");
            }
        }
        return found;
    }

    private HeifItem readPrimary(BoxInfo pitm, byte[] file) throws HeifException {
        ByteCursor in = pitm.payload(file);
        int version = in.u8();
        in.skip(3);
        long id = version == 0 ? in.u16() : in.u32();
        HeifItem item = items.get(id);
        if (item == null) {
            throw in.error("item " + id + " is not there");
        }
        return item;
    }

    /** The picture to show. */
    public HeifItem primary() {
        return primary;
    }

    /** All items, in the order of the file. */
    public List<HeifItem> items() {
        return List.copyOf(items.values());
    }

    /** @throws HeifException if there is no such item */
    public HeifItem item(long id) throws HeifException {
        HeifItem item = items.get(id);
        if (item == null) {
            throw new HeifException("item " + id + " is not there");
        }
        return item;
    }

    /**
     * The pictures that are there to be looked at: the primary one, then all others in the order of the file that are neither hidden
     * nor thumbnails nor auxiliary, as far as they are of a type that is read.
     */
    public List<HeifItem> pictures() {
        return Stream.concat(Stream.of(primary), items.values().stream().filter(this::isShown))
                .toList();
    }

    private boolean isShown(HeifItem item) {
        return item != primary
                && !item.hidden()
                && PICTURES.contains(item.type())
                && !refersToAnother(item, "thmb")
                && !refersToAnother(item, "auxl")
                && item.property(ItemProperty.AuxiliaryType.class).isEmpty();
    }

    private static boolean refersToAnother(HeifItem item, String type) {
        return item.references(type).stream().anyMatch(to -> to != item.id());
    }

    /** What the file was read with. */
    public HeifLimits limits() {
        return limits;
    }

    /** The major brand, then the compatible ones. */
    public List<String> brands() {
        return brands;
    }

    /** The boxes of the file. */
    public List<BoxInfo> boxes() {
        return boxes;
    }

    /**
     * The HEVC picture of an {@code hvc1} item.
     *
     * @throws HeifException if the item is none, has an essential property that is not known, is larger than the limits
     *     allow, or if its {@code ispe} and its SPS disagree
     */
    public HevcPicture picture(HeifItem item) throws HeifException {
        if (!item.type().equals("hvc1")) {
            String name = FOREIGN.get(item.type());
            throw item.error(
                    name == null
                            ? "is no HEVC picture ('hvc1')"
                            : name + " pictures are not supported, only HEVC ('hvc1')");
        }
        requireKnownProperties(item);
        ItemProperty.HevcConfiguration configuration = item.property(ItemProperty.HevcConfiguration.class)
                .orElseThrow(() -> item.error("has no 'hvcC' property"));
        HevcPicture picture = hevc(item, configuration.record());
        long pixels = (long) picture.codedWidth() * picture.codedHeight();
        if (pixels > limits.maxPixels()) {
            throw item.error("has " + pixels + " pixels, at most " + limits.maxPixels() + " are allowed");
        }
        Optional<ItemProperty.Ispe> ispe = item.property(ItemProperty.Ispe.class);
        if (ispe.isPresent()
                && (ispe.get().width() != picture.width() || ispe.get().height() != picture.height())) {
            throw item.error("'ispe' says " + ispe.get().width() + "x"
                    + ispe.get().height() + ", the SPS " + picture.width() + "x" + picture.height());
        }
        return picture;
    }

    private static HevcPicture hevc(HeifItem item, byte[] configuration) throws HeifException {
        byte[] data = item.data();
        try {
            return HevcPicture.ofItem(configuration, data);
        } catch (HeifException e) {
            throw item.error(e.getMessage(), e);
        }
    }

    /**
     * The tiles of a {@code grid} item.
     *
     * @throws HeifException if the item is none, has an essential property that is not known, or if the tiles do not
     *     make up its size
     */
    public Grid grid(HeifItem item) throws HeifException {
        requireKnownProperties(item);
        return Grid.read(this, item, limits);
    }

    /**
     * The canvas of an {@code iovl} item.
     *
     * @throws HeifException if the item is none, has an essential property that is not known, or lacks an offset for a picture
     */
    public Overlay overlay(HeifItem item) throws HeifException {
        requireKnownProperties(item);
        return Overlay.read(this, item, limits);
    }

    /**
     * The picture that an {@code iden} item shows with properties of its own.
     *
     * @throws HeifException if the item is none, has an essential property that is not known, or refers to other than one picture
     */
    public HeifItem identity(HeifItem item) throws HeifException {
        requireKnownProperties(item);
        if (!item.type().equals("iden")) {
            throw item.error("is no identity");
        }
        List<Long> sources = item.references("dimg");
        if (sources.size() != 1) {
            throw item.error("refers to " + sources.size() + " pictures ('dimg'), 1 is allowed");
        }
        return item(sources.get(0));
    }

    private static void requireKnownProperties(HeifItem item) throws HeifException {
        for (ItemProperty property : item.properties()) {
            if (property instanceof ItemProperty.Unknown unknown && unknown.essential()) {
                throw item.error("the property '" + unknown.type() + "' is essential and not supported");
            }
        }
    }

    /** The alpha plane of a picture. */
    public Optional<HeifItem> alphaOf(HeifItem item) {
        return referring("auxl", item)
                .filter(auxiliary -> auxiliary
                        .property(ItemProperty.AuxiliaryType.class)
                        .map(ItemProperty.AuxiliaryType::isAlpha)
                        .orElse(false))
                .findFirst();
    }

    /** Whether the colours of a picture have been multiplied by its alpha plane. */
    public boolean premultiplied(HeifItem item) {
        return alphaOf(item)
                .map(alpha -> item.references("prem").contains(alpha.id()))
                .orElse(false);
    }

    /** Smaller versions of a picture, of the types that are read. */
    public List<HeifItem> thumbnailsOf(HeifItem item) {
        return referring("thmb", item)
                .filter(thumbnail -> PICTURES.contains(thumbnail.type()))
                .toList();
    }

    /** Exif data of the primary picture, from the TIFF header on. */
    public Optional<byte[]> exif() throws HeifException {
        return exif(primary);
    }

    /** Exif data of a picture, from the TIFF header on. */
    public Optional<byte[]> exif(HeifItem picture) throws HeifException {
        Optional<HeifItem> item = metadata("Exif", "", picture);
        if (item.isEmpty()) {
            return Optional.empty();
        }
        byte[] data = item.get().data();
        ByteCursor in = ByteCursor.of(data, "item " + item.get().id() + " of type 'Exif'");
        long tiffOffset = in.u32();
        if (tiffOffset == TIFF_LITTLE_ENDIAN || tiffOffset == TIFF_BIG_ENDIAN) {
            return Optional.of(data); // some writers, MPEG's conformance files among them, leave out the offset
        }
        in.skip(tiffOffset);
        return Optional.of(in.rest());
    }

    /** XMP packet of the primary picture. */
    public Optional<byte[]> xmp() throws HeifException {
        return xmp(primary);
    }

    /** XMP packet of a picture. */
    public Optional<byte[]> xmp(HeifItem picture) throws HeifException {
        Optional<HeifItem> item = metadata("mime", XMP_TYPE, picture);
        return item.isPresent() ? Optional.of(item.get().data()) : Optional.empty();
    }

    /** Metadata that name no picture are those of the primary one. */
    private Optional<HeifItem> metadata(String type, String contentType, HeifItem picture) {
        return items.values().stream()
                .filter(item -> item.type().equals(type) && item.contentType().equals(contentType))
                .filter(item -> item.references("cdsc").contains(picture.id())
                        || picture == primary && item.references("cdsc").isEmpty())
                .findFirst();
    }

    /** Other items that refer to one; what refers to itself says nothing. */
    private Stream<HeifItem> referring(String type, HeifItem to) {
        return items.values().stream()
                .filter(item -> item != to && item.references(type).contains(to.id()));
    }
}
