package org.mvjpeg.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.mvjpeg.kernel.Planes;

/**
 * R'G'B' of 16 bits → full-range Y'CbCr 4:2:0 of 10 bits in exact integers, rounded (docs/kernel.md), and what the network changed on
 * top of it.
 */
final class TenBitColour {
    private static final int WHITE = 1023;
    private static final int NEUTRAL = 512;

    /** Of the coefficients, and of 16-bit samples on the scale of 10 bits: {@code sum * 1023 / (65536 * 65535)}. */
    private static final long LUMA_DIVISOR = 65536L * DeepSamples.WHITE;

    /** Four pixels to a sample of chroma. */
    private static final long CHROMA_DIVISOR = 4 * LUMA_DIVISOR;

    /** A level of 8 bits. */
    private static final int EDIT = 4;

    private final DeepSamples source;
    private final Planes planes;
    private final Edit edit;
    private final int[] red;
    private final int[] green;
    private final int[] blue;

    /** What a network made of 8-bit planes, and those without it; both of the picture's even size. */
    record Edit(WholePlanes network, WholePlanes plain) {}

    private TenBitColour(DeepSamples source, Planes planes, Edit edit) {
        this.source = source;
        this.planes = planes;
        this.edit = edit;
        this.red = new int[planes.width()];
        this.green = new int[planes.width()];
        this.blue = new int[planes.width()];
    }

    /**
     * Fills the planes.
     *
     * @param planes of 16-bit samples, of the picture's even size
     * @param edit {@code null} for none
     */
    static void fill(DeepSamples source, Planes planes, Edit edit) {
        new TenBitColour(source, planes, edit).fill();
    }

    private void fill() {
        int half = planes.width() / 2;
        int[] luma = new int[planes.width()];
        long[] cb = new long[half];
        long[] cr = new long[half];
        int[] chroma = new int[half];
        Target y = new Target(planes.y(), planes.strideY(), planes.width(), planes.height(), 0, edit);
        Target u = new Target(planes.u(), planes.strideU(), half, planes.height() / 2, 1, edit);
        Target v = new Target(planes.v(), planes.strideV(), half, planes.height() / 2, 2, edit);
        for (int row = 0; row < planes.height(); row++) {
            read(Math.min(row, source.height() - 1));
            for (int x = 0; x < luma.length; x++) {
                long sum = 19595L * red[x] + 38470L * green[x] + 7471L * blue[x];
                luma[x] = (int) ((sum * WHITE + LUMA_DIVISOR / 2) / LUMA_DIVISOR);
            }
            y.put(row, luma);
            boolean upper = row % 2 == 0;
            for (int i = 0; i < half; i++) {
                long r = red[2 * i] + red[2 * i + 1];
                long g = green[2 * i] + green[2 * i + 1];
                long b = blue[2 * i] + blue[2 * i + 1];
                cb[i] = (upper ? 0 : cb[i]) - 11058 * r - 21710 * g + 32768 * b;
                cr[i] = (upper ? 0 : cr[i]) + 32768 * r - 27439 * g - 5329 * b;
            }
            if (!upper) {
                u.put(row / 2, levels(cb, chroma));
                v.put(row / 2, levels(cr, chroma));
            }
        }
    }

    private void read(int row) {
        source.row(source.red(), row, red);
        source.row(source.green(), row, green);
        source.row(source.blue(), row, blue);
    }

    private static int[] levels(long[] sums, int[] levels) {
        for (int i = 0; i < sums.length; i++) {
            levels[i] = (int) ((sums[i] * WHITE + NEUTRAL * CHROMA_DIVISOR + CHROMA_DIVISOR / 2) / CHROMA_DIVISOR);
        }
        return levels;
    }

    /** A plane to write, row by row. */
    private static final class Target {
        private final ShortBuffer samples;
        private final int pitch;
        private final short[] line;
        private final int plane;
        private final Edit edit;
        private final byte[] network;
        private final byte[] plain;

        private Target(BytePointer memory, long stride, int width, int height, int plane, Edit edit) {
            ByteBuffer bytes = memory.capacity(stride * height).asByteBuffer();
            this.samples = bytes.order(ByteOrder.nativeOrder()).asShortBuffer();
            this.pitch = Math.toIntExact(stride / Short.BYTES);
            this.line = new short[width];
            this.plane = plane;
            this.edit = edit;
            this.network = new byte[width];
            this.plain = new byte[width];
        }

        private void put(int row, int[] levels) {
            if (edit != null) {
                edit.network.row(plane, row, network);
                edit.plain.row(plane, row, plain);
            }
            for (int x = 0; x < line.length; x++) {
                int change = (network[x] & 0xFF) - (plain[x] & 0xFF);
                line[x] = (short) Math.max(0, Math.min(levels[x] + EDIT * change, WHITE));
            }
            samples.put(row * pitch, line);
        }
    }
}
