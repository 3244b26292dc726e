package org.mvjpeg.training.proxy;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.mvjpeg.training.tensor.Tensors;

/** The transform of blocks of one size and, in its domain, their prediction by each mode. */
final class BlockTables implements AutoCloseable {
    private final int side;
    private final Tensor transform;
    private final Tensor transposed;
    private final Tensor[] predictions;

    /** @param modes HEVC's numbers of the prediction modes; elsewhere they go by their index in it */
    BlockTables(int side, boolean luma, int[] modes) {
        this.side = side;
        double[][] both = BlockTransform.separable(BlockTransform.residual(side, luma));
        try (PointerScope scope = new PointerScope()) {
            this.transform = Ops.keep(Ops.of(both));
            this.transposed = Ops.keep(transform.t().contiguous());
            this.predictions = new Tensor[modes.length];
            for (int i = 0; i < modes.length; i++) {
                Tensor samples = Ops.of(IntraPrediction.matrix(side, modes[i], luma));
                predictions[i] = Ops.keep(transform.matmul(samples).t().contiguous());
            }
        }
    }

    int side() {
        return side;
    }

    int modes() {
        return predictions.length;
    }

    /** Samples [n, side * side] to coefficients. */
    Tensor forward(Tensor samples) {
        return samples.matmul(transposed);
    }

    /** Coefficients [n, side * side] to samples. */
    Tensor inverse(Tensor coefficients) {
        return coefficients.matmul(transform);
    }

    /** What is left of the coefficients of all blocks after prediction by one mode. */
    Tensor residual(Tensor coefficients, Tensor neighbours, int mode) {
        return coefficients.sub(neighbours.matmul(predictions[mode]));
    }

    /** Coefficients of the prediction of each block by its own mode. */
    Tensor predict(Tensor neighbours, Tensor modes) {
        Tensor order = modes.argsort();
        long[] counts = Tensors.longs(modes.bincount(new TensorOptional(), predictions.length));
        Tensor sorted = neighbours.index_select(0, order);
        TensorVector parts = new TensorVector();
        long from = 0;
        for (int mode = 0; mode < counts.length; mode++) {
            if (counts[mode] > 0) {
                parts.push_back(sorted.narrow(0, from, counts[mode]).matmul(predictions[mode]));
                from += counts[mode];
            }
        }
        return torch.cat(parts, 0).index_select(0, order.argsort());
    }

    @Override
    public void close() {
        transform.releaseReference();
        transposed.releaseReference();
        for (Tensor prediction : predictions) {
            prediction.releaseReference();
        }
    }
}
