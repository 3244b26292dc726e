package org.mvjpeg.training.network;

import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/**
 * What a layer computes with. Weights and bias are for inputs from which the layer's zeros are subtracted.
 *
 * @param weight [out, in, side, side]
 * @param bias [out]
 * @param skip [out], factors of the head's output, where it is added
 * @param scale [out], result per accumulated unit before the QP's factor
 */
record Operands(Tensor weight, Tensor bias, Optional<Tensor> skip, Tensor scale) {}
