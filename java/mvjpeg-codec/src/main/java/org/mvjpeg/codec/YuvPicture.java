package org.mvjpeg.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;

/** A decoded picture in native memory, read row by row; valid as long as its decoder is open. */
final class YuvPicture {
    /** Side of the smallest coding tree block, luma samples. */
    private static final int CELL = 16;

    private final AVFrame frame;
    private final Layout layout;
    private final ByteBuffer[] planes;
    private byte[] byteRow;

    /** @throws CodecException if the pixel format is none that is read */
    YuvPicture(AVFrame frame) {
        this.frame = frame;
        this.layout = layout(frame.format());
        this.planes = new ByteBuffer[layout.monochrome ? 1 : 3];
        for (int p = 0; p < planes.length; p++) {
            int stride = frame.linesize(p);
            int rows = p == 0 ? height() : chromaHeight();
            int row = (p == 0 ? width() : chromaWidth()) * (layout.depth > 8 ? 2 : 1);
            if (stride < row) {
                throw new CodecException("hevc decoder: a row of " + stride + " bytes for " + row);
            }
            BytePointer data = frame.data(p);
            planes[p] = data.capacity((long) stride * (rows - 1) + row)
                    .asByteBuffer()
                    .order(ByteOrder.nativeOrder());
        }
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
        return frame.width();
    }

    /** Bits per sample: 8, 10 or 12. */
    int depth() {
        return layout.depth;
    }

    int height() {
        return frame.height();
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

    int chromaWidth() {
        return (width() + (1 << layout.shiftX) - 1) >> layout.shiftX;
    }

    private int chromaHeight() {
        return (height() + (1 << layout.shiftY) - 1) >> layout.shiftY;
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
        int bytes = layout.depth > 8 ? 2 : 1;
        int from = (x + CELL / 4 >> shiftX) * bytes;
        int end = (x + 3 * CELL / 4 >> shiftX) * bytes;
        for (int row = y + CELL / 4 >> shiftY; row < y + 3 * CELL / 4 >> shiftY; row++) {
            int line = row * frame.linesize(plane);
            for (int i = line + from; i < line + end; i++) {
                if (planes[plane].get(i) != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * Reads one row of samples.
     *
     * @param plane 0 luma, 1 Cb, 2 Cr
     * @param y row of that plane
     * @param row receives the plane's width of samples
     */
    void row(int plane, int y, short[] row) {
        int width = plane == 0 ? width() : chromaWidth();
        ByteBuffer data = planes[plane];
        int start = y * frame.linesize(plane);
        if (layout.depth > 8) {
            data.slice(start, 2 * width)
                    .order(ByteOrder.nativeOrder())
                    .asShortBuffer()
                    .get(row, 0, width);
            // A hostile file must not lead beyond a table.
            int mask = (1 << layout.depth) - 1;
            for (int x = 0; x < width; x++) {
                row[x] &= (short) mask;
            }
            return;
        }
        if (byteRow == null) {
            byteRow = new byte[width()];
        }
        data.get(start, byteRow, 0, width);
        for (int x = 0; x < width; x++) {
            row[x] = (short) (byteRow[x] & 255);
        }
    }
}
