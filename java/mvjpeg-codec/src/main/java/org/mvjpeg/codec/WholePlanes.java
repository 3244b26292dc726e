package org.mvjpeg.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.mvjpeg.kernel.Planes;

/** The I420 planes of a whole picture in native memory, for the kernel to fill and for tiles to be cut from, by any number of threads. */
final class WholePlanes implements AutoCloseable {
    private final int width;
    private final int height;
    private final int sampleBytes;
    private final BytePointer memory;
    private final ByteBuffer y;
    private final ByteBuffer u;
    private final ByteBuffer v;

    /** Bytes of the planes of a picture. */
    static long memory(int pictureWidth, int pictureHeight, int sampleBytes) {
        return (pictureWidth + 1L) * (pictureHeight + 1L) * 3 / 2 * sampleBytes;
    }

    /**
     * Planes that are filled up to whole samples of chroma.
     *
     * @param sampleBytes of a sample, 1 or 2
     * @throws CodecException if there is no memory for them
     */
    WholePlanes(int pictureWidth, int pictureHeight, int sampleBytes) {
        width = pictureWidth + (pictureWidth & 1);
        height = pictureHeight + (pictureHeight & 1);
        this.sampleBytes = sampleBytes;
        int luma = Math.multiplyExact(Math.multiplyExact(width, height), sampleBytes);
        int size = Math.addExact(luma, luma / 2);
        memory = Ffmpeg.allocate(size, "planes");
        ByteBuffer all = memory.capacity(size).asByteBuffer();
        y = all.slice(0, luma);
        u = all.slice(luma, luma / 4);
        v = all.slice(luma + luma / 4, luma / 4);
    }

    /** Planes that a task has filled; frees them where it fails. */
    static WholePlanes filled(int pictureWidth, int pictureHeight, int sampleBytes, Consumer<WholePlanes> task) {
        WholePlanes planes = new WholePlanes(pictureWidth, pictureHeight, sampleBytes);
        try {
            task.accept(planes);
            return planes;
        } catch (Throwable e) {
            planes.close();
            throw e;
        }
    }

    /** Even, samples of luma. */
    int width() {
        return width;
    }

    /** Even, samples of luma. */
    int height() {
        return height;
    }

    /** For the kernel; valid until {@link #close}. */
    Planes planes() {
        return new Planes(
                memory.getPointer(0),
                memory.getPointer(y.capacity()),
                memory.getPointer(y.capacity() + u.capacity()),
                width * sampleBytes,
                width / 2 * sampleBytes,
                width / 2 * sampleBytes,
                width,
                height);
    }

    /** Samples of a row. @param plane 0 luma, 1 Cb, 2 Cr */
    int columns(int plane) {
        return plane == 0 ? width : width / 2;
    }

    /** Rows of a plane. @param plane 0 luma, 1 Cb, 2 Cr */
    int rows(int plane) {
        return plane == 0 ? height : height / 2;
    }

    /**
     * Copies a row of samples of one byte.
     *
     * @param plane 0 luma, 1 Cb, 2 Cr
     * @param row as long as the plane is wide
     */
    void row(int plane, int number, byte[] row) {
        plane(plane).get(number * row.length, row);
    }

    /** Sets a row of samples of one byte, like {@link #row}. */
    void put(int plane, int number, byte[] row) {
        plane(plane).put(number * row.length, row);
    }

    /** Sets the first samples of a row of two bytes. */
    void put(int plane, int number, short[] row) {
        int pitch = columns(plane) * Short.BYTES;
        plane(plane)
                .slice(number * pitch, pitch)
                .order(ByteOrder.nativeOrder())
                .asShortBuffer()
                .put(row);
    }

    private ByteBuffer plane(int plane) {
        return switch (plane) {
            case 0 -> y;
            case 1 -> u;
            default -> v;
        };
    }

    /**
     * Fills a tile's planes; where the tile reaches out of the picture the last column and the last row are repeated.
     *
     * @param left first column, samples of luma, even and inside the picture
     * @param top first row, samples of luma, even and inside the picture
     */
    void copyTo(Planes tile, int left, int top) {
        CodedSize shown = new CodedSize(Math.min(tile.width(), width - left), Math.min(tile.height(), height - top));
        copy(y, width, left, top, shown.width(), shown.height(), tile.y(), tile.strideY());
        copy(u, width / 2, left / 2, top / 2, shown.width() / 2, shown.height() / 2, tile.u(), tile.strideU());
        copy(v, width / 2, left / 2, top / 2, shown.width() / 2, shown.height() / 2, tile.v(), tile.strideV());
        EdgeFill.fill(tile, shown, sampleBytes);
    }

    private void copy(
            ByteBuffer plane, int pitch, int left, int top, int columns, int rows, BytePointer tile, long stride) {
        int step = Math.toIntExact(stride);
        ByteBuffer target = tile.capacity(stride * rows).asByteBuffer();
        for (int row = 0; row < rows; row++) {
            int from = ((top + row) * pitch + left) * sampleBytes;
            target.put(row * step, plane, from, columns * sampleBytes);
        }
    }

    /** Whether all samples equal those of planes of the same size. */
    boolean sameAs(WholePlanes other) {
        return y.mismatch(other.y) < 0 && u.mismatch(other.u) < 0 && v.mismatch(other.v) < 0;
    }

    @Override
    public void close() {
        avutil.av_free(memory);
    }
}
