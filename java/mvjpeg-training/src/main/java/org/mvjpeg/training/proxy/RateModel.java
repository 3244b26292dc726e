package org.mvjpeg.training.proxy;

import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Bits of a picture as a weighted sum of smooth features of its residual coefficients, whose magnitudes in steps are a. By block
 * size: the sums of log2(1 + a), of log2(1 + a^4) / 2, of a^4 / (a^4 + (2/3)^4), which counts non-zero levels softly, of the same by
 * frequency, and the number of blocks.
 */
final class RateModel implements AutoCloseable {
    static final int FEATURES = 5;
    static final int WEIGHTS = 1 + FEATURES * (BlockSizes.LUMA.length + BlockSizes.CHROMA.length);

    private static final double HALF_COUNT = Math.pow(2.0 / 3, 4);

    private final Tensor weights;
    private final double perPicture;

    /** @param weights bits per picture, then for each luma and each chroma size those of the features */
    RateModel(List<Double> weights) {
        this.perPicture = weights.get(0);
        double[] others = weights.stream().skip(1).mapToDouble(w -> w).toArray();
        try (PointerScope scope = new PointerScope()) {
            this.weights = Ops.keep(Ops.of(others, others.length));
        }
    }

    /** Features of each block, shape [n, FEATURES]. @param magnitudes of residual coefficients in steps, [n, side * side] */
    static Tensor features(Tensor magnitudes, int side) {
        Tensor square = magnitudes.mul(magnitudes);
        Tensor fourth = square.mul(square);
        Tensor count = fourth.div(Ops.add(fourth, HALF_COUNT));
        return Ops.stack(
                -1,
                Ops.mul(Ops.sumLast(magnitudes.log1p()), 1 / Math.log(2)),
                Ops.mul(Ops.sumLast(fourth.log1p()), 0.5 / Math.log(2)),
                Ops.sumLast(count),
                count.matmul(frequencies(side)),
                torch.ones(magnitudes.size(0)));
    }

    private static Tensor frequencies(int side) {
        double[] frequencies = IntStream.range(0, side * side)
                .mapToDouble(i -> (i / side + i % side) / (2.0 * side - 2))
                .toArray();
        return Ops.of(frequencies, frequencies.length);
    }

    /** Bits of each picture, shape [N]. @param features of all sizes, luma first, shape [N, sizes * FEATURES] */
    Tensor bits(Tensor features) {
        return Ops.add(features.matmul(weights), perPicture);
    }

    @Override
    public void close() {
        weights.releaseReference();
    }
}
