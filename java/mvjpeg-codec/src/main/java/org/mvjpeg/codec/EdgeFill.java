package org.mvjpeg.codec;

import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.mvjpeg.kernel.Planes;

/** Repeats the last column and the last row of a picture up to the size of its planes, as x265 itself fills up coding blocks. */
final class EdgeFill {
    private EdgeFill() {}

    /**
     * @param picture even, at most the planes' size
     * @param sampleBytes of a sample
     */
    static void fill(Planes planes, CodedSize picture, int sampleBytes) {
        int width = picture.width();
        int height = picture.height();
        if (width == planes.width() && height == planes.height()) {
            return;
        }
        int halfWidth = planes.width() / 2 * sampleBytes;
        int halfHeight = planes.height() / 2;
        int column = width * sampleBytes;
        fill(planes.y(), planes.strideY(), planes.width() * sampleBytes, planes.height(), column, height, sampleBytes);
        fill(planes.u(), planes.strideU(), halfWidth, halfHeight, column / 2, height / 2, sampleBytes);
        fill(planes.v(), planes.strideV(), halfWidth, halfHeight, column / 2, height / 2, sampleBytes);
    }

    /** Widths are in bytes. */
    private static void fill(
            BytePointer plane, long stride, int planeWidth, int planeHeight, int width, int height, int sampleBytes) {
        int step = Math.toIntExact(stride);
        ByteBuffer samples = plane.capacity(stride * planeHeight).asByteBuffer();
        for (int y = 0; y < height; y++) {
            for (int at = y * step + width; at < y * step + planeWidth; at++) {
                samples.put(at, samples.get(at - sampleBytes));
            }
        }
        ByteBuffer rows = samples.duplicate();
        for (int y = height; y < planeHeight; y++) {
            samples.put(y * step, rows, (height - 1) * step, planeWidth);
        }
    }
}
