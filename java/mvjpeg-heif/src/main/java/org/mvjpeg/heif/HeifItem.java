package org.mvjpeg.heif;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An item of a HEIF file: a coded picture, a derived one, or metadata. Immutable. */
public final class HeifItem {
    private final ItemInfo info;
    private final Optional<ItemLocation> location;
    private final List<ItemProperty> properties;
    private final Map<String, List<Long>> references;
    private final byte[] file;
    private final HeifLimits limits;

    HeifItem(
            ItemInfo info,
            Optional<ItemLocation> location,
            List<ItemProperty> properties,
            Map<String, List<Long>> references,
            byte[] file,
            HeifLimits limits) {
        this.info = info;
        this.location = location;
        this.properties = List.copyOf(properties);
        this.references = references;
        this.file = file;
        this.limits = limits;
    }

    /** item_ID, 1..2^32-1. */
    public long id() {
        return info.id();
    }

    /** Four-character code: {@code hvc1}, {@code grid}, {@code Exif}, {@code mime}... */
    public String type() {
        return info.type();
    }

    /** Whether the item is not meant to be shown by itself, as the tiles of a grid. */
    public boolean hidden() {
        return info.hidden();
    }

    /** item_name, mostly empty. */
    public String name() {
        return info.name();
    }

    /** MIME type of a {@code mime} item; empty for others. */
    public String contentType() {
        return info.contentType();
    }

    /** Length of the data in bytes; 0 if the file does not say where they are. */
    public long size() {
        return location.map(ItemLocation::size).orElse(0L);
    }

    /** In the order in which transforms are applied. */
    public List<ItemProperty> properties() {
        return properties;
    }

    /** The first property of a kind. */
    public <T extends ItemProperty> Optional<T> property(Class<T> kind) {
        return properties.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    /** Ids of the items that this one refers to by that type ({@code dimg}, {@code thmb}, {@code auxl}...), in order. */
    public List<Long> references(String type) {
        return references.getOrDefault(type, List.of());
    }

    /**
     * The item's bytes, its extents joined; the caller's own.
     *
     * @throws HeifException if they lie in another file or item, are nowhere, or are beyond the limit on memory
     */
    public byte[] data() throws HeifException {
        ItemLocation place = location.orElseThrow(() -> error("has no entry in 'iloc'"));
        if (place.obstacle().isPresent()) {
            throw error(place.obstacle().get());
        }
        if (place.size() > Math.min(limits.maxMemory(), Integer.MAX_VALUE - 8)) {
            throw error("has " + place.size() + " bytes, at most " + limits.maxMemory() + " are allowed");
        }
        byte[] data = new byte[(int) place.size()];
        int position = 0;
        for (ItemLocation.Extent extent : place.extents()) {
            System.arraycopy(file, extent.offset(), data, position, extent.length());
            position += extent.length();
        }
        return data;
    }

    /** A failure that names the item. */
    public HeifException error(String message) {
        return error(message, null);
    }

    /** A failure that names the item. @param cause may be {@code null} */
    public HeifException error(String message, Throwable cause) {
        return new HeifException("item " + id() + " of type '" + type() + "': " + message, cause);
    }

    @Override
    public String toString() {
        return "HeifItem[" + id() + " " + type() + "]";
    }
}
