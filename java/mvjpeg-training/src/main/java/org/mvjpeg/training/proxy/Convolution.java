package org.mvjpeg.training.proxy;

import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** A trainable convolution that keeps the size, or divides it by its stride. */
final class Convolution implements AutoCloseable {
    private final Tensor weight;
    private final Tensor bias;
    private final long stride;
    private final long padding;

    /** With He's initial weights times {@code gain}. */
    Convolution(int in, int out, int kernel, int stride, double gain, Random random) {
        double deviation = gain * Math.sqrt(2.0 / (in * kernel * kernel));
        double[] values = random.doubles((long) in * out * kernel * kernel)
                .map(unused -> deviation * random.nextGaussian())
                .toArray();
        try (PointerScope scope = new PointerScope()) {
            this.weight = Ops.keep(Ops.of(values, out, in, kernel, kernel));
            this.bias = Ops.keep(torch.zeros(out));
            weight.requires_grad_(true);
            bias.requires_grad_(true);
        }
        this.stride = stride;
        this.padding = kernel / 2;
    }

    Tensor apply(Tensor input) {
        return torch.conv2d(
                input,
                weight,
                new TensorOptional(bias),
                new long[] {stride, stride},
                new long[] {padding, padding},
                new long[] {1, 1},
                1);
    }

    Tensor weight() {
        return weight;
    }

    Tensor bias() {
        return bias;
    }

    @Override
    public void close() {
        weight.releaseReference();
        bias.releaseReference();
    }
}
