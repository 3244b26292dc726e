package org.mvjpeg.codec;

import java.time.Duration;

/**
 * A finished HEIC file with how it came about.
 *
 * @param heif the file's bytes; the caller's own
 * @param width of the picture, pixels
 * @param height of the picture, pixels
 * @param qp the quantiser that was used
 * @param kernelTime time spent in the preprocessing kernel
 * @param encoderTime time spent in x265; of tiles that are coded at once, what passed meanwhile
 */
public record EncodedPicture(byte[] heif, int width, int height, int qp, Duration kernelTime, Duration encoderTime) {
    /** Bits of the whole file per pixel of the picture. */
    public double bitsPerPixel() {
        return 8.0 * heif.length / ((double) width * height);
    }
}
