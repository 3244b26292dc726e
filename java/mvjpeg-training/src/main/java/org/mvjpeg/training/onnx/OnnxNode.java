package org.mvjpeg.training.onnx;

import java.util.List;
import java.util.Map;

/**
 * An operator's use in a graph. An empty input or output name stands for one that is left out.
 *
 * @param attributes by name: Float, Long, String, OnnxTensor, float[] or long[]
 */
record OnnxNode(
        String name,
        String operator,
        String domain,
        List<String> inputs,
        List<String> outputs,
        Map<String, Object> attributes) {

    /** The node in messages; its first output stands in for a missing name. */
    String label() {
        String called = name.isEmpty() ? (outputs.isEmpty() ? "" : outputs.get(0)) : name;
        return "node '" + called + "' (" + operator + ")";
    }
}
