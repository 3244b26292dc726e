package org.mvjpeg.training.proxy;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** A random division of one picture into blocks, as a map of sides by sample of the 4x4 grid and as a {@link BlockTree}. */
final class DrawnTree {
    final int height;
    final int width;
    /** Side of the block at [y / 4][x / 4]. */
    final int[][] sides;

    final Map<Integer, int[]> modes = new HashMap<>();

    DrawnTree(int height, int width, int modeCount, long seed) {
        this.height = height;
        this.width = width;
        this.sides = new int[height / 4][width / 4];
        Random random = new Random(seed);
        for (int y = 0; y < height; y += 32) {
            for (int x = 0; x < width; x += 32) {
                divide(y, x, 32, random);
            }
        }
        for (int side : BlockSizes.LUMA) {
            modes.put(
                    side,
                    random.ints((long) (height / side) * (width / side), 0, modeCount)
                            .toArray());
        }
    }

    private void divide(int y, int x, int side, Random random) {
        if (side > 4 && random.nextInt(100) < 65) {
            int half = side / 2;
            for (int quarter = 0; quarter < 4; quarter++) {
                divide(y + quarter / 2 * half, x + quarter % 2 * half, half, random);
            }
            return;
        }
        for (int row = y / 4; row < (y + side) / 4; row++) {
            for (int column = x / 4; column < (x + side) / 4; column++) {
                sides[row][column] = side;
            }
        }
    }

    boolean isCoded(int side, int block) {
        int columns = width / side;
        return sides[block / columns * side / 4][block % columns * side / 4] == side;
    }

    BlockTree tensors() {
        Map<Integer, Tensor> selected = new HashMap<>();
        Map<Integer, Tensor> modeTensors = new HashMap<>();
        for (int side : BlockSizes.LUMA) {
            int rows = height / side;
            int columns = width / side;
            float[] flags = new float[rows * columns];
            long[] longs = new long[rows * columns];
            for (int block = 0; block < flags.length; block++) {
                flags[block] = isCoded(side, block) ? 1 : 0;
                longs[block] = modes.get(side)[block];
            }
            selected.put(side, Tensor.create(flags, 1, rows, columns).to(ScalarType.Bool));
            modeTensors.put(side, Tensor.create(longs, 1, rows, columns));
        }
        return new BlockTree(selected, modeTensors);
    }
}
