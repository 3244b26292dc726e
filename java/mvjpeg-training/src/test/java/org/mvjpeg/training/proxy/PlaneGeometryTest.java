package org.mvjpeg.training.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mvjpeg.training.tensor.Tensors;

class PlaneGeometryTest {
    /** Walks the quadtrees as a decoder does and remembers which samples are there when a block's turn comes. */
    private static final class Decoder {
        private final int height;
        private final int width;
        private final int side;
        private final boolean[][] decoded;
        private final long[][] neighbours;

        Decoder(int height, int width, int side, int treeUnit) {
            this.height = height;
            this.width = width;
            this.side = side;
            this.decoded = new boolean[height][width];
            this.neighbours = new long[height / side * (width / side)][];
            for (int y = 0; y < height; y += treeUnit) {
                for (int x = 0; x < width; x += treeUnit) {
                    visit(y, x, treeUnit);
                }
            }
        }

        private void visit(int y, int x, int size) {
            if (y >= height || x >= width) {
                return;
            }
            if (size > side) {
                int half = size / 2;
                visit(y, x, half);
                visit(y, x + half, half);
                visit(y + half, x, half);
                visit(y + half, x + half, half);
                return;
            }
            neighbours[y / side * (width / side) + x / side] = around(y, x);
            for (int i = 0; i < side * side; i++) {
                decoded[y + i / side][x + i % side] = true;
            }
        }

        /** Clause 8.4.4.2.2, word by word: search upwards and to the right, then fill each gap from the one before. */
        private long[] around(int top, int left) {
            int count = 4 * side + 1;
            long[] at = new long[count];
            boolean[] there = new boolean[count];
            for (int i = 0; i < count; i++) {
                int y = Math.max(-1, 2 * side - 1 - i);
                int x = Math.max(-1, i - 2 * side - 1);
                y += top;
                x += left;
                there[i] = y >= 0 && x >= 0 && y < height && x < width && decoded[y][x];
                at[i] = (long) y * width + x;
            }
            if (!there[0]) {
                int first = 0;
                while (first < count && !there[first]) {
                    first++;
                }
                at[0] = first == count ? (long) height * width : at[first];
            }
            for (int i = 1; i < count; i++) {
                if (!there[i]) {
                    at[i] = at[i - 1];
                }
            }
            return at;
        }
    }

    @ParameterizedTest
    @CsvSource({"4,1", "8,1", "16,1", "32,1", "4,2", "8,2", "16,2"})
    void neighboursAreThoseThatADecoderHas(int side, int subsampling) {
        int height = 96 / subsampling;
        int width = 160 / subsampling;
        Decoder decoder = new Decoder(height, width, side, Hevc.TREE_UNIT / subsampling);
        try (PointerScope scope = new PointerScope();
                PlaneGeometry geometry =
                        new PlaneGeometry(height, width, BlockSizes.of(subsampling == 1), subsampling)) {
            PlaneGeometry.Blocks blocks = geometry.blocks(side);
            long[] neighbours = Tensors.longs(blocks.neighbours());
            long[] samples = Tensors.longs(blocks.samples());
            int perBlock = 4 * side + 1;
            assertThat(blocks.count()).isEqualTo(decoder.neighbours.length);
            for (int block = 0; block < blocks.count(); block++) {
                for (int i = 0; i < perBlock; i++) {
                    assertThat(neighbours[block * perBlock + i])
                            .as("block %d, neighbour %d", block, i)
                            .isEqualTo(decoder.neighbours[block][i]);
                }
                int y = block / (width / side) * side;
                int x = block % (width / side) * side;
                assertThat(samples[block * side * side]).isEqualTo((long) y * width + x);
                assertThat(samples[(block + 1) * side * side - 1])
                        .isEqualTo((long) (y + side - 1) * width + x + side - 1);
            }
        }
    }
}
