package org.mvjpeg.codec;

import java.time.Duration;

/**
 * A finished HEIC file with how it came about.
 *
 * @param heif the file's bytes; the caller's own
 * @param width of the picture, pixels
 * @param height of the picture, pixels
 * @param qp the quantiser of the picture's slices
 * @param fractionalQp the quantiser that was used, in steps of 1/64; {@code qp} is the nearest whole one
 * @param pictureBytes how many of the file's bytes are coded pictures, without boxes and parameter sets
 * @param encodes how often the picture was coded until it had its target size; 1 without a target
 * @param kernelTime time spent in the preprocessing kernel, of all encodes
 * @param encoderTime time spent in x265, of all encodes; of tiles that are coded at once, what passed meanwhile
 */
public record EncodedPicture(
        byte[] heif,
        int width,
        int height,
        int qp,
        double fractionalQp,
        long pictureBytes,
        int encodes,
        Duration kernelTime,
        Duration encoderTime) {
    /** Bits of the whole file per pixel of the picture. */
    public double bitsPerPixel() {
        return 8.0 * heif.length / ((double) width * height);
    }
}
