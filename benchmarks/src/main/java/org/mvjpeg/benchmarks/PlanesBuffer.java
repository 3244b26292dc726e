package org.mvjpeg.benchmarks;

import org.bytedeco.javacpp.BytePointer;
import org.mvjpeg.kernel.Planes;

/** I420 planes in native memory, without gaps. */
public final class PlanesBuffer implements AutoCloseable {
    private final BytePointer samples;
    private final Planes planes;

    /**
     * @param width luma samples, even
     * @param height luma samples, even
     */
    public PlanesBuffer(int width, int height) {
        long luma = (long) width * height;
        samples = new BytePointer(luma * 3 / 2);
        planes = new Planes(
                new BytePointer(samples),
                new BytePointer(samples).position(luma),
                new BytePointer(samples).position(luma * 5 / 4),
                width,
                width / 2,
                width / 2,
                width,
                height);
    }

    /** The planes; valid until {@link #close}. */
    public Planes planes() {
        return planes;
    }

    /** Sample (i, j) of a packed half-resolution plane as {@code docs/kernel.md} orders them. */
    public int packed(int plane, int i, int j) {
        if (plane < 4) {
            return planes.y().get((2L * j + plane / 2) * planes.strideY() + 2L * i + plane % 2) & 0xFF;
        }
        BytePointer chroma = plane == 4 ? planes.u() : planes.v();
        return chroma.get(j * planes.strideU() + i) & 0xFF;
    }

    @Override
    public void close() {
        samples.close();
    }
}
