package org.mvjpeg.codec;

/** The sizes of pictures that are written, in one coded picture or in a grid of them. */
final class PictureSize {
    /** The longest side, pixels; that of JPEG too. */
    static final int MAX_SIDE = 65_535;

    /** The most pixels; what {@link org.mvjpeg.heif.HeifLimits#DEFAULT} reads. */
    static final int MAX_PIXELS = 1 << 28;

    private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

    private PictureSize() {}

    /** @throws IllegalArgumentException if a picture of this size cannot be written */
    static void require(int width, int height) {
        if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE) {
            throw new IllegalArgumentException(
                    "a picture of " + width + "x" + height + " pixels; sides are 1 to " + MAX_SIDE);
        }
        long pixels = (long) width * height;
        if (pixels > MAX_PIXELS) {
            throw new IllegalArgumentException("a picture of " + width + "x" + height + " pixels has " + pixels + "; "
                    + MAX_PIXELS + " are possible");
        }
    }

    /** The length of an array for a region's samples. @throws IllegalArgumentException if no array is as long */
    static int arrayLength(int width, int height, int samplesPerPixel) {
        long length = (long) width * height * samplesPerPixel;
        if (length > MAX_ARRAY) {
            throw new IllegalArgumentException("a region of " + width + "x" + height + " pixels needs " + length
                    + " samples, more than the " + MAX_ARRAY + " of an array");
        }
        return (int) length;
    }
}
