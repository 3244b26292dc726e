package org.mvjpeg.training.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A frozen network of one input from an ONNX file. Gradients flow through it to the input and never to its weights. Batches of any size
 * run, also where the file states the batch size of its example. Threads may run it at the same time; {@link #to} and
 * {@link #close} must not overlap with a run.
 */
public final class OnnxNetwork implements AutoCloseable {
    /** Larger files are refused unread, in bytes. */
    public static final long MAX_FILE_SIZE = 1L << 30;

    private final OnnxValue input;
    private final List<String> outputs;
    private final List<PlannedNode> nodes;
    private final Map<String, Tensor> constants;
    private final Set<String> names = new HashSet<>();
    private ScalarType type = ScalarType.Float;
    private boolean closed;

    private OnnxNetwork(OnnxValue input, List<String> outputs, List<PlannedNode> nodes, Map<String, Tensor> constants) {
        this.input = input;
        this.outputs = outputs;
        this.nodes = nodes;
        this.constants = constants;
        names.add(input.name());
        names.addAll(outputs);
        nodes.forEach(planned -> names.addAll(planned.node().outputs()));
        names.remove("");
    }

    /**
     * Loads a network; {@link #close} frees it.
     *
     * @throws IOException naming the file and what is missing, damaged or not supported; an unknown operator by its name and that of
     *     its node
     */
    public static OnnxNetwork load(Path file) throws IOException {
        try {
            if (Files.size(file) > MAX_FILE_SIZE) {
                throw new IOException("the file is larger than " + MAX_FILE_SIZE + " bytes");
            }
            return parse(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new IOException(
                    file + ": " + (e instanceof NoSuchFileException ? "no such file" : e.getMessage()), e);
        }
    }

    /**
     * A network from the bytes of an ONNX file.
     *
     * @throws IOException as {@link #load}
     */
    public static OnnxNetwork parse(byte[] file) throws IOException {
        OnnxGraph graph = OnnxParser.parse(file);
        Planner planner = new Planner(graph);
        planner.plan();
        return new OnnxNetwork(
                planner.input(),
                graph.outputs().stream().map(OnnxValue::name).toList(),
                planner.nodes(),
                planner.constants());
    }

    /** The input's sizes as the file declares them, -1 where it leaves them open; empty if it says nothing at all. */
    public long[] inputShape() {
        return input.shape() == null ? new long[0] : input.shape().clone();
    }

    /** The names of the outputs, in the file's order. */
    public List<String> outputs() {
        return outputs;
    }

    /** Whether a tensor of this name can be asked for: the input, any output of a node that depends on the input, an output. */
    public boolean has(String name) {
        return names.contains(name);
    }

    /**
     * Runs the part of the network that the wanted tensors need. Whether a graph for gradients is recorded is LibTorch's to know: it is if the
     * input requires a gradient.
     *
     * @param values of the input, [N, 3, H, W] for vision networks; of any float type
     * @param wanted names of outputs or of tensors inside
     * @return the wanted tensors by name, in the input's float type; they belong to the calling thread's innermost
     *     {@link PointerScope}, or without one to the caller
     * @throws IllegalArgumentException naming the node if the input does not fit the network, or if a wanted name is unknown
     */
    public Map<String, Tensor> run(Tensor values, Collection<String> wanted) {
        if (closed) {
            throw new IllegalStateException("the network is closed");
        }
        for (String name : wanted) {
            if (!names.contains(name)) {
                throw new IllegalArgumentException("the network has no tensor '" + name + "'");
            }
        }
        if (values.dim() < 1 || !values.is_floating_point()) {
            throw new IllegalArgumentException(
                    "the input of shape " + Arrays.toString(values.shape()) + " is not a batch of floats");
        }
        long declared = input.shape() == null || input.shape().length == 0 ? -1 : input.shape()[0];
        try (NetworkRun run = new NetworkRun(constants, new Batch(declared, values.size(0)))) {
            return run.run(nodes, input.name(), values, type, wanted);
        }
    }

    /** Runs the network for its outputs; otherwise as {@link #run(Tensor, Collection)}. */
    public Map<String, Tensor> run(Tensor values) {
        return run(values, outputs);
    }

    /**
     * Computes in another float type from now on; inputs and results are converted. Weights that were rounded before stay rounded.
     *
     * @throws IllegalArgumentException if it is no float type
     */
    public void to(ScalarType floats) {
        if (!Set.of(ScalarType.Float, ScalarType.Double, ScalarType.BFloat16, ScalarType.Half)
                .contains(floats.intern())) {
            throw new IllegalArgumentException(floats + " is not a float type");
        }
        // Scalars take on the type of the tensor that they meet, and serve the arithmetic of sizes.
        replaceFloats(tensor -> tensor.dim() == 0 ? torch.alias(tensor) : tensor.to(floats));
        type = floats.intern();
    }

    /** Computes on a device from now on, where the inputs are then expected. */
    public void to(Device device) {
        replaceFloats(tensor -> tensor.to(device, tensor.scalar_type()));
    }

    private void replaceFloats(UnaryOperator<Tensor> conversion) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard frozen = new NoGradGuard()) {
            constants.replaceAll((name, tensor) -> {
                if (!tensor.is_floating_point()) {
                    return tensor;
                }
                Tensor converted = conversion.apply(tensor);
                converted.retainReference();
                tensor.releaseReference();
                return converted;
            });
        }
    }

    /**
     * Tensors whose likeness says that the network sees the same in two pictures: the last one before each step to a coarser grid, and
     * the outputs. Found by running the network once on zeros.
     *
     * @param height of the input, in samples
     * @param width of the input, in samples
     * @return finest first, as the network computes them; shapes are those of one picture
     * @throws IllegalArgumentException if the network does not run at this size
     */
    public List<Feature> features(int height, int width) {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        try (PointerScope scope = new PointerScope();
                NoGradGuard frozen = new NoGradGuard()) {
            run(torch.zeros(1, 3, height, width), names).forEach((name, tensor) -> shapes.put(name, tensor.shape()));
        }
        return new FeatureSearch(nodes.stream().map(PlannedNode::node).toList(), shapes).find(outputs);
    }

    /** Frees the weights; further calls do nothing. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            constants.values().forEach(Tensor::releaseReference);
            constants.clear();
        }
    }
}
