package org.mvjpeg.training.proxy;

import java.util.HashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** Where the blocks of one plane and their neighbours lie, for planes whose luma sides are multiples of 32. */
final class PlaneGeometry implements AutoCloseable {
    private static final int UNIT = 4;
    private static final int UNITS_PER_TREE = Hevc.TREE_UNIT / UNIT;

    private final int height;
    private final int width;
    private final int unit;
    private final Map<Integer, Blocks> blocks = new HashMap<>();

    /**
     * The blocks of one size, in raster order.
     *
     * @param side samples
     * @param rows of blocks
     * @param columns of blocks
     * @param samples indices of a block's samples in the plane, shape [blocks, side * side]
     * @param neighbours indices of its neighbours, numbered as in {@link IntraPrediction}, shape [blocks, 4 * side + 1]; one behind
     *     the plane's last sample where none is decoded before the block
     */
    record Blocks(int side, int rows, int columns, Tensor samples, Tensor neighbours) {
        int count() {
            return rows * columns;
        }
    }

    /**
     * @param height rows of this plane
     * @param width columns of this plane
     * @param sides of the blocks
     * @param subsampling 1 for luma, 2 for chroma
     */
    PlaneGeometry(int height, int width, int[] sides, int subsampling) {
        this.height = height;
        this.width = width;
        this.unit = UNIT / subsampling;
        for (int side : sides) {
            blocks.put(side, blocks(side));
        }
    }

    Blocks blocks(long side) {
        return blocks.get((int) side);
    }

    int height() {
        return height;
    }

    int width() {
        return width;
    }

    int samples() {
        return height * width;
    }

    private Blocks blocks(int side) {
        int rows = height / side;
        int columns = width / side;
        long[] samples = new long[height * width];
        long[] neighbours = new long[rows * columns * (4 * side + 1)];
        for (int block = 0; block < rows * columns; block++) {
            int y = block / columns * side;
            int x = block % columns * side;
            for (int i = 0; i < side * side; i++) {
                samples[block * side * side + i] = (long) (y + i / side) * width + x + i % side;
            }
            long[] around = neighbours(side, y, x);
            System.arraycopy(around, 0, neighbours, block * around.length, around.length);
        }
        return new Blocks(
                side,
                rows,
                columns,
                Ops.keep(Tensor.create(samples, (long) rows * columns, (long) side * side)),
                Ops.keep(Tensor.create(neighbours, (long) rows * columns, 4L * side + 1)));
    }

    /** With the substitution of clause 8.4.4.2.2: the nearest before, and for those before the first the first. */
    private long[] neighbours(int side, int top, int left) {
        long[] around = new long[4 * side + 1];
        long last = -1;
        int leading = 0;
        for (int i = 0; i < around.length; i++) {
            int y = i < 2 * side ? top + 2 * side - 1 - i : top - 1;
            int x = i <= 2 * side ? left - 1 : left + i - 2 * side - 1;
            if (decodedBefore(y, x, top, left)) {
                last = (long) y * width + x;
            }
            if (last < 0) {
                leading++;
            }
            around[i] = last;
        }
        long first = leading == around.length ? samples() : around[leading];
        for (int i = 0; i < leading; i++) {
            around[i] = first;
        }
        return around;
    }

    private boolean decodedBefore(int y, int x, int top, int left) {
        return y >= 0 && y < height && x >= 0 && x < width && order(y, x) < order(top, left);
    }

    /** Position in coding order: tree units row by row, z-order within. */
    private long order(int y, int x) {
        int row = y / unit;
        int column = x / unit;
        int treesPerRow = (width / unit + UNITS_PER_TREE - 1) / UNITS_PER_TREE;
        long tree = (long) (row / UNITS_PER_TREE) * treesPerRow + column / UNITS_PER_TREE;
        long order = tree;
        for (int bit = UNITS_PER_TREE / 2; bit > 0; bit /= 2) {
            order = 4 * order + 2 * (row / bit % 2) + column / bit % 2;
        }
        return order;
    }

    @Override
    public void close() {
        for (Blocks each : blocks.values()) {
            each.samples.releaseReference();
            each.neighbours.releaseReference();
        }
    }
}
