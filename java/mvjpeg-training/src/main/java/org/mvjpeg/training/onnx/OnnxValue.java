package org.mvjpeg.training.onnx;

/**
 * An input or output of a graph.
 *
 * @param type null if the file does not say
 * @param shape null if the file does not say; -1 for sizes that are not fixed
 */
record OnnxValue(String name, ElementType type, long[] shape) {}
