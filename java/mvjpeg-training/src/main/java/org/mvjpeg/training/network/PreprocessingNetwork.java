package org.mvjpeg.training.network;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.mvjpeg.kernel.Model;
import org.mvjpeg.training.proxy.PlaneTensors;
import org.mvjpeg.training.tensor.Tensors;

/**
 * The preprocessing network of {@code docs/kernel.md} as a differentiable graph in the same units: activations 0..255, changes in
 * sixteenths of a gray level, gates of which 256 are 1. Weights are floats; to export is to round them, and
 * {@link #fakeQuantised} trains with what rounding leaves.
 *
 * <p>Not safe from several threads while parameters change.
 */
public final class PreprocessingNetwork implements AutoCloseable {
    private final Architecture architecture;
    private final Map<String, Tensor> parameters;
    private final List<Layer> layers;
    private final Conditioning conditioning;
    private boolean quantised;

    /**
     * A network with random features that leaves pictures as they are.
     *
     * @param seed of the weights
     * @param lowpass strength at the start, for every QP, inside -1..1: 0 for none, 1 would replace pictures by their low-pass
     * @throws IllegalArgumentException if the strength is outside
     */
    public PreprocessingNetwork(Architecture architecture, long seed, double lowpass) {
        if (!(Math.abs(lowpass) < 1)) {
            throw new IllegalArgumentException("low-pass strength " + lowpass + " is not inside -1..1");
        }
        this.architecture = architecture;
        try (PointerScope scope = new PointerScope()) {
            this.parameters = Collections.unmodifiableMap(Initialisation.parameters(architecture, seed, lowpass));
            parameters.values().forEach(Tensor::retainReference);
        }
        this.layers = architecture.layers().stream().map(this::layer).toList();
        this.conditioning = new Conditioning(
                parameters.get(ParameterNames.HIDDEN_WEIGHT),
                parameters.get(ParameterNames.HIDDEN_BIAS),
                parameters.get(ParameterNames.OUTPUT_WEIGHT),
                parameters.get(ParameterNames.OUTPUT_BIAS));
    }

    /**
     * A network that starts where a model stands. What it takes over is close to the model, not equal, as the tables by QP are fitted;
     * training goes on exactly from {@link #parameters} that were kept.
     *
     * @param seed of what the model does not determine
     * @throws IllegalArgumentException if the model is none of the kernel's networks
     */
    public static PreprocessingNetwork of(Model model, long seed) {
        PreprocessingNetwork network = new PreprocessingNetwork(ModelImport.architecture(model), seed, 0);
        return network.loaded(() -> {
            Map<String, Tensor> values = new LinkedHashMap<>(network.parameters);
            values.putAll(ModelImport.parameters(
                    model, network.architecture, network.parameters, network.conditioning.hidden()));
            return values;
        });
    }

    /**
     * A network with copies of another one's {@link #parameters}.
     *
     * @throws IllegalArgumentException if they are no network's
     */
    public static PreprocessingNetwork of(Map<String, Tensor> parameters) {
        Tensor head = parameters.get("head.weight");
        Architecture architecture =
                Architecture.of(head == null ? 0 : Math.toIntExact(head.size(0)), parameters::containsKey);
        return new PreprocessingNetwork(architecture, 0, 0).loaded(() -> parameters);
    }

    /**
     * A deeper network that computes the same.
     *
     * @param depth body layers, at least as many as this has
     * @throws IllegalArgumentException if it is less, or the kernel has no such network
     */
    public PreprocessingNetwork deepened(int depth) {
        if (depth < architecture.depth()) {
            throw new IllegalArgumentException("depth " + depth + " is less than " + architecture.depth());
        }
        return new PreprocessingNetwork(new Architecture(architecture.channels(), depth), 0, 0)
                .loaded(() -> Deepening.of(parameters, architecture, depth));
    }

    /** This, or nothing if the values do not fit. */
    private PreprocessingNetwork loaded(Supplier<Map<String, Tensor>> values) {
        try (PointerScope scope = new PointerScope()) {
            load(values.get());
            return this;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private Layer layer(LayerShape shape) {
        return new Layer(
                shape,
                parameters.get(ParameterNames.weight(shape)),
                parameters.get(ParameterNames.bias(shape)),
                architecture.isSkipTarget(shape) ? Optional.of(parameters.get(ParameterNames.SKIP)) : Optional.empty());
    }

    public Architecture architecture() {
        return architecture;
    }

    /** Whether {@link #forward} rounds weights and activations as the exported model will, with straight-through gradients; off at first. */
    public void fakeQuantised(boolean on) {
        quantised = on;
    }

    /**
     * Processes a batch that is continued by its edges, {@link ExtendedPlanes#of}.
     *
     * @param source whole numbers 0..255
     * @param qp [N], whole numbers 0..51 of any type
     * @return whole numbers 0..255 in the caller's {@link PointerScope}, with gradients to the parameters as if they were not rounded
     * @throws IllegalArgumentException if there is not one QP in 0..51 per picture
     */
    public PlaneTensors forward(PlaneTensors source, Tensor qp) {
        return scoped(() -> forward(ExtendedPlanes.of(source, architecture.margin()), qp));
    }

    /**
     * Processes a batch whose surroundings are known.
     *
     * @see #forward(PlaneTensors, Tensor)
     * @throws IllegalArgumentException also if the margin is less than {@link Architecture#margin}
     */
    public PlaneTensors forward(ExtendedPlanes source, Tensor qp) {
        if (source.margin() < architecture.margin()) {
            throw new IllegalArgumentException(
                    "margin " + source.margin() + " is less than the network's " + architecture.margin());
        }
        requireQps(qp, source.planes().count());
        return scoped(() -> {
            PackedPicture picture = PackedPicture.of(source, architecture.margin());
            return new ForwardPass(architecture, prepare(quantised), picture, qp.to(ScalarType.Long), quantised).run();
        });
    }

    private static void requireQps(Tensor qp, long count) {
        if (!Arrays.equals(qp.shape(), new long[] {count})) {
            throw new IllegalArgumentException(
                    "QPs of shape " + Arrays.toString(qp.shape()) + " for " + count + " pictures");
        }
        for (float value : Tensors.floats(qp)) {
            if (!(value >= 0 && value < Conditioning.QPS && value == Math.rint(value))) {
                throw new IllegalArgumentException("QP " + value + " is no whole number in 0..51");
            }
        }
    }

    /** Frees all that is made on the way; the results go to the caller's scope, or to the garbage collector where there is none. */
    private static PlaneTensors scoped(Supplier<PlaneTensors> computation) {
        PlaneTensors result;
        try (PointerScope scope = new PointerScope()) {
            result = computation.get();
            planes(result).forEach(Tensor::retainReference);
        }
        PointerScope outer = PointerScope.getInnerScope();
        if (outer != null) {
            for (Tensor plane : planes(result)) {
                outer.attach(plane);
                plane.releaseReference();
            }
        }
        return result;
    }

    private static List<Tensor> planes(PlaneTensors result) {
        return List.of(result.y(), result.u(), result.v());
    }

    PreparedNetwork prepare(boolean rounded) {
        Tensor table = conditioning.table();
        Map<String, Operands> operands = new HashMap<>();
        Map<String, Tensor> multipliers = new HashMap<>();
        long at = 0;
        for (Layer layer : layers) {
            String name = layer.shape().name();
            Operands own = rounded ? layer.quantised() : layer.exact();
            operands.put(name, own);
            multipliers.put(
                    name,
                    Conditioning.multipliers(table.narrow(1, at, layer.shape().out()), own.scale()));
            at += layer.shape().out();
        }
        Tensor lowpass = table.narrow(1, at, ParameterNames.LOWPASSES).mul(new Scalar(1.0 / 16));
        return new PreparedNetwork(operands, multipliers, lowpass);
    }

    /** All that is trained, by name, in a fixed order: leaves that require gradients, to be updated in place. They live as long as this. */
    public Map<String, Tensor> parameters() {
        return parameters;
    }

    /**
     * Copies values into the parameters.
     *
     * @throws IllegalArgumentException if they are not the same names and shapes; nothing is changed then
     */
    public void load(Map<String, Tensor> values) {
        Tensors.load(values, parameters);
    }

    /**
     * The network for the kernel, which computes what the fake-quantised graph does, to the bit.
     *
     * @param metadata how it was trained
     * @throws IllegalStateException if a parameter is not finite
     */
    public Model export(Map<String, String> metadata) {
        parameters.forEach((name, parameter) -> {
            for (float value : Tensors.floats(parameter)) {
                if (!Float.isFinite(value)) {
                    throw new IllegalStateException("parameter '" + name + "' holds " + value);
                }
            }
        });
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            return new ModelExport().model(architecture, prepare(true), new LinkedHashMap<>(metadata));
        }
    }

    /** Releases the parameters. */
    @Override
    public void close() {
        parameters.values().forEach(Tensor::releaseReference);
    }
}
