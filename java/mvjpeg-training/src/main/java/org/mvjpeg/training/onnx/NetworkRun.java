package org.mvjpeg.training.onnx;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * One run of a network. A value's handle is released after its last reader; what gradients need, LibTorch itself keeps until
 * they are computed.
 */
final class NetworkRun implements AutoCloseable {
    private final Map<String, Tensor> constants;
    private final Batch batch;
    private final Map<String, Tensor> live = new HashMap<>();
    private final Map<String, Integer> pending = new HashMap<>();

    NetworkRun(Map<String, Tensor> constants, Batch batch) {
        this.constants = constants;
        this.batch = batch;
    }

    Map<String, Tensor> run(
            List<PlannedNode> nodes, String inputName, Tensor input, ScalarType type, Collection<String> wanted) {
        ScalarType outside = input.scalar_type().intern();
        Set<PlannedNode> needed = needed(nodes, wanted);
        try (PointerScope scope = new PointerScope()) {
            keep(inputName, arranged(outside == type ? input : input.to(type)));
        }
        for (PlannedNode planned : nodes) {
            if (needed.contains(planned)) {
                step(planned);
            }
        }
        Map<String, Tensor> results = new LinkedHashMap<>();
        for (String name : wanted) {
            Tensor value = live.containsKey(name) ? live.get(name) : constants.get(name);
            results.computeIfAbsent(
                    name,
                    key -> value.scalar_type().intern() == outside || !value.is_floating_point()
                            ? torch.alias(value)
                            : value.to(outside));
        }
        return results;
    }

    /**
     * A handle of its own, as the caller's must survive the release. With channels innermost, oneDNN needs no reordering around its
     * convolutions, which takes a third to two thirds off a run.
     */
    private static Tensor arranged(Tensor input) {
        Tensor own = torch.alias(input);
        return own.dim() == 4 ? own.contiguous(MemoryFormat.ChannelsLast) : own;
    }

    /** Counts the readers of each value on the way. */
    private Set<PlannedNode> needed(List<PlannedNode> nodes, Collection<String> wanted) {
        Set<PlannedNode> needed = new HashSet<>();
        wanted.forEach(name -> pending.merge(name, 1, Integer::sum));
        Deque<PlannedNode> backwards = new ArrayDeque<>();
        nodes.forEach(backwards::push);
        for (PlannedNode planned : backwards) {
            if (planned.node().outputs().stream().anyMatch(pending::containsKey)) {
                needed.add(planned);
                planned.node().inputs().forEach(name -> pending.merge(name, 1, Integer::sum));
            }
        }
        return needed;
    }

    private void step(PlannedNode planned) {
        OnnxNode node = planned.node();
        Tensor[] inputs = new Tensor[node.inputs().size()];
        for (int i = 0; i < inputs.length; i++) {
            String name = node.inputs().get(i);
            inputs[i] = live.containsKey(name) ? live.get(name) : constants.get(name);
        }
        try (PointerScope scope = new PointerScope()) {
            List<Tensor> outputs = planned.step().run(new Inputs(inputs, batch));
            for (int i = 0; i < Math.min(outputs.size(), node.outputs().size()); i++) {
                String name = node.outputs().get(i);
                if (pending.containsKey(name)) {
                    keep(name, outputs.get(i));
                }
            }
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(node.label() + ": " + LibTorchErrors.words(e), e);
        }
        for (String name : node.inputs()) {
            if (pending.merge(name, -1, Integer::sum) == 0) {
                release(name);
            }
        }
    }

    private void keep(String name, Tensor tensor) {
        tensor.retainReference();
        live.put(name, tensor);
    }

    private void release(String name) {
        Tensor tensor = live.remove(name);
        if (tensor != null) {
            tensor.releaseReference();
        }
    }

    /** Releases what is left. */
    @Override
    public void close() {
        live.values().forEach(Tensor::releaseReference);
        live.clear();
    }
}
