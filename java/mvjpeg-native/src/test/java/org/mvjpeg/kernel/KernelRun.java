package org.mvjpeg.kernel;

import java.util.Arrays;
import org.bytedeco.javacpp.BytePointer;

/** Runs a kernel over heap arrays. */
final class KernelRun {
    private KernelRun() {}

    /** @param pixels RGB, tightly packed; returns Y, U, V of the coded size, tightly packed */
    static byte[] rgb(Kernel kernel, byte[] pixels, int width, int height, int codedWidth, int codedHeight, int qp) {
        int luma = codedWidth * codedHeight;
        try (BytePointer in = new BytePointer(pixels);
                BytePointer out = new BytePointer(luma + luma / 2)) {
            BytePointer u = out.getPointer(luma);
            BytePointer v = out.getPointer(luma + luma / 4);
            kernel.process(
                    new Source(in, 3L * width, 3, 0, 1, 2, width, height),
                    qp,
                    new Planes(out, u, v, codedWidth, codedWidth / 2, codedWidth / 2, codedWidth, codedHeight),
                    1);
            byte[] result = new byte[luma + luma / 2];
            out.get(result);
            return result;
        }
    }

    /**
     * Filters planes whose rows are {@code padding} bytes apart, into planes whose rows are one byte further apart.
     *
     * @param i420 Y, U, V, tightly packed; returns the same
     */
    static byte[] filter(Kernel kernel, byte[] i420, int width, int height, int qp, int padding, int threads) {
        byte[] noise = new byte[(width + padding) * height * 3];
        Arrays.fill(noise, (byte) 0xA5);
        try (BytePointer in = new BytePointer(noise);
                BytePointer out = new BytePointer(noise.length + 3L * height)) {
            Planes source = planes(in, width, height, padding);
            Planes destination = planes(out, width, height, padding + 1);
            copy(source, i420, true);
            kernel.filter(source, qp, destination, threads);
            byte[] result = new byte[i420.length];
            copy(destination, result, false);
            return result;
        }
    }

    private static Planes planes(BytePointer memory, int width, int height, int padding) {
        long luma = (long) (width + padding) * height;
        long chroma = (long) (width / 2 + padding) * height / 2;
        return new Planes(
                memory,
                memory.getPointer(luma),
                memory.getPointer(luma + chroma),
                width + padding,
                width / 2 + padding,
                width / 2 + padding,
                width,
                height);
    }

    /** Between planes and a packed picture. */
    private static void copy(Planes planes, byte[] i420, boolean toPlanes) {
        int at = copy(planes.y(), planes.strideY(), i420, 0, planes.width(), planes.height(), toPlanes);
        at = copy(planes.u(), planes.strideU(), i420, at, planes.width() / 2, planes.height() / 2, toPlanes);
        copy(planes.v(), planes.strideV(), i420, at, planes.width() / 2, planes.height() / 2, toPlanes);
    }

    private static int copy(BytePointer plane, long stride, byte[] i420, int at, int width, int height, boolean to) {
        for (int y = 0; y < height; y++) {
            BytePointer row = plane.getPointer(y * stride);
            if (to) {
                row.put(i420, at + y * width, width);
            } else {
                row.get(i420, at + y * width, width);
            }
        }
        return at + width * height;
    }
}
