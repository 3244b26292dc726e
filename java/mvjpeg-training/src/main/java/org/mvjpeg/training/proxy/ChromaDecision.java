package org.mvjpeg.training.proxy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Chooses the modes of chroma blocks, whose sizes follow luma: luma's mode, planar, DC, horizontal or vertical. No gradients. */
final class ChromaDecision {
    private static final List<Integer> OTHERS = List.of(Hevc.PLANAR, Hevc.DC, Hevc.HORIZONTAL, Hevc.VERTICAL);

    /** Another mode than luma's must be better by this, for its bits. */
    private static final double ADVANTAGE = 0.97;

    private final ProxyParameters parameters;
    private final Map<Integer, BlockTables> tables;

    ChromaDecision(ProxyParameters parameters, Map<Integer, BlockTables> tables) {
        this.parameters = parameters;
        this.tables = tables;
    }

    /**
     * Decides on a batch.
     *
     * @param source samples of Cb of all pictures, then of Cr, shape [2N, samples]
     * @param reconstruction where neighbours come from, with one sample more per plane for what is not there
     * @param luma what was decided on luma
     */
    Map<Integer, BlockTree.Choice> decide(
            PlaneGeometry geometry, Tensor source, Tensor reconstruction, BlockTree luma) {
        Map<Integer, BlockTree.Choice> choices = new HashMap<>();
        for (int side : BlockSizes.CHROMA) {
            choices.put(side, decide(geometry.blocks(side), source, reconstruction, derived(luma, side)));
        }
        return choices;
    }

    /** The blocks of a size with luma's mode; four luma blocks of 4 have one of 4, with the mode of the first. */
    private static BlockTree.Choice derived(BlockTree luma, int side) {
        Tensor selected = luma.selected().get(2 * side);
        Tensor modes = luma.modes().get(2 * side);
        if (side == BlockSizes.CHROMA[0]) {
            Tensor small = everySecond(luma.selected().get(4));
            selected = selected.logical_or(small);
            modes = torch.where(small, everySecond(luma.modes().get(4)), modes);
        }
        Tensor ids = Ops.indices(selected);
        return new BlockTree.Choice(ids, modes.reshape(-1).index_select(0, ids));
    }

    private static Tensor everySecond(Tensor map) {
        return Ops.columns(Ops.columns(map, 1, 0, 2), 2, 0, 2);
    }

    private BlockTree.Choice decide(
            PlaneGeometry.Blocks blocks, Tensor source, Tensor reconstruction, BlockTree.Choice luma) {
        if (luma.isEmpty()) {
            return luma;
        }
        BlockTables table = tables.get(blocks.side());
        long pictures = source.size(0) / 2;
        Tensor ids = Ops.cat(luma.ids(), luma.ids().add(new Scalar(pictures * blocks.count())));
        Tensor coefficients = table.forward(BlockCoder.gather(source, blocks.samples(), ids));
        Tensor neighbours = BlockCoder.gather(reconstruction, blocks.neighbours(), ids);
        Tensor best = luma.modes();
        Tensor least = difference(coefficients.sub(table.predict(neighbours, best.repeat(2))));
        for (int mode : OTHERS) {
            int index = parameters.modes().indexOf(mode);
            Tensor difference = difference(table.residual(coefficients, neighbours, index));
            Tensor better = difference.lt(Ops.mul(least, ADVANTAGE));
            least = torch.where(better, difference, least);
            best = best.masked_fill(better, new Scalar((long) index));
        }
        return new BlockTree.Choice(ids, best.repeat(2));
    }

    /** Sum of absolute transformed differences of Cb and Cr. */
    private static Tensor difference(Tensor residual) {
        return Ops.sumLast(residual.abs()).reshape(2, -1).sum(0);
    }
}
