package org.mvjpeg.heif;

import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What a file may ask of its reader, in the spirit of libheif's security limits. A file beyond a limit is refused with
 * a {@link HeifException}.
 *
 * @param maxFileSize bytes
 * @param maxPixels of one picture: an item, a grid tile or a whole grid
 * @param maxMemory bytes gathered for the data of one item and of all that it is made of, which may name the same bytes many times
 * @param maxBoxDepth nesting of boxes
 * @param maxBoxes boxes in the file, children of every container together
 * @param maxItems items, and tiles of a grid
 * @param maxExtentsPerItem pieces of one item's data
 * @param maxProperties properties that the items of a file share
 * @param maxReferences item references
 * @param maxIccSize bytes of one ICC profile
 */
public record HeifLimits(
        long maxFileSize,
        long maxPixels,
        long maxMemory,
        int maxBoxDepth,
        int maxBoxes,
        int maxItems,
        int maxExtentsPerItem,
        int maxProperties,
        int maxReferences,
        int maxIccSize) {
    /** Room for a picture of 2<sup>28</sup> pixels and its alpha plane, both in tiles of 256×256, with metadata and thumbnails. */
    public static final HeifLimits DEFAULT =
            new HeifLimits(1L << 29, 1L << 28, 1L << 29, 16, 20_000, 10_000, 32, 1_000, 20_000, 1 << 24);

    public HeifLimits {
        requirePositive("maxFileSize", maxFileSize);
        requirePositive("maxPixels", maxPixels);
        requirePositive("maxMemory", maxMemory);
        requirePositive("maxBoxDepth", maxBoxDepth);
        requirePositive("maxBoxes", maxBoxes);
        requirePositive("maxItems", maxItems);
        requirePositive("maxExtentsPerItem", maxExtentsPerItem);
        requirePositive("maxProperties", maxProperties);
        requirePositive("maxReferences", maxReferences);
        requirePositive("maxIccSize", maxIccSize);
    }

    private static void requirePositive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " is " + value + ", at least 1 is needed");
        }
    }

    /** Checks the size of a picture before anything is done with it. */
    void requirePicture(ByteCursor in, long width, long height) throws HeifException {
        // Both are below 2^32; dividing keeps the product from overflowing.
        if (width < 1
                || height < 1
                || width > Integer.MAX_VALUE
                || height > Integer.MAX_VALUE
                || width > maxPixels / height) {
            throw in.error(
                    "a picture of " + width + "x" + height + " pixels, only 1.." + maxPixels + " pixels are allowed");
        }
    }

    /** Checks the data of all that an item is made of: they may lie in the same place, and are all to be decoded. */
    void requireData(HeifItem item, Stream<HeifItem> sources) throws HeifException {
        long bytes = sources.mapToLong(HeifItem::size).sum();
        if (bytes > maxMemory) {
            throw item.error(
                    "is made of items with " + bytes + " bytes together, at most " + maxMemory + " are allowed");
        }
    }

    public HeifLimits withMaxFileSize(long value) {
        return with(draft -> draft.maxFileSize = value);
    }

    public HeifLimits withMaxPixels(long value) {
        return with(draft -> draft.maxPixels = value);
    }

    public HeifLimits withMaxMemory(long value) {
        return with(draft -> draft.maxMemory = value);
    }

    public HeifLimits withMaxBoxDepth(int value) {
        return with(draft -> draft.maxBoxDepth = value);
    }

    public HeifLimits withMaxBoxes(int value) {
        return with(draft -> draft.maxBoxes = value);
    }

    public HeifLimits withMaxItems(int value) {
        return with(draft -> draft.maxItems = value);
    }

    public HeifLimits withMaxExtentsPerItem(int value) {
        return with(draft -> draft.maxExtentsPerItem = value);
    }

    public HeifLimits withMaxProperties(int value) {
        return with(draft -> draft.maxProperties = value);
    }

    public HeifLimits withMaxReferences(int value) {
        return with(draft -> draft.maxReferences = value);
    }

    public HeifLimits withMaxIccSize(int value) {
        return with(draft -> draft.maxIccSize = value);
    }

    private HeifLimits with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.toLimits();
    }

    /** These limits while one of them changes. */
    private static final class Draft {
        private long maxFileSize;
        private long maxPixels;
        private long maxMemory;
        private int maxBoxDepth;
        private int maxBoxes;
        private int maxItems;
        private int maxExtentsPerItem;
        private int maxProperties;
        private int maxReferences;
        private int maxIccSize;

        private Draft(HeifLimits limits) {
            maxFileSize = limits.maxFileSize;
            maxPixels = limits.maxPixels;
            maxMemory = limits.maxMemory;
            maxBoxDepth = limits.maxBoxDepth;
            maxBoxes = limits.maxBoxes;
            maxItems = limits.maxItems;
            maxExtentsPerItem = limits.maxExtentsPerItem;
            maxProperties = limits.maxProperties;
            maxReferences = limits.maxReferences;
            maxIccSize = limits.maxIccSize;
        }

        private HeifLimits toLimits() {
            return new HeifLimits(
                    maxFileSize,
                    maxPixels,
                    maxMemory,
                    maxBoxDepth,
                    maxBoxes,
                    maxItems,
                    maxExtentsPerItem,
                    maxProperties,
                    maxReferences,
                    maxIccSize);
        }
    }
}
