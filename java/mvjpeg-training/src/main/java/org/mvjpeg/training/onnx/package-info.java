/**
 * Frozen vision networks from ONNX files, run differentiably by LibTorch. {@link org.mvjpeg.training.onnx.OnnxNetwork} is the network
 * alone; a {@link org.mvjpeg.training.onnx.Teacher} takes pictures and knows what the outputs mean.
 */
package org.mvjpeg.training.onnx;
