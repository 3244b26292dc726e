package org.mvjpeg.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Interleaved 8-bit samples in a heap array that is shared, not copied. Sample {@code c} of pixel {@code (x, y)} is byte
 * {@code offset + y * rowStride + x * pixelStride + c} of the array's memory.
 *
 * @param array {@code byte[]} or {@code int[]}; of an {@code int[]} the bytes in the machine's order
 * @param offset bytes; of an {@code int[]} a multiple of 4, like the strides
 * @param rowStride bytes, may be negative
 * @param pixelStride bytes, 1 to 4
 * @param red byte inside the pixel, like green and blue; all three equal for gray
 * @param alpha byte inside the pixel, -1 for none
 */
record Interleaved(
        Object array,
        long offset,
        long rowStride,
        int pixelStride,
        int red,
        int green,
        int blue,
        int alpha,
        int width,
        int height) {
    private static final boolean LITTLE_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

    /** Rows of bytes without gaps, in the order of a format. */
    static Interleaved packed(byte[] samples, PixelFormat format, int width, int height) {
        return of(samples, 0, (long) width * format.bytes(), format, width, height);
    }

    /** Rows of bytes without gaps: gray or red, green and blue, then the alpha if there is one. */
    static Interleaved packed(byte[] samples, boolean gray, boolean hasAlpha, int width, int height) {
        int colours = gray ? 1 : 3;
        int stride = hasAlpha ? colours + 1 : colours;
        return new Interleaved(
                samples,
                0,
                (long) width * stride,
                stride,
                0,
                gray ? 0 : 1,
                gray ? 0 : 2,
                hasAlpha ? colours : -1,
                width,
                height);
    }

    static Interleaved of(byte[] samples, long offset, long rowStride, PixelFormat format, int width, int height) {
        return new Interleaved(
                samples,
                offset,
                rowStride,
                format.bytes(),
                format.red(),
                format.green(),
                format.blue(),
                format.alpha(),
                width,
                height);
    }

    /** Byte inside a pixel that holds the eight bits at {@code shift} of an {@code int}. */
    static int byteOfShift(int shift) {
        return LITTLE_ENDIAN ? shift / 8 : 3 - shift / 8;
    }

    /** Bytes that {@link #copyTo} writes. */
    long packedSize() {
        return (long) width * pixelStride * height;
    }

    /** Copies the rows without gaps. */
    void copyTo(ByteBuffer target) {
        int row = width * pixelStride;
        if (rowStride == row) {
            copy(target, offset, (int) packedSize());
            return;
        }
        for (int y = 0; y < height; y++) {
            copy(target, offset + y * rowStride, row);
        }
    }

    /** Copies one row without gaps. */
    void copyRow(int y, ByteBuffer target) {
        copy(target, offset + y * rowStride, width * pixelStride);
    }

    /** Copies the rows without gaps into a new array. */
    byte[] packedBytes() {
        byte[] packed = new byte[Math.toIntExact(packedSize())];
        copyTo(ByteBuffer.wrap(packed));
        return packed;
    }

    private void copy(ByteBuffer target, long from, int bytes) {
        if (array instanceof byte[] samples) {
            // Where the bands are some of a pixel's, the last pixel may reach beyond the array with bytes that nobody
            // reads.
            int there = Math.min(bytes, samples.length - (int) from);
            target.put(samples, (int) from, there);
            target.position(target.position() + bytes - there);
        } else {
            target.order(ByteOrder.nativeOrder()).asIntBuffer().put((int[]) array, (int) (from / 4), bytes / 4);
            target.position(target.position() + bytes);
        }
    }

    /** Whether every pixel's alpha is 255, or there is none. */
    boolean opaque() {
        if (alpha < 0) {
            return true;
        }
        for (int y = 0; y < height; y++) {
            if (!opaqueRow(offset + y * rowStride)) {
                return false;
            }
        }
        return true;
    }

    private boolean opaqueRow(long start) {
        if (array instanceof byte[] samples) {
            int at = (int) start + alpha;
            for (int x = 0; x < width; x++, at += pixelStride) {
                if (samples[at] != -1) {
                    return false;
                }
            }
            return true;
        }
        int[] pixels = (int[]) array;
        int mask = 0xFF << 8 * (LITTLE_ENDIAN ? alpha : 3 - alpha);
        int at = (int) (start / 4);
        for (int x = 0; x < width; x++) {
            if ((pixels[at + x] & mask) != mask) {
                return false;
            }
        }
        return true;
    }

    /** Every {@code stepX}-th column and {@code stepY}-th row, beginning with the first; columns are gathered into a new array. */
    Interleaved subsample(int stepX, int stepY) {
        int columns = (width - 1) / stepX + 1;
        int rows = (height - 1) / stepY + 1;
        if (stepX == 1) {
            return new Interleaved(
                    array, offset, rowStride * stepY, pixelStride, red, green, blue, alpha, columns, rows);
        }
        byte[] gathered = new byte[Math.toIntExact((long) columns * rows * pixelStride)];
        ByteBuffer line = ByteBuffer.allocate(width * pixelStride);
        int to = 0;
        for (int y = 0; y < rows; y++) {
            copy(line.clear(), offset + y * stepY * rowStride, width * pixelStride);
            for (int x = 0; x < columns; x++) {
                for (int c = 0; c < pixelStride; c++) {
                    gathered[to++] = line.get(x * stepX * pixelStride + c);
                }
            }
        }
        return new Interleaved(
                gathered, 0, (long) columns * pixelStride, pixelStride, red, green, blue, alpha, columns, rows);
    }
}
