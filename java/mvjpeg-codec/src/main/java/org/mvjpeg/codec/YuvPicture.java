package org.mvjpeg.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.mvjpeg.kernel.Planes;

/** A decoded picture in native memory, read row by row; valid as long as what holds its samples is open. */
final class YuvPicture {
    /** Side of the smallest coding tree block, luma samples. */
    private static final int CELL = 16;

    private final int width;
    private final int height;
    private final Layout layout;
    private final BytePointer[] data;
    private final int[] strides;
    private final ByteBuffer[] planes;

    /** @throws CodecException if the pixel format is none that is read */
    YuvPicture(AVFrame frame) {
        this(
                frame.width(),
                frame.height(),
                layout(frame.format()),
                new BytePointer[] {frame.data(0), frame.data(1), frame.data(2)},
                new int[] {frame.linesize(0), frame.linesize(1), frame.linesize(2)});
    }

    private YuvPicture(int width, int height, Layout layout, BytePointer[] data, int[] strides) {
        this.width = width;
        this.height = height;
        this.layout = layout;
        this.data = data;
        this.strides = strides;
        this.planes = new ByteBuffer[layout.monochrome ? 1 : 3];
        for (int p = 0; p < planes.length; p++) {
            int row = columns(p) * sampleBytes();
            if (strides[p] < row) {
                throw new CodecException("hevc decoder: a row of " + strides[p] + " bytes for " + row);
            }
            planes[p] = data[p].capacity((long) strides[p] * (rows(p) - 1) + row)
                    .asByteBuffer()
                    .order(ByteOrder.nativeOrder());
        }
    }

    /** A picture of this size and format with other samples; those of chroma are ignored where this one is monochrome. */
    YuvPicture with(Planes samples) {
        return new YuvPicture(
                width, height, layout, new BytePointer[] {samples.y(), samples.u(), samples.v()}, new int[] {
                    (int) samples.strideY(), (int) samples.strideU(), (int) samples.strideV()
                });
    }

    /** The samples as they lie, for the kernel; of a picture of 4:2:0. */
    Planes planes() {
        return new Planes(data[0], data[1], data[2], strides[0], strides[1], strides[2], width, height);
    }

    private record Layout(int shiftX, int shiftY, int depth, boolean monochrome) {}

    private static Layout layout(int format) {
        if (format == avutil.AV_PIX_FMT_GRAY8) {
            return new Layout(0, 0, 8, true);
        } else if (format == avutil.AV_PIX_FMT_YUV420P || format == avutil.AV_PIX_FMT_YUVJ420P) {
            return new Layout(1, 1, 8, false);
        } else if (format == avutil.AV_PIX_FMT_YUV422P || format == avutil.AV_PIX_FMT_YUVJ422P) {
            return new Layout(1, 0, 8, false);
        } else if (format == avutil.AV_PIX_FMT_YUV444P
                || format == avutil.AV_PIX_FMT_YUVJ444P
                || format == avutil.AV_PIX_FMT_GBRP) {
            return new Layout(0, 0, 8, false);
        } else if (format == avutil.AV_PIX_FMT_GRAY10()) {
            return new Layout(0, 0, 10, true);
        } else if (format == avutil.AV_PIX_FMT_YUV420P10()) {
            return new Layout(1, 1, 10, false);
        } else if (format == avutil.AV_PIX_FMT_YUV422P10()) {
            return new Layout(1, 0, 10, false);
        } else if (format == avutil.AV_PIX_FMT_YUV444P10() || format == avutil.AV_PIX_FMT_GBRP10()) {
            return new Layout(0, 0, 10, false);
        } else if (format == avutil.AV_PIX_FMT_GRAY12()) {
            return new Layout(0, 0, 12, true);
        } else if (format == avutil.AV_PIX_FMT_YUV420P12()) {
            return new Layout(1, 1, 12, false);
        } else if (format == avutil.AV_PIX_FMT_YUV422P12()) {
            return new Layout(1, 0, 12, false);
        } else if (format == avutil.AV_PIX_FMT_YUV444P12() || format == avutil.AV_PIX_FMT_GBRP12()) {
            return new Layout(0, 0, 12, false);
        }
        throw new CodecException("hevc decoder: " + formatName(format)
                + " pixels; read are 4:0:0, 4:2:0, 4:2:2 and 4:4:4 of 8, 10 or 12 bits");
    }

    private static String formatName(int format) {
        BytePointer name = avutil.av_get_pix_fmt_name(format);
        return name == null ? "unknown" : name.getString();
    }

    int width() {
        return width;
    }

    /** Bits per sample: 8, 10 or 12. */
    int depth() {
        return layout.depth;
    }

    int height() {
        return height;
    }

    /** log2 of the luma columns per chroma column. */
    int shiftX() {
        return layout.shiftX;
    }

    /** log2 of the luma rows per chroma row. */
    int shiftY() {
        return layout.shiftY;
    }

    boolean monochrome() {
        return layout.monochrome;
    }

    private int sampleBytes() {
        return layout.depth > 8 ? Short.BYTES : Byte.BYTES;
    }

    /** Samples of a row. @param plane 0 luma, 1 Cb, 2 Cr */
    int columns(int plane) {
        return plane == 0 ? width : width + (1 << layout.shiftX) - 1 >> layout.shiftX;
    }

    /** Rows of a plane. @param plane 0 luma, 1 Cb, 2 Cr */
    int rows(int plane) {
        return plane == 0 ? height : height + (1 << layout.shiftY) - 1 >> layout.shiftY;
    }

    /**
     * Whether a cell of the smallest coding tree block's size is as the decoder's memory was before: zero in luma and both
     * chroma planes, which no RGB colour is. Says nothing of monochrome pictures, where zero is black.
     */
    boolean hasUncodedCells() {
        if (layout.monochrome) {
            return false;
        }
        for (int y = 0; y + CELL <= height(); y += CELL) {
            for (int x = 0; x + CELL <= width(); x += CELL) {
                if (isZero(1, x, y) && isZero(2, x, y) && isZero(0, x, y)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Looks at the middle of a cell: its borders are changed by the deblocking of its neighbours. */
    private boolean isZero(int plane, int x, int y) {
        int shiftX = plane == 0 ? 0 : layout.shiftX;
        int shiftY = plane == 0 ? 0 : layout.shiftY;
        int bytes = sampleBytes();
        int from = (x + CELL / 4 >> shiftX) * bytes;
        int end = (x + 3 * CELL / 4 >> shiftX) * bytes;
        for (int row = y + CELL / 4 >> shiftY; row < y + 3 * CELL / 4 >> shiftY; row++) {
            int line = row * strides[plane];
            for (int i = line + from; i < line + end; i++) {
                if (planes[plane].get(i) != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * Reads one row of samples of 8 bits.
     *
     * @param plane 0 luma, 1 Cb, 2 Cr
     * @param y row of that plane
     * @param row receives the plane's width of samples
     */
    void row(int plane, int y, byte[] row) {
        planes[plane].get(y * strides[plane], row, 0, columns(plane));
    }

    /** Reads one row of samples of any depth, like {@link #row(int, int, byte[])}. */
    void row(int plane, int y, short[] row) {
        int columns = columns(plane);
        if (layout.depth == Byte.SIZE) {
            byte[] bytes = new byte[columns];
            row(plane, y, bytes);
            for (int x = 0; x < columns; x++) {
                row[x] = (short) (bytes[x] & 255);
            }
            return;
        }
        planes[plane]
                .slice(y * strides[plane], Short.BYTES * columns)
                .order(ByteOrder.nativeOrder())
                .asShortBuffer()
                .get(row, 0, columns);
        // A hostile file must not lead beyond a table.
        int mask = (1 << layout.depth) - 1;
        for (int x = 0; x < columns; x++) {
            row[x] &= (short) mask;
        }
    }
}
