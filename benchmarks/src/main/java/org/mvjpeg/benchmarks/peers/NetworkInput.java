package org.mvjpeg.benchmarks.peers;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.mvjpeg.benchmarks.NativePicture;
import org.mvjpeg.benchmarks.PlanesBuffer;
import org.mvjpeg.kernel.Kernel;

/**
 * What a peer gets of a picture, in native memory: the six packed planes with the halo that the outputs depend on, the gates' cells, and
 * where cells are open. Made outside of what is measured, to the peers' advantage: the kernel starts from interleaved pixels.
 */
final class NetworkInput {
    private static final int INPUTS = 8;
    /** Brings the product of sixteenths of a gray level and a gate, whose 256 stands for 1, to gray levels. */
    private static final float GATE_UNIT = 1 / 4096F;

    private final PictureSize size;
    private final int halo;
    private final ByteBuffer planes;
    private final ByteBuffer cells;
    private final FloatBuffer open;

    /** @param picture of {@code TYPE_3BYTE_BGR}, with sides that are multiples of 16 */
    NetworkInput(BufferedImage picture, int halo) {
        this.size = new PictureSize(picture.getWidth() / 2, picture.getHeight() / 2);
        this.halo = halo;
        int width = size.width() + 2 * halo;
        int height = size.height() + 2 * halo;
        this.planes = pack(extended(picture, 2 * halo), width, height);
        int columns = size.width() / PictureSize.CELL;
        int rows = size.height() / PictureSize.CELL;
        this.cells = ByteBuffer.allocateDirect(INPUTS * columns * rows);
        this.open = floats(columns * rows);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                cell(column, row, row * columns + column, columns * rows);
            }
        }
    }

    PictureSize size() {
        return size;
    }

    /** [1, 6, height, width]: samples 0 to 255. */
    ByteBuffer planes() {
        return planes;
    }

    /** [1, 8, height, width]. */
    ByteBuffer cells() {
        return cells;
    }

    /** [1, 1, height, width]: 0 for cells whose gates the kernel closes, otherwise the gates' unit. */
    FloatBuffer open() {
        return open;
    }

    /** The same numbers as floats. */
    static FloatBuffer real(ByteBuffer bytes) {
        FloatBuffer real = floats(bytes.capacity());
        for (int k = 0; k < bytes.capacity(); k++) {
            real.put(k, bytes.get(k) & 0xFF);
        }
        return real;
    }

    private static FloatBuffer floats(int count) {
        return ByteBuffer.allocateDirect(Float.BYTES * count)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /** The picture with its edges replicated. */
    private static BufferedImage extended(BufferedImage picture, int border) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        BufferedImage wide = new BufferedImage(width + 2 * border, height + 2 * border, picture.getType());
        for (int y = 0; y < wide.getHeight(); y++) {
            for (int x = 0; x < wide.getWidth(); x++) {
                int inside = picture.getRGB(
                        Math.max(0, Math.min(x - border, width - 1)), Math.max(0, Math.min(y - border, height - 1)));
                wide.setRGB(x, y, inside);
            }
        }
        return wide;
    }

    private static ByteBuffer pack(BufferedImage picture, int width, int height) {
        ByteBuffer packed = ByteBuffer.allocateDirect(Lowpass.PLANES * width * height);
        try (Kernel converter = Kernel.converter("cpu");
                NativePicture pixels = new NativePicture(picture);
                PlanesBuffer converted = new PlanesBuffer(2 * width, 2 * height)) {
            converter.process(pixels.source(), 0, converted.planes(), 1);
            for (int plane = 0; plane < Lowpass.PLANES; plane++) {
                for (int j = 0; j < height; j++) {
                    for (int i = 0; i < width; i++) {
                        packed.put((byte) converted.packed(plane, i, j));
                    }
                }
            }
        }
        return packed.rewind();
    }

    private int sample(int plane, int i, int j) {
        int pitch = size.width() + 2 * halo;
        int rows = size.height() + 2 * halo;
        return planes.get((plane * rows + j + halo) * pitch + i + halo) & 0xFF;
    }

    private int luma(int x, int y) {
        return sample(2 * (y % 2) + x % 2, x / 2, y / 2);
    }

    private void cell(int column, int row, int at, int count) {
        int i0 = column * PictureSize.CELL;
        int j0 = row * PictureSize.CELL;
        for (int plane = 0; plane < Lowpass.PLANES; plane++) {
            int sum = 32;
            for (int k = 0; k < PictureSize.CELL * PictureSize.CELL; k++) {
                sum += sample(plane, i0 + k % PictureSize.CELL, j0 + k / PictureSize.CELL);
            }
            cells.put(plane * count + at, (byte) (sum >> 6));
        }
        int lumaActivity = activity(2 * PictureSize.CELL, (x, y) -> luma(2 * i0 + x, 2 * j0 + y));
        int chromaActivity = activity(PictureSize.CELL, (x, y) -> sample(4, i0 + x, j0 + y))
                + activity(PictureSize.CELL, (x, y) -> sample(5, i0 + x, j0 + y));
        cells.put(6 * count + at, (byte) Math.min(255, lumaActivity >> 6));
        cells.put(7 * count + at, (byte) Math.min(255, chromaActivity >> 5));
        open.put(at, lumaActivity == 0 && chromaActivity == 0 ? 0 : GATE_UNIT);
    }

    private interface Samples {
        int at(int x, int y);
    }

    private static int activity(int side, Samples samples) {
        int sum = 0;
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                sum += x + 1 < side ? Math.abs(samples.at(x + 1, y) - samples.at(x, y)) : 0;
                sum += y + 1 < side ? Math.abs(samples.at(x, y + 1) - samples.at(x, y)) : 0;
            }
        }
        return sum;
    }
}
