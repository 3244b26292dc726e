package org.mvjpeg.kernel;

import java.util.Objects;
import org.bytedeco.javacpp.BytePointer;

/**
 * I420 planes in native memory, or in a GPU's with {@link DeviceMemory}, that the kernel writes.
 *
 * @param strideY bytes from a row of Y to the next
 * @param strideU bytes from a row of U to the next
 * @param strideV bytes from a row of V to the next
 * @param width coded width: even, at least the picture's; the rest is filled by edge replication
 * @param height coded height: likewise
 */
public record Planes(
        BytePointer y, BytePointer u, BytePointer v, long strideY, long strideU, long strideV, int width, int height) {
    public Planes {
        Objects.requireNonNull(y, "y");
        Objects.requireNonNull(u, "u");
        Objects.requireNonNull(v, "v");
    }

    void describe(NativeApi.PlanesStruct struct) {
        struct.y(y);
        struct.u(u);
        struct.v(v);
        struct.stride_y(strideY);
        struct.stride_u(strideU);
        struct.stride_v(strideV);
        struct.width(width);
        struct.height(height);
    }
}
