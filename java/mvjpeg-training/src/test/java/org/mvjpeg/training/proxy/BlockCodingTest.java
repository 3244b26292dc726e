package org.mvjpeg.training.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mvjpeg.training.tensor.Tensors;

/** Decisions and coding of blocks against plain loops. */
class BlockCodingTest {
    private static final int SIDE = 64;

    private final ProxyParameters parameters = ProxyParameters.x265Medium();

    private static double[] doubles(float[] values, double... more) {
        double[] all = new double[values.length + more.length];
        for (int i = 0; i < values.length; i++) {
            all[i] = values[i];
        }
        System.arraycopy(more, 0, all, values.length, more.length);
        return all;
    }

    private static Map<Integer, BlockTables> tables(boolean luma, List<Integer> modes) {
        Map<Integer, BlockTables> tables = new HashMap<>();
        for (int side : BlockSizes.of(luma)) {
            tables.put(
                    side,
                    new BlockTables(side, luma, modes.stream().mapToInt(m -> m).toArray()));
        }
        return tables;
    }

    private static double qpOf(float[] qps, int groups, int block, int columns, int side, int group) {
        return qps[block / columns * side / group * groups + block % columns * side / group];
    }

    @ParameterizedTest
    @ValueSource(ints = {25, 38, 46})
    void theCheapestModesAndSizesAreChosen(int qp) {
        double[] source = doubles(Values.scene(SIDE, SIDE, 5));
        double[] reference = doubles(Values.scene(SIDE, SIDE, 5), 128);
        for (int i = 0; i < source.length; i++) {
            reference[i] += (i * 7 % 11 - 5) * 0.5;
        }
        float[] qps = {qp, qp + 2, qp - 1, qp};
        Map<Integer, BlockTables> tables = tables(true, parameters.modes());
        try (PointerScope scope = new PointerScope();
                LumaDecision decision = new LumaDecision(parameters, tables);
                PlaneGeometry geometry = new PlaneGeometry(SIDE, SIDE, BlockSizes.LUMA, 1)) {
            BlockTree tree = decision.decide(
                    geometry,
                    Ops.of(source, 1, source.length),
                    Ops.of(reference, 1, reference.length),
                    Tensor.create(qps, 1, 2, 2),
                    parameters.modes());

            Map<Integer, double[]> costs = new HashMap<>();
            for (int side : BlockSizes.LUMA) {
                long[] chosen = Tensors.longs(tree.modes().get(side));
                costs.put(side, new double[chosen.length]);
                for (int block = 0; block < chosen.length; block++) {
                    double blockQp = qpOf(qps, 2, block, SIDE / side, side, 32);
                    SlowBlock slow = new SlowBlock(geometry.blocks(side), block, true, source, reference, blockQp);
                    double least = Double.MAX_VALUE;
                    for (int mode : parameters.modes()) {
                        least = Math.min(least, slow.difference(mode, parameters.bitsPerMode()));
                    }
                    int mode = parameters.modes().get((int) chosen[block]);
                    assertThat(slow.difference(mode, parameters.bitsPerMode()))
                            .as("side %d, block %d", side, block)
                            .isCloseTo(least, within(1e-4 * least));
                    costs.get(side)[block] = slow.cost(mode, parameters);
                }
            }
            assertTree(tree, costs, qps);
        }
        tables.values().forEach(BlockTables::close);
    }

    private void assertTree(BlockTree tree, Map<Integer, double[]> costs, float[] qps) {
        double[] least = costs.get(4);
        Map<Integer, boolean[]> whole = new HashMap<>();
        for (int side : new int[] {8, 16, 32}) {
            int columns = SIDE / side;
            double[] next = new double[columns * columns];
            boolean[] keeps = new boolean[next.length];
            for (int block = 0; block < next.length; block++) {
                int corner = block / columns * 2 * 2 * columns + block % columns * 2;
                double perBit = 0.038 * Math.exp(0.234 * qpOf(qps, 2, block, columns, side, 32));
                double split = least[corner]
                        + least[corner + 1]
                        + least[corner + 2 * columns]
                        + least[corner + 2 * columns + 1]
                        + perBit * parameters.bitsPerSplit();
                double own = costs.get(side)[block];
                assertThat(Math.abs(own - split)).as("no tie").isGreaterThan(1e-4 * own);
                keeps[block] = own <= split;
                next[block] = Math.min(own, split);
            }
            whole.put(side, keeps);
            least = next;
        }
        for (int side : BlockSizes.LUMA) {
            long[] actual =
                    Tensors.longs(tree.selected().get(side).to(org.bytedeco.pytorch.global.torch.ScalarType.Long));
            int columns = SIDE / side;
            for (int block = 0; block < actual.length; block++) {
                boolean covered = false;
                for (int larger = 2 * side; larger <= 32; larger *= 2) {
                    int factor = larger / side;
                    covered |=
                            whole.get(larger)[block / columns / factor * (columns / factor) + block % columns / factor];
                }
                boolean expected = !covered && (side == 4 || whole.get(side)[block]);
                assertThat(actual[block] == 1)
                        .as("side %d, block %d", side, block)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void lumaBlocksAreCodedOneByOneAlike() {
        coded(true);
    }

    @Test
    void chromaBlocksAreCodedOneByOneAlike() {
        coded(false);
    }

    private void coded(boolean luma) {
        int side = luma ? SIDE : SIDE / 2;
        DrawnTree drawn = new DrawnTree(SIDE, SIDE, parameters.modes().size(), 9);
        double[] source = doubles(Values.scene(side, side, 7));
        double[] reference = doubles(Values.scene(side, side, 8), 128);
        float[] qps = {24, 30, 35, 41};
        Map<Integer, BlockTables> tables = tables(luma, parameters.modes());
        try (PointerScope scope = new PointerScope();
                PlaneGeometry geometry = new PlaneGeometry(side, side, BlockSizes.of(luma), luma ? 1 : 2)) {
            // Chroma blocks may be any of the right sizes here; those of 4 where luma has 8 or 4.
            Map<Integer, BlockTree.Choice> choices = new HashMap<>();
            double[] expected = new double[side * side];
            double[] features = new double[BlockSizes.of(luma).length * RateModel.FEATURES];
            int index = 0;
            for (int size : BlockSizes.of(luma)) {
                PlaneGeometry.Blocks blocks = geometry.blocks(size);
                int[] modes = drawn.modes.get(luma ? size : 2 * size);
                int[] ids = java.util.stream.IntStream.range(0, blocks.count())
                        .filter(block -> luma
                                ? drawn.isCoded(size, block)
                                : drawn.isCoded(2 * size, block)
                                        || size == 4 && drawn.sides[block / 8 * 2][block % 8 * 2] == 4)
                        .toArray();
                for (int block : ids) {
                    double qp = qpOf(qps, 2, block, blocks.columns(), size, luma ? 32 : 16);
                    SlowBlock slow = new SlowBlock(blocks, block, luma, source, reference, qp);
                    int mode = parameters.modes().get(modes[block]);
                    double[] samples = slow.reconstruct(mode, parameters.rounding());
                    long[] positions = Tensors.longs(blocks.samples().select(0, block));
                    for (int i = 0; i < samples.length; i++) {
                        expected[(int) positions[i]] = samples[i];
                    }
                    for (double magnitude : slow.magnitudes(mode)) {
                        features[index * RateModel.FEATURES] += Math.log(1 + magnitude) / Math.log(2);
                    }
                    features[index * RateModel.FEATURES + 4]++;
                }
                index++;
                long[] chosen = Arrays.stream(ids).mapToLong(id -> modes[id]).toArray();
                choices.put(
                        size,
                        new BlockTree.Choice(
                                Tensor.create(Arrays.stream(ids).asLongStream().toArray(), ids.length),
                                Tensor.create(chosen, chosen.length)));
            }
            BlockCoder.Coded coded = new BlockCoder(luma, parameters.rounding(), tables)
                    .code(
                            geometry,
                            Ops.of(source, 1, source.length),
                            Ops.of(reference, 1, reference.length),
                            choices,
                            Tensor.create(qps, 1, 2, 2));
            float[] actual = Values.of(coded.reconstruction());
            for (int i = 0; i < expected.length; i++) {
                assertThat((double) actual[i]).as("sample %d", i).isCloseTo(expected[i], within(1e-2));
            }
            float[] sums = Values.of(coded.features());
            for (int size = 0; size < BlockSizes.of(luma).length; size++) {
                for (int feature : new int[] {0, 4}) {
                    double value = features[size * RateModel.FEATURES + feature];
                    assertThat((double) sums[size * RateModel.FEATURES + feature])
                            .isCloseTo(value, within(1e-4 * value + 1e-3));
                }
            }
        }
        tables.values().forEach(BlockTables::close);
    }
}
