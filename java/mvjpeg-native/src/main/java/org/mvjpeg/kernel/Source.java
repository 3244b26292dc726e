package org.mvjpeg.kernel;

import java.util.Objects;
import org.bytedeco.javacpp.BytePointer;

/**
 * Interleaved 8-bit pixels in native memory, or in a GPU's with {@link DeviceMemory}. Sample {@code c} of pixel (x, y) lies at {@code y * rowStride + x * pixelStride + c},
 * where {@code c} is one of the three offsets; gray has three equal offsets, and bytes that no offset names (alpha) are ignored.
 *
 * @param data sample (0, 0)
 * @param rowStride bytes from a row to the next; negative for bottom-up pictures
 * @param pixelStride bytes from a pixel to the next, 1 to 4
 * @param red byte offset of red inside a pixel
 * @param green byte offset of green
 * @param blue byte offset of blue
 * @param width pixels, 1 to 65535; together at most 2<sup>28</sup> pixels
 * @param height pixels, 1 to 65535
 */
public record Source(
        BytePointer data, long rowStride, int pixelStride, int red, int green, int blue, int width, int height)
        implements Input {
    public Source {
        Objects.requireNonNull(data, "data");
    }

    void describe(NativeApi.PictureStruct struct) {
        struct.data(data);
        struct.row_stride(rowStride);
        struct.pixel_stride(pixelStride);
        struct.red(red);
        struct.green(green);
        struct.blue(blue);
        struct.width(width);
        struct.height(height);
    }
}
