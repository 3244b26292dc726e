package org.mvjpeg.training.network;

import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.mvjpeg.training.proxy.PlaneTensors;
import org.mvjpeg.training.tensor.Tensors;

/**
 * One batch through the network. In the quantised form every accumulator is an integer below 2^24, so that 32-bit floats sum exactly
 * in whatever order, and each rounding is the kernel's.
 */
final class ForwardPass {
    private static final double MAX_ACTIVATION = 255;
    private static final double MAX_CHANGE = 4080;

    /** Sixteenths of a gray level times gates of which 256 are 1. */
    private static final double CHANGE_UNIT = 16 * 256;

    private static final long[] NONE = {0, 0};
    private static final long[] ONE = {1, 1};

    private final Architecture architecture;
    private final PreparedNetwork network;
    private final PackedPicture picture;
    private final Tensor qp;
    private final boolean quantised;

    /** @param qp [N], 64-bit integers */
    ForwardPass(
            Architecture architecture, PreparedNetwork network, PackedPicture picture, Tensor qp, boolean quantised) {
        this.architecture = architecture;
        this.network = network;
        this.picture = picture;
        this.qp = qp;
        this.quantised = quantised;
    }

    PlaneTensors run() {
        Tensor change = change("tail", structure()).add(change("pixel", picture.centred()));
        Tensor strength = perPicture(network.lowpass()).index_select(1, indices(0, 0, 0, 0, 1, 1));
        Tensor lowpass = rounded(picture.lowpass().mul(strength));
        Tensor gates = gates();
        Tensor branchGate = interpolated(gates.index_select(1, indices(0, 0, 0, 0, 2, 2)));
        Tensor lowpassGate = interpolated(gates.index_select(1, indices(1, 1, 1, 1, 3, 3)));
        Tensor source = picture.centred().add(new Scalar(PackedPicture.MID_GRAY));
        Tensor soft = change.mul(branchGate)
                .add(lowpass.mul(lowpassGate))
                .mul(new Scalar(1 / CHANGE_UNIT))
                .add(source)
                .clamp_min(new Scalar(0))
                .clamp_max(new Scalar(MAX_ACTIVATION));
        Tensor out = Rounding.passing(
                quantised
                        ? hard(source, change, branchGate, lowpass, lowpassGate)
                        : soft.detach().round(),
                soft);
        return new PlaneTensors(
                torch.pixel_shuffle(out.narrow(1, 0, 4), 2).contiguous(),
                out.narrow(1, 4, 1).contiguous(),
                out.narrow(1, 5, 1).contiguous());
    }

    /** The products have up to 30 bits, more than a 32-bit float. */
    private static Tensor hard(Tensor source, Tensor change, Tensor branchGate, Tensor lowpass, Tensor lowpassGate) {
        try (NoGradGuard guard = new NoGradGuard()) {
            return change.to(ScalarType.Double)
                    .mul(branchGate)
                    .add(lowpass.to(ScalarType.Double).mul(lowpassGate))
                    .mul(new Scalar(1 / CHANGE_UNIT))
                    .add(new Scalar(0.5))
                    .floor()
                    .add(source)
                    .clamp_min(new Scalar(0))
                    .clamp_max(new Scalar(MAX_ACTIVATION))
                    .to(ScalarType.Float);
        }
    }

    /** Branch B up to its tail. */
    private Tensor structure() {
        Tensor head = activations("head", convolve("head", picture.surrounded(), 1));
        Tensor last = head;
        int depth = architecture.depth();
        for (int k = 0; k < depth; k++) {
            String name = Architecture.body(k);
            Tensor sums = convolve(name, last, 1);
            if (k == depth - 1) {
                Tensor factors = network.operands().get(name).skip().orElseThrow();
                Tensor inner = head.narrow(2, depth, sums.size(2)).narrow(3, depth, sums.size(3));
                sums = sums.add(inner.mul(factors.reshape(1, -1, 1, 1)));
            }
            last = activations(name, sums);
        }
        return last;
    }

    private Tensor gates() {
        Tensor last = picture.cells().inputs();
        for (int k = 0; k < Architecture.GATE_LAYERS; k++) {
            int dilation = 1 << k;
            Tensor padded = torch.replication_pad2d(last, dilation, dilation, dilation, dilation);
            last = activations(Architecture.gate(k), convolve(Architecture.gate(k), padded, dilation));
        }
        return last.mul(picture.cells().textured());
    }

    private Tensor interpolated(Tensor gates) {
        long rows = picture.centred().size(2);
        long columns = picture.centred().size(3);
        return torch.upsample_bilinear2d(
                        gates, new long[] {gates.size(2) * Cells.SIDE, gates.size(3) * Cells.SIDE}, false)
                .narrow(2, 0, rows)
                .narrow(3, 0, columns);
    }

    private Tensor convolve(String name, Tensor in, int dilation) {
        Operands operands = network.operands().get(name);
        return torch.conv2d(
                in,
                operands.weight(),
                new TensorOptional(operands.bias()),
                ONE,
                NONE,
                new long[] {dilation, dilation},
                1);
    }

    private Tensor activations(String name, Tensor sums) {
        return rounded(torch.hardtanh(requantised(name, sums), new Scalar(0), new Scalar(MAX_ACTIVATION)));
    }

    /** In sixteenths of a gray level. */
    private Tensor change(String name, Tensor in) {
        Tensor change = requantised(name, convolve(name, in, 1));
        return rounded(torch.hardtanh(change, new Scalar(-MAX_CHANGE), new Scalar(MAX_CHANGE)));
    }

    private Tensor requantised(String name, Tensor sums) {
        return sums.mul(perPicture(network.multipliers().get(name)));
    }

    private Tensor rounded(Tensor values) {
        return quantised ? Rounding.nearest(values) : values;
    }

    /** The rows of a table [52, n] for the pictures' QPs, [N, n, 1, 1]. */
    private Tensor perPicture(Tensor table) {
        return table.index_select(0, qp).reshape(qp.size(0), -1, 1, 1);
    }

    private static Tensor indices(long... values) {
        return Tensors.of(values, values.length);
    }
}
