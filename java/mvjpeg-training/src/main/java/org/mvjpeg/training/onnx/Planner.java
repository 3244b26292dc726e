package org.mvjpeg.training.onnx;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/** Checks a graph, binds its operators, and computes once what does not depend on the network's input. */
final class Planner {
    /** Newer versions may give known operators another meaning. */
    private static final int NEWEST_OPSET = 22;

    private final OnnxGraph graph;
    private final OnnxValue input;
    private final List<PlannedNode> nodes = new ArrayList<>();
    private final Map<String, Tensor> constants = new HashMap<>();

    Planner(OnnxGraph graph) throws IOException {
        this.graph = graph;
        if (graph.opset() > NEWEST_OPSET) {
            throw new IOException("operator set " + graph.opset() + " is newer than " + NEWEST_OPSET
                    + ", the newest that is supported");
        }
        // Files of IR version 3 and older list the weights among the inputs.
        List<OnnxValue> inputs = graph.inputs().stream()
                .filter(value -> !graph.initializers().containsKey(value.name()))
                .toList();
        if (inputs.size() != 1) {
            throw new IOException("it has " + inputs.size() + " inputs "
                    + inputs.stream().map(OnnxValue::name).toList() + " where one picture belongs");
        }
        this.input = inputs.get(0);
        if (graph.outputs().isEmpty()) {
            throw new IOException("it has no outputs");
        }
    }

    OnnxValue input() {
        return input;
    }

    List<PlannedNode> nodes() {
        return SiluFusion.apply(nodes);
    }

    /** Whoever takes these owns them. */
    Map<String, Tensor> constants() {
        return constants;
    }

    /** @throws IOException naming the node that is wrong or not supported */
    void plan() throws IOException {
        bind();
        try (PointerScope scope = new PointerScope();
                NoGradGuard frozen = new NoGradGuard()) {
            for (OnnxTensor initializer : graph.initializers().values()) {
                keep(initializer.name(), Constants.tensor(initializer));
            }
            fold();
            dropUnused();
        } catch (IOException | RuntimeException e) {
            constants.values().forEach(Tensor::releaseReference);
            constants.clear();
            throw e;
        }
    }

    private void bind() throws IOException {
        Set<String> known = new HashSet<>(graph.initializers().keySet());
        known.add(input.name());
        Set<String> read = new HashSet<>();
        graph.nodes().forEach(node -> read.addAll(node.inputs()));
        graph.outputs().forEach(output -> read.add(output.name()));
        for (OnnxNode node : graph.nodes()) {
            for (String name : node.inputs()) {
                if (!name.isEmpty() && !known.contains(name)) {
                    throw new IOException(node.label() + " reads '" + name + "', which nothing before it writes");
                }
            }
            nodes.add(new PlannedNode(node, step(node)));
            for (int i = 0; i < node.outputs().size(); i++) {
                String name = node.outputs().get(i);
                if (i > 0 && read.contains(name) && !node.operator().equals("Split") && !name.isEmpty()) {
                    throw new IOException(node.label() + ": its output '" + name + "' is not supported");
                }
                if (!name.isEmpty() && !known.add(name)) {
                    throw new IOException(node.label() + " writes '" + name + "' a second time");
                }
            }
        }
        for (OnnxValue output : graph.outputs()) {
            if (!known.contains(output.name())) {
                throw new IOException("nothing writes the output '" + output.name() + "'");
            }
        }
    }

    private Step step(OnnxNode node) throws IOException {
        if (!OnnxParser.isStandard(node.domain())) {
            throw new IOException("unknown operator " + node.domain() + "." + node.operator() + " in " + node.label());
        }
        Operator operator = Operators.find(node.operator())
                .orElseThrow(() -> new IOException("unknown operator " + node.operator() + " in " + node.label()));
        try {
            Attributes attributes = new Attributes(node, graph.opset());
            Step step = operator.bind(attributes);
            attributes.requireUnderstood();
            return step;
        } catch (IOException e) {
            throw new IOException(node.label() + ": " + e.getMessage(), e);
        }
    }

    private void fold() throws IOException {
        long declared = input.shape() == null || input.shape().length == 0 ? -1 : input.shape()[0];
        Batch batch = new Batch(declared, declared);
        List<PlannedNode> rest = new ArrayList<>();
        for (PlannedNode planned : nodes) {
            OnnxNode node = planned.node();
            if (!node.inputs().stream().allMatch(name -> name.isEmpty() || constants.containsKey(name))) {
                rest.add(planned);
                continue;
            }
            try (PointerScope scope = new PointerScope()) {
                Tensor[] inputs = node.inputs().stream().map(constants::get).toArray(Tensor[]::new);
                List<Tensor> outputs = planned.step().run(new Inputs(inputs, batch));
                for (int i = 0; i < Math.min(outputs.size(), node.outputs().size()); i++) {
                    keep(node.outputs().get(i), outputs.get(i).contiguous());
                }
            } catch (RuntimeException e) {
                throw new IOException(node.label() + ": " + LibTorchErrors.words(e), e);
            }
        }
        nodes.clear();
        nodes.addAll(rest);
    }

    private void keep(String name, Tensor tensor) {
        tensor.retainReference();
        Tensor former = constants.put(name, tensor);
        if (former != null) {
            former.releaseReference();
        }
    }

    private void dropUnused() {
        Set<String> used = new HashSet<>();
        nodes.forEach(planned -> used.addAll(planned.node().inputs()));
        graph.outputs().forEach(output -> used.add(output.name()));
        constants.entrySet().removeIf(entry -> {
            boolean unused = !used.contains(entry.getKey());
            if (unused) {
                entry.getValue().releaseReference();
            }
            return unused;
        });
    }
}
