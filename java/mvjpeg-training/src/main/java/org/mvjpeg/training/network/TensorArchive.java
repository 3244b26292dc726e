package org.mvjpeg.training.network;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.mvjpeg.kernel.Model;
import org.mvjpeg.kernel.Safetensors;
import org.mvjpeg.kernel.Tensor.Type;
import org.mvjpeg.training.tensor.Tensors;

/** Named 32-bit float tensors as a safetensors model and back, to the bit: parameters, moments of an optimiser, averages. */
public final class TensorArchive {
    private TensorArchive() {}

    /**
     * A copy, to be written by {@link Safetensors#write}.
     *
     * @param tensors 1 to 4 axes each
     * @param metadata free text by key
     * @throws IllegalArgumentException if a tensor has another number of axes or no elements
     */
    public static Model of(Map<String, Tensor> tensors, Map<String, String> metadata) {
        List<org.mvjpeg.kernel.Tensor> copies = new ArrayList<>();
        tensors.forEach((name, tensor) -> {
            List<Integer> shape =
                    Arrays.stream(tensor.shape()).mapToObj(Math::toIntExact).toList();
            float[] values = Tensors.floats(tensor);
            ByteBuffer data = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
            data.asFloatBuffer().put(values);
            copies.add(new org.mvjpeg.kernel.Tensor(name, Type.F32, shape, data.array()));
        });
        return new Model(copies, metadata);
    }

    /**
     * New tensors in the caller's scope, by name, in the file's order.
     *
     * @throws IllegalArgumentException if one is not of 32-bit floats
     */
    public static Map<String, Tensor> tensors(Model archive) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (org.mvjpeg.kernel.Tensor tensor : archive.tensors()) {
            if (tensor.type() != Type.F32) {
                throw new IllegalArgumentException(
                        "tensor '" + tensor.name() + "' is of type " + tensor.type() + ", not " + Type.F32);
            }
            ByteBuffer data = tensor.data();
            float[] values = new float[data.remaining() / Float.BYTES];
            data.asFloatBuffer().get(values);
            long[] shape = tensor.shape().stream().mapToLong(Integer::longValue).toArray();
            tensors.put(tensor.name(), Tensors.of(values, shape));
        }
        return tensors;
    }
}
