package org.mvjpeg.training.proxy;

import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** LibTorch operations in the forms that the proxies use. */
final class Ops {
    private Ops() {}

    static Tensor add(Tensor a, double b) {
        return a.add(new Scalar(b));
    }

    static Tensor mul(Tensor a, double b) {
        return a.mul(new Scalar(b));
    }

    /** {@code 2^(scale * a + offset)}. */
    static Tensor exp2(Tensor a, double scale, double offset) {
        return add(mul(a, scale), offset).exp2();
    }

    /** The quantiser's step for orthonormal transforms of 8-bit samples, {@code 2^((qp - 4) / 6)}. */
    static Tensor step(Tensor qp) {
        return exp2(qp, 1 / 6.0, -4 / 6.0);
    }

    static Tensor clamp(Tensor a, double min, double max) {
        return a.clamp_min(new Scalar(min)).clamp_max(new Scalar(max));
    }

    /** {@code a} limited to {@code -limit..limit}. */
    static Tensor clamp(Tensor a, Tensor limit) {
        return torch.minimum(torch.maximum(a, limit.neg()), limit);
    }

    static Tensor sumLast(Tensor a) {
        return a.sum(-1);
    }

    static Tensor sumLastKeep(Tensor a) {
        return a.sum(new long[] {-1}, true, new ScalarTypeOptional());
    }

    /** Each element {@code times} times along both of the last two dimensions. */
    static Tensor enlarge(Tensor map, long times) {
        return repeat(repeat(map, times, -1), times, -2);
    }

    static Tensor repeat(Tensor map, long times, long dimension) {
        return times == 1 ? map : map.repeat_interleave(times, new LongOptional(dimension), new LongOptional());
    }

    static Tensor cat(Tensor... parts) {
        return torch.cat(new TensorVector(parts), 0);
    }

    static Tensor stack(long dimension, Tensor... parts) {
        return torch.stack(new TensorVector(parts), dimension);
    }

    static Tensor columns(Tensor a, long dimension, long from, long step) {
        return a.slice(dimension, new LongOptional(from), new LongOptional(), step);
    }

    static Tensor cut(Tensor a, long dimension, long from, long to) {
        return a.narrow(dimension, from, to - from);
    }

    /** Indices of the set elements of a mask in row-major order. */
    static Tensor indices(Tensor mask) {
        return mask.reshape(-1).nonzero().reshape(-1);
    }

    static Tensor floats(Tensor a) {
        return a.to(ScalarType.Float);
    }

    static Tensor of(double[] values, long... shape) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return Tensor.create(floats, shape);
    }

    /** A copy in row-major order. */
    static Tensor of(double[][] rows) {
        double[] flat = new double[rows.length * rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, flat, i * rows[0].length, rows[0].length);
        }
        return of(flat, rows.length, rows[0].length);
    }

    /** Keeps a pointer beyond the scope that is open now; {@link #release} undoes it. */
    static <P extends Pointer> P keep(P pointer) {
        pointer.retainReference();
        return pointer;
    }

    /** Gives a kept pointer to the scope that is open now; the garbage collector has it where none is. */
    static <P extends Pointer> P release(P pointer) {
        PointerScope scope = PointerScope.getInnerScope();
        if (scope != null) {
            scope.attach(pointer);
            pointer.releaseReference();
        }
        return pointer;
    }
}
