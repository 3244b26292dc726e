package org.mvjpeg.training.proxy;

import java.util.function.Consumer;
import org.bytedeco.pytorch.Tensor;

/**
 * What a proxy makes of pictures.
 *
 * @param decoded the pictures after coding and decoding
 * @param bits of the coded data of each picture, without container and parameter sets, shape [N]
 */
public record ProxyResult(PlaneTensors decoded, Tensor bits) {
    void forEach(Consumer<Tensor> action) {
        action.accept(decoded.y());
        action.accept(decoded.u());
        action.accept(decoded.v());
        action.accept(bits);
    }
}
