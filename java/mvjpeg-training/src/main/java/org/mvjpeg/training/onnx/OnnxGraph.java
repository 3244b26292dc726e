package org.mvjpeg.training.onnx;

import java.util.List;
import java.util.Map;

/** What an ONNX file says, as read. */
record OnnxGraph(
        long opset,
        List<OnnxNode> nodes,
        Map<String, OnnxTensor> initializers,
        List<OnnxValue> inputs,
        List<OnnxValue> outputs) {}
