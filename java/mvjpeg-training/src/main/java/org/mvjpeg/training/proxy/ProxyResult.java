package org.mvjpeg.training.proxy;

import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * What a proxy makes of pictures.
 *
 * @param decoded the pictures after coding and decoding
 * @param bits of the coded data of each picture, without container and parameter sets, shape [N]
 */
public record ProxyResult(PlaneTensors decoded, Tensor bits) {
    /**
     * ln of the bytes of each picture's file, shape [N].
     *
     * @param container bytes of a file beside the coded picture
     */
    public Tensor lnBytes(double container) {
        return bits.div(new Scalar(8.0)).add(new Scalar(container)).log();
    }

    /**
     * Codes in a scope of its own, which frees all but the result.
     *
     * @throws IllegalArgumentException if there is not one QP per picture
     */
    static ProxyResult of(PlaneTensors planes, Tensor qp, BiFunction<PlaneTensors, Tensor, ProxyResult> coder) {
        if (!Arrays.equals(qp.shape(), new long[] {planes.count()})) {
            throw new IllegalArgumentException(
                    "QPs of shape " + Arrays.toString(qp.shape()) + " for " + planes.count() + " pictures");
        }
        ProxyResult result;
        try (PointerScope scope = new PointerScope()) {
            result = coder.apply(planes, qp);
            result.forEach(Ops::keep);
        }
        result.forEach(Ops::release);
        return result;
    }

    private void forEach(Consumer<Tensor> action) {
        action.accept(decoded.y());
        action.accept(decoded.u());
        action.accept(decoded.v());
        action.accept(bits);
    }
}
