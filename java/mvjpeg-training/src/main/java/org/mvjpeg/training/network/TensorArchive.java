package org.mvjpeg.training.network;

import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.mvjpeg.kernel.Model;

/** Named 32-bit float tensors as a safetensors model and back, exactly: parameters, moments of an optimiser, averages. */
public final class TensorArchive {
    private TensorArchive() {}

    /** A copy; write it with {@link org.mvjpeg.kernel.Safetensors#write}. */
    public static Model of(Map<String, Tensor> tensors, Map<String, String> metadata) {
        throw new UnsupportedOperationException("in progress");
    }

    /** New tensors in the caller's PointerScope. */
    public static Map<String, Tensor> tensors(Model archive) {
        throw new UnsupportedOperationException("in progress");
    }
}
