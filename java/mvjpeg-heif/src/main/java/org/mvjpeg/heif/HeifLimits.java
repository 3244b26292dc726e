package org.mvjpeg.heif;

/**
 * What a file may ask of its reader, in the spirit of libheif's security limits. A file beyond a limit is refused with
 * a {@link HeifException}.
 *
 * @param maxFileSize bytes
 * @param maxPixels of one picture: an item, a grid tile or a whole grid
 * @param maxMemory bytes gathered for one item's data, which may name the same bytes many times
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
    /** Room for a 200-megapixel photograph in tiles of 512×512 with its gain map and thumbnails. */
    public static final HeifLimits DEFAULT =
            new HeifLimits(1L << 29, 1L << 28, 1L << 29, 16, 10_000, 4_000, 32, 1_000, 10_000, 1 << 24);

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

    public HeifLimits withMaxFileSize(long value) {
        return new HeifLimits(
                value,
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

    public HeifLimits withMaxPixels(long value) {
        return new HeifLimits(
                maxFileSize,
                value,
                maxMemory,
                maxBoxDepth,
                maxBoxes,
                maxItems,
                maxExtentsPerItem,
                maxProperties,
                maxReferences,
                maxIccSize);
    }

    public HeifLimits withMaxMemory(long value) {
        return new HeifLimits(
                maxFileSize,
                maxPixels,
                value,
                maxBoxDepth,
                maxBoxes,
                maxItems,
                maxExtentsPerItem,
                maxProperties,
                maxReferences,
                maxIccSize);
    }

    public HeifLimits withMaxBoxDepth(int value) {
        return new HeifLimits(
                maxFileSize,
                maxPixels,
                maxMemory,
                value,
                maxBoxes,
                maxItems,
                maxExtentsPerItem,
                maxProperties,
                maxReferences,
                maxIccSize);
    }

    public HeifLimits withMaxBoxes(int value) {
        return new HeifLimits(
                maxFileSize,
                maxPixels,
                maxMemory,
                maxBoxDepth,
                value,
                maxItems,
                maxExtentsPerItem,
                maxProperties,
                maxReferences,
                maxIccSize);
    }

    public HeifLimits withMaxItems(int value) {
        return new HeifLimits(
                maxFileSize,
                maxPixels,
                maxMemory,
                maxBoxDepth,
                maxBoxes,
                value,
                maxExtentsPerItem,
                maxProperties,
                maxReferences,
                maxIccSize);
    }

    public HeifLimits withMaxExtentsPerItem(int value) {
        return new HeifLimits(
                maxFileSize,
                maxPixels,
                maxMemory,
                maxBoxDepth,
                maxBoxes,
                maxItems,
                value,
                maxProperties,
                maxReferences,
                maxIccSize);
    }

    public HeifLimits withMaxProperties(int value) {
        return new HeifLimits(
                maxFileSize,
                maxPixels,
                maxMemory,
                maxBoxDepth,
                maxBoxes,
                maxItems,
                maxExtentsPerItem,
                value,
                maxReferences,
                maxIccSize);
    }

    public HeifLimits withMaxReferences(int value) {
        return new HeifLimits(
                maxFileSize,
                maxPixels,
                maxMemory,
                maxBoxDepth,
                maxBoxes,
                maxItems,
                maxExtentsPerItem,
                maxProperties,
                value,
                maxIccSize);
    }

    public HeifLimits withMaxIccSize(int value) {
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
                value);
    }
}
