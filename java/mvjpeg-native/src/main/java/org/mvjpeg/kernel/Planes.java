package org.mvjpeg.kernel;

import java.util.Objects;
import org.bytedeco.javacpp.BytePointer;

/**
 * I420 planes of 8 bits per sample in native memory, or in a GPU's with {@link DeviceMemory}: what the kernel writes, or the decoded
 * picture that it filters.
 *
 * @param strideY bytes from a row of Y to the next
 * @param strideU bytes from a row of U to the next
 * @param strideV bytes from a row of V to the next
 * @param width coded width: even, 2 to 65550. Of a destination at least the picture's, the rest is filled by edge replication; where
 *     planes are filtered, the same as theirs
 * @param height coded height: likewise; together at most 2<sup>29</sup> samples of Y
 */
public record Planes(
        BytePointer y, BytePointer u, BytePointer v, long strideY, long strideU, long strideV, int width, int height)
        implements Input {
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
