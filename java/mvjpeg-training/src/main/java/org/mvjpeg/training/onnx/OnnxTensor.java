package org.mvjpeg.training.onnx;

/**
 * A constant of an ONNX file. Exactly one array holds its values: floats of all widths are widened or rounded to 32 bits, integers
 * and truth values to 64 bits; the other one is null.
 */
record OnnxTensor(String name, long[] shape, float[] floats, long[] integers) {}
