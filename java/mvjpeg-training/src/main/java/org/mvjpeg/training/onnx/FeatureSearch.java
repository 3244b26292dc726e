package org.mvjpeg.training.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the tensors before each step to a coarser grid. */
final class FeatureSearch {
    private static final Set<String> LEARNED = Set.of("Conv", "ConvTranspose", "Gemm", "MatMul");
    private static final Set<String> GLOBAL = Set.of("GlobalAveragePool", "GlobalMaxPool", "ReduceMean");

    private final List<OnnxNode> nodes;
    private final Map<String, long[]> shapes;
    private final Map<String, OnnxNode> writers = new HashMap<>();
    private final Map<String, Integer> readers = new HashMap<>();
    private final Set<String> learned = new HashSet<>();

    FeatureSearch(List<OnnxNode> nodes, Map<String, long[]> shapes) {
        this.nodes = nodes;
        this.shapes = shapes;
        for (OnnxNode node : nodes) {
            node.inputs().forEach(name -> readers.merge(name, 1, Integer::sum));
            node.outputs().forEach(name -> writers.put(name, node));
            if (LEARNED.contains(node.operator()) || node.inputs().stream().anyMatch(learned::contains)) {
                learned.addAll(node.outputs());
            }
        }
    }

    List<Feature> find(List<String> outputs) {
        Set<String> names = new LinkedHashSet<>();
        for (OnnxNode node : nodes) {
            if (node.inputs().isEmpty() || node.operator().equals("Pad") || !coarsens(node)) {
                continue;
            }
            String name = unpadded(node.inputs().get(0));
            if (learned.contains(name)) {
                names.add(name);
            }
        }
        outputs.forEach(names::remove);
        List<Feature> features = new ArrayList<>();
        names.forEach(name -> features.add(feature(name, false)));
        outputs.forEach(name -> features.add(feature(name, true)));
        return features;
    }

    private boolean coarsens(OnnxNode node) {
        long from = area(node.inputs().get(0));
        if (GLOBAL.contains(node.operator())) {
            // A mean that only weighs its own input (squeeze and excitation) is no step to a coarser grid.
            return from > 1 && readers.get(node.inputs().get(0)) == 1;
        }
        long to = area(node.outputs().get(0));
        return to > 0 && to < from;
    }

    /** Samples of one plane; 0 of what has no planes. */
    private long area(String name) {
        long[] shape = shapes.get(name);
        return shape == null || shape.length != 4 ? 0 : shape[2] * shape[3];
    }

    private String unpadded(String name) {
        OnnxNode writer = writers.get(name);
        return writer != null && writer.operator().equals("Pad")
                ? unpadded(writer.inputs().get(0))
                : name;
    }

    private Feature feature(String name, boolean output) {
        return new Feature(name, Arrays.stream(shapes.get(name)).boxed().toList(), output);
    }
}
