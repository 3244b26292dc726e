package org.mvjpeg.codec;

import java.util.Objects;

/**
 * The samples of a picture in YCbCr 4:2:0, full range, row by row without padding; the arrays are not copied.
 *
 * @param width of the picture, luma samples, even, at least 16
 * @param height of the picture, luma samples, even, at least 16
 * @param y {@code width * height} luma samples
 * @param u {@code width / 2 * height / 2} samples of Cb
 * @param v {@code width / 2 * height / 2} samples of Cr
 */
public record I420(int width, int height, byte[] y, byte[] u, byte[] v) {
    /** @throws IllegalArgumentException if the size cannot be coded as it is or a plane has another number of samples */
    public I420 {
        Objects.requireNonNull(y, "y");
        Objects.requireNonNull(u, "u");
        Objects.requireNonNull(v, "v");
        CodedSize coded = CodedSize.of(width, height);
        if (coded.width() != width || coded.height() != height) {
            throw new IllegalArgumentException(
                    "planes of " + width + "x" + height + " samples; sides must be even and at least 16");
        }
        requireSamples("Y", y, width * height);
        requireSamples("Cb", u, width * height / 4);
        requireSamples("Cr", v, width * height / 4);
    }

    private static void requireSamples(String plane, byte[] samples, int expected) {
        if (samples.length != expected) {
            throw new IllegalArgumentException(
                    "the " + plane + " plane has " + samples.length + " samples; its size makes " + expected);
        }
    }
}
