package org.mvjpeg.training.photos;

/**
 * An sRGB picture in memory; the array is not copied.
 *
 * @param width pixels
 * @param height pixels
 * @param rgb {@code 3 * width * height} samples: red, green, blue, pixel by pixel, row by row
 */
public record Photo(int width, int height, byte[] rgb) {
    /** @throws IllegalArgumentException if the array has another number of samples */
    public Photo {
        if (width < 1 || height < 1 || rgb.length != 3L * width * height) {
            throw new IllegalArgumentException(rgb.length + " samples do not make " + width + "x" + height + " pixels");
        }
    }

    /** The length of the shorter side in pixels. */
    public int shortSide() {
        return Math.min(width, height);
    }
}
