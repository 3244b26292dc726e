package org.mvjpeg.codec;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.mvjpeg.kernel.Planes;

/** The I420 planes of a whole picture in native memory, for the kernel to fill and for tiles to be cut from, by any number of threads. */
final class WholePlanes implements AutoCloseable {
    private final int width;
    private final int height;
    private final BytePointer memory;
    private final ByteBuffer y;
    private final ByteBuffer u;
    private final ByteBuffer v;

    /** Bytes of the planes of a picture. */
    static long memory(int pictureWidth, int pictureHeight) {
        return (pictureWidth + 1L) * (pictureHeight + 1L) * 3 / 2;
    }

    /** Planes that are filled up to whole samples of chroma. @throws CodecException if there is no memory for them */
    WholePlanes(int pictureWidth, int pictureHeight) {
        width = pictureWidth + (pictureWidth & 1);
        height = pictureHeight + (pictureHeight & 1);
        int luma = Math.multiplyExact(width, height);
        int size = Math.addExact(luma, luma / 2);
        // Not JavaCPP's allocator: that one refuses memory by the size of the whole process.
        memory = new BytePointer(avutil.av_malloc(size));
        if (memory.isNull()) {
            throw new CodecException("no native memory for " + size + " bytes of planes");
        }
        ByteBuffer all = memory.capacity(size).asByteBuffer();
        y = all.slice(0, luma);
        u = all.slice(luma, luma / 4);
        v = all.slice(luma + luma / 4, luma / 4);
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
                width,
                width / 2,
                width / 2,
                width,
                height);
    }

    /**
     * Fills a tile's planes; where the tile reaches out of the picture the last column and the last row are repeated.
     *
     * @param left first column, samples of luma, even and inside the picture
     * @param top first row, samples of luma, even and inside the picture
     */
    void copyTo(Planes tile, int left, int top) {
        new Cut(y, width, height, left, top, tile.width(), tile.height()).to(tile.y(), tile.strideY());
        Cut chroma = new Cut(u, width / 2, height / 2, left / 2, top / 2, tile.width() / 2, tile.height() / 2);
        chroma.to(tile.u(), tile.strideU());
        chroma.of(v).to(tile.v(), tile.strideV());
    }

    @Override
    public void close() {
        avutil.av_free(memory);
    }

    /** The part of one plane that a tile shows. */
    private record Cut(ByteBuffer plane, int width, int height, int left, int top, int tileWidth, int tileHeight) {
        Cut of(ByteBuffer other) {
            return new Cut(other, width, height, left, top, tileWidth, tileHeight);
        }

        void to(BytePointer tile, long stride) {
            int step = Math.toIntExact(stride);
            ByteBuffer target = tile.capacity(stride * tileHeight).asByteBuffer();
            int columns = Math.min(tileWidth, width - left);
            int rows = Math.min(tileHeight, height - top);
            byte[] beyond = new byte[tileWidth - columns];
            for (int row = 0; row < rows; row++) {
                int from = (top + row) * width + left;
                target.put(row * step, plane, from, columns);
                Arrays.fill(beyond, plane.get(from + columns - 1));
                target.put(row * step + columns, beyond);
            }
            ByteBuffer last = target.slice((rows - 1) * step, tileWidth);
            for (int row = rows; row < tileHeight; row++) {
                target.put(row * step, last, 0, tileWidth);
            }
        }
    }
}
