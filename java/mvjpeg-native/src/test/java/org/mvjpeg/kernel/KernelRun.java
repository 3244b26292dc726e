package org.mvjpeg.kernel;

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
}
