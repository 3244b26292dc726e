package org.mvjpeg.training.proxy;

import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Predicts, transforms, quantises and reconstructs chosen blocks of planes of one kind; gradients flow. */
final class BlockCoder {
    private final boolean luma;
    private final double rounding;
    private final Map<Integer, BlockTables> tables;

    /**
     * Coded planes.
     *
     * @param reconstruction before the loop filter, shape [planes, samples]
     * @param features sums of the {@link RateModel}'s features, shape [planes, sizes * FEATURES]
     */
    record Coded(Tensor reconstruction, Tensor features) {}

    BlockCoder(boolean luma, double rounding, Map<Integer, BlockTables> tables) {
        this.luma = luma;
        this.rounding = rounding;
        this.tables = tables;
    }

    /**
     * Codes planes.
     *
     * @param source samples, shape [planes, samples]
     * @param reference where neighbours come from, with one sample more per plane for what is not there
     * @param choices by side
     * @param qp of the quantisation groups, shape [planes, rows, columns]
     */
    Coded code(
            PlaneGeometry geometry,
            Tensor source,
            Tensor reference,
            Map<Integer, BlockTree.Choice> choices,
            Tensor qp) {
        long planes = source.size(0);
        TensorVector values = new TensorVector();
        TensorVector positions = new TensorVector();
        TensorVector features = new TensorVector();
        for (int side : BlockSizes.of(luma)) {
            BlockTree.Choice choice = choices.get(side);
            Tensor none = torch.zeros(planes, RateModel.FEATURES);
            if (choice.isEmpty()) {
                features.push_back(none);
                continue;
            }
            PlaneGeometry.Blocks blocks = geometry.blocks(side);
            BlockTables table = tables.get(side);
            Tensor position = positions(blocks.samples(), choice.ids(), geometry.samples());
            Tensor coefficients = table.forward(take(source, position));
            Tensor prediction = table.predict(gather(reference, blocks.neighbours(), choice.ids()), choice.modes());
            Tensor step = Ops.step(blockQp(blocks, choice.ids(), qp));
            Tensor residual = coefficients.sub(prediction);
            Tensor coded = DeadZone.quantise(residual, step, rounding).add(prediction);
            values.push_back(table.inverse(coded).reshape(-1));
            positions.push_back(position.reshape(-1));
            Tensor picture = choice.ids().floor_divide(new Scalar((long) blocks.count()));
            features.push_back(
                    none.index_add(0, picture, RateModel.features(residual.abs().div(step), side)));
        }
        Tensor reconstruction = torch.zeros(planes * geometry.samples())
                .scatter(0, torch.cat(positions, 0), torch.cat(values, 0))
                .reshape(planes, geometry.samples());
        return new Coded(reconstruction, torch.cat(features, 1));
    }

    /** The QP of each block's quantisation group, shape [n, 1]. */
    private Tensor blockQp(PlaneGeometry.Blocks blocks, Tensor ids, Tensor qp) {
        long perGroup = (luma ? Hevc.GROUP : Hevc.GROUP / 2) / blocks.side();
        Tensor all = Ops.enlarge(qp, perGroup).reshape(-1);
        return all.index_select(0, ids).reshape(-1, 1);
    }

    /** What the table of a size says of some blocks. @param table indices in a plane, shape [blocks, k] @return shape [n, k] */
    static Tensor gather(Tensor planes, Tensor table, Tensor ids) {
        return take(planes, positions(table, ids, planes.size(1)));
    }

    private static Tensor positions(Tensor table, Tensor ids, long samplesPerPlane) {
        Scalar blocks = new Scalar(table.size(0));
        Tensor offset =
                ids.floor_divide(blocks).mul(new Scalar(samplesPerPlane)).reshape(-1, 1);
        return table.index_select(0, ids.remainder(blocks)).add(offset);
    }

    private static Tensor take(Tensor planes, Tensor positions) {
        return planes.reshape(-1).index_select(0, positions.reshape(-1)).reshape(positions.shape());
    }
}
