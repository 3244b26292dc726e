package org.mvjpeg.training.proxy;

import org.bytedeco.pytorch.Tensor;

/**
 * A differentiable stand-in for coding and decoding. The tensors that it returns belong to the calling thread's innermost {@link
 * org.bytedeco.javacpp.PointerScope}.
 */
public interface CodecProxy extends AutoCloseable {
    /**
     * Codes a batch of pictures.
     *
     * @param planes the pictures
     * @param qp HEVC quantiser of each picture, 0 to 51, shape [N], 32-bit float
     * @return what a decoder would show and the bits of each picture; gradients flow to the planes
     */
    ProxyResult code(PlaneTensors planes, Tensor qp);

    /** Frees the native memory; the proxy is not used afterwards. */
    @Override
    void close();
}
