package org.mvjpeg.training.onnx;

/** A node of the file and how it is run. */
record PlannedNode(OnnxNode node, Step step) {}
