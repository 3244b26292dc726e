package org.mvjpeg.training.proxy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Chooses modes and sizes of luma blocks as x265 does: the mode by the sum of absolute transformed differences, the size by squared
 * error, bits and lost texture. No gradients.
 */
final class LumaDecision implements AutoCloseable {
    private static final int TEXTURE = 8;

    private final ProxyParameters parameters;
    private final Map<Integer, BlockTables> tables;
    private final Map<Integer, Tensor> hadamards = new HashMap<>();

    LumaDecision(ProxyParameters parameters, Map<Integer, BlockTables> tables) {
        this.parameters = parameters;
        this.tables = tables;
        try (PointerScope scope = new PointerScope()) {
            for (int side : new int[] {4, TEXTURE}) {
                double[][] both = BlockTransform.separable(BlockTransform.hadamard(side));
                hadamards.put(side, Ops.keep(Ops.of(both)));
            }
        }
    }

    /**
     * Decides on a batch.
     *
     * @param source samples, shape [N, samples]
     * @param reconstruction where neighbours come from, with one sample more per picture for what is not there
     * @param qp of the quantisation groups
     * @param modes HEVC's numbers of the modes to try
     */
    BlockTree decide(PlaneGeometry geometry, Tensor source, Tensor reconstruction, Tensor qp, List<Integer> modes) {
        Map<Integer, Tensor> costs = new HashMap<>();
        Map<Integer, Tensor> best = new HashMap<>();
        for (int side : BlockSizes.LUMA) {
            try (PointerScope scope = new PointerScope()) {
                decide(geometry.blocks(side), source, reconstruction, qp, modes, costs, best);
            }
            Ops.release(costs.get(side));
            Ops.release(best.get(side));
        }
        return new BlockTree(select(costs, qp), best);
    }

    private void decide(
            PlaneGeometry.Blocks blocks,
            Tensor source,
            Tensor reconstruction,
            Tensor qp,
            List<Integer> modes,
            Map<Integer, Tensor> costs,
            Map<Integer, Tensor> best) {
        int side = blocks.side();
        BlockTables table = tables.get(side);
        Tensor samples = source.index_select(1, blocks.samples().reshape(-1)).reshape(-1, (long) side * side);
        Tensor coefficients = table.forward(samples);
        Tensor neighbours =
                reconstruction.index_select(1, blocks.neighbours().reshape(-1)).reshape(-1, 4L * side + 1);
        Tensor blockQp = Ops.enlarge(qp, Hevc.GROUP / side).reshape(-1);
        Tensor mode = mode(table, coefficients, neighbours, blockQp, modes);
        Tensor cost = cost(table, samples, coefficients, table.predict(neighbours, mode), blockQp);
        long[] shape = {source.size(0), blocks.rows(), blocks.columns()};
        costs.put(side, Ops.keep(cost.reshape(shape)));
        best.put(side, Ops.keep(mode.reshape(shape)));
    }

    private Tensor mode(BlockTables table, Tensor coefficients, Tensor neighbours, Tensor qp, List<Integer> modes) {
        // Half, because orthonormal transforms are half of x265's scale.
        Tensor penalty = Ops.mul(RateDistortion.absolutePerBit(qp), 0.5 * parameters.bitsPerMode());
        Tensor least = null;
        Tensor best = null;
        for (int mode : modes) {
            int index = parameters.modes().indexOf(mode);
            Tensor difference =
                    Ops.sumLast(table.residual(coefficients, neighbours, index).abs_());
            if (isAngular(mode)) {
                difference = difference.add_(penalty);
            }
            if (least == null) {
                least = difference;
                best = torch.full_like(difference, new Scalar(index)).to(ScalarType.Long);
            } else {
                best.masked_fill_(difference.lt(least), new Scalar((long) index));
                least = torch.minimum(least, difference);
            }
        }
        return best;
    }

    /** The others are often among the most probable modes, which take fewer bits. */
    private static boolean isAngular(int mode) {
        return mode != Hevc.PLANAR && mode != Hevc.DC && mode != Hevc.HORIZONTAL && mode != Hevc.VERTICAL;
    }

    private Tensor cost(BlockTables table, Tensor samples, Tensor coefficients, Tensor prediction, Tensor qp) {
        int side = table.side();
        Tensor step = Ops.step(qp).reshape(-1, 1);
        Tensor residual = coefficients.sub(prediction);
        Tensor levels = Ops.add(residual.abs().div(step), parameters.rounding()).floor();
        Tensor coded = levels.mul(step).copysign(residual);
        Tensor error = residual.sub(coded);
        Tensor distortion = Ops.sumLast(error.mul(error));
        Tensor bits = Ops.mul(Ops.sumLast(Ops.floats(levels.gt(new Scalar(0)))), parameters.bitsPerLevel())
                .add(Ops.mul(Ops.sumLast(levels.clamp_min(new Scalar(1)).log2()), parameters.bitsPerOctave()));
        int size = Arrays.binarySearch(BlockSizes.LUMA, side);
        bits = Ops.add(bits, parameters.bitsPerBlock().get(size));
        Tensor lost = Ops.sumLast(texture(samples, side)
                .sub(texture(table.inverse(coded.add(prediction)), side))
                .abs());
        return distortion
                .add(RateDistortion.squaredPerBit(qp).mul(bits))
                .add(RateDistortion.squaredPerEnergy(qp).mul(lost));
    }

    /** AC energy in Hadamard coefficients of the 8x8 blocks inside, or of the one 4x4, at x265's scale. */
    private Tensor texture(Tensor samples, int side) {
        int inner = Math.min(side, TEXTURE);
        long perSide = side / inner;
        Tensor parts = samples.reshape(-1, perSide, inner, perSide, inner)
                .transpose(2, 3)
                .reshape(-1, (long) inner * inner);
        Tensor coefficients = parts.matmul(hadamards.get(inner));
        Tensor energy =
                Ops.sumLast(coefficients.narrow(1, 1, (long) inner * inner - 1).abs());
        return Ops.mul(energy, 2).reshape(-1, perSide * perSide);
    }

    /** Keeps a block where it costs no more than its four quarters with the flag that splits it. */
    private Map<Integer, Tensor> select(Map<Integer, Tensor> costs, Tensor qp) {
        Map<Integer, Tensor> whole = new HashMap<>();
        Tensor least = costs.get(BlockSizes.LUMA[0]);
        for (int side : new int[] {8, 16, 32}) {
            Tensor perBit = RateDistortion.squaredPerBit(Ops.enlarge(qp, Hevc.GROUP / side));
            Tensor quarters = least.reshape(least.size(0), least.size(1) / 2, 2, least.size(2) / 2, 2)
                    .sum(2, 4);
            Tensor split = quarters.add(Ops.mul(perBit, parameters.bitsPerSplit()));
            Tensor cost = costs.get(side);
            whole.put(side, cost.le(split));
            least = torch.minimum(cost, split);
        }
        Map<Integer, Tensor> selected = new HashMap<>();
        Tensor covered = torch.zeros_like(whole.get(32));
        for (int side : new int[] {32, 16, 8}) {
            covered = side == 32 ? covered : Ops.enlarge(covered, 2);
            Tensor own = whole.get(side).logical_and(covered.logical_not());
            selected.put(side, own);
            covered = covered.logical_or(own);
        }
        selected.put(4, Ops.enlarge(covered, 2).logical_not());
        return selected;
    }

    @Override
    public void close() {
        hadamards.values().forEach(Tensor::releaseReference);
    }
}
