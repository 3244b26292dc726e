package org.mvjpeg.training.tensor;

import java.util.Arrays;
import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * LibTorch tensors from Java arrays and back. New tensors belong to the calling thread's innermost {@link PointerScope}; arrays are
 * row-major.
 */
public final class Tensors {
    private Tensors() {}

    /**
     * A 32-bit float tensor on the CPU with a copy of the values.
     *
     * @throws IllegalArgumentException if the shape has another number of values
     */
    public static Tensor of(float[] values, long... shape) {
        requireFit(values.length, shape);
        return Tensor.create(values, shape);
    }

    /**
     * A 64-bit integer tensor on the CPU with a copy of the values.
     *
     * @throws IllegalArgumentException if the shape has another number of values
     */
    public static Tensor of(long[] values, long... shape) {
        requireFit(values.length, shape);
        return Tensor.create(values, shape);
    }

    /** The values of any tensor as 32-bit floats, whatever its type, strides and device. */
    public static float[] floats(Tensor tensor) {
        try (PointerScope scope = new PointerScope()) {
            float[] values = new float[Math.toIntExact(tensor.numel())];
            Tensor plain = tensor.detach().cpu().to(ScalarType.Float).contiguous();
            // An empty tensor has no address.
            if (values.length > 0) {
                new FloatPointer(plain.data_ptr()).get(values);
            }
            return values;
        }
    }

    /** The values of any tensor as 64-bit integers, fractions cut off. */
    public static long[] longs(Tensor tensor) {
        try (PointerScope scope = new PointerScope()) {
            long[] values = new long[Math.toIntExact(tensor.numel())];
            Tensor plain = tensor.detach().cpu().to(ScalarType.Long).contiguous();
            // An empty tensor has no address.
            if (values.length > 0) {
                new LongPointer(plain.data_ptr()).get(values);
            }
            return values;
        }
    }

    /** Other values with the gradients of these. */
    public static Tensor withValues(Tensor gradients, Tensor values) {
        return gradients.add(values.sub(gradients.detach()));
    }

    /**
     * Copies values into parameters, past their gradients.
     *
     * @throws IllegalArgumentException if they are not the same names and shapes; nothing is changed then
     */
    public static void load(Map<String, Tensor> values, Map<String, Tensor> parameters) {
        if (!values.keySet().equals(parameters.keySet())) {
            throw new IllegalArgumentException(
                    "values for " + values.keySet() + "; the parameters are " + parameters.keySet());
        }
        parameters.forEach((name, parameter) -> {
            long[] shape = values.get(name).shape();
            if (!Arrays.equals(shape, parameter.shape())) {
                throw new IllegalArgumentException("'" + name + "' of shape " + Arrays.toString(shape) + "; it must be "
                        + Arrays.toString(parameter.shape()));
            }
        });
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            parameters.forEach((name, parameter) -> parameter.copy_(values.get(name)));
        }
    }

    private static void requireFit(int values, long[] shape) {
        long product = 1;
        for (long size : shape) {
            if (size < 0) {
                throw new IllegalArgumentException("shape " + Arrays.toString(shape) + " has a negative size");
            }
            product = Math.multiplyExact(product, size);
        }
        if (product != values) {
            throw new IllegalArgumentException(values + " values do not make the shape " + Arrays.toString(shape));
        }
    }
}
