package org.mvjpeg.codec;

import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.mvjpeg.kernel.Planes;

/** Repeats the last column and the last row of a picture up to the size of its planes, as x265 itself fills up coding blocks. */
final class EdgeFill {
    private EdgeFill() {}

    /** @param picture even, at most the planes' size */
    static void fill(Planes planes, CodedSize picture) {
        int width = picture.width();
        int height = picture.height();
        if (width == planes.width() && height == planes.height()) {
            return;
        }
        fill(planes.y(), planes.strideY(), planes.width(), planes.height(), width, height);
        fill(planes.u(), planes.strideU(), planes.width() / 2, planes.height() / 2, width / 2, height / 2);
        fill(planes.v(), planes.strideV(), planes.width() / 2, planes.height() / 2, width / 2, height / 2);
    }

    private static void fill(BytePointer plane, long stride, int planeWidth, int planeHeight, int width, int height) {
        int step = Math.toIntExact(stride);
        ByteBuffer samples = plane.capacity(stride * planeHeight).asByteBuffer();
        for (int y = 0; y < height; y++) {
            byte last = samples.get(y * step + width - 1);
            for (int x = width; x < planeWidth; x++) {
                samples.put(y * step + x, last);
            }
        }
        ByteBuffer rows = samples.duplicate();
        for (int y = height; y < planeHeight; y++) {
            samples.put(y * step, rows, (height - 1) * step, planeWidth);
        }
    }
}
