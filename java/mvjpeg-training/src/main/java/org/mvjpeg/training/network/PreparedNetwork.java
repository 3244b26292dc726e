package org.mvjpeg.training.network;

import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * All operands of one pass, and the tables for all QPs.
 *
 * @param operands by name of the layer
 * @param multipliers [52, out] by name of the layer
 * @param lowpass [52, 2]
 */
record PreparedNetwork(Map<String, Operands> operands, Map<String, Tensor> multipliers, Tensor lowpass) {}
