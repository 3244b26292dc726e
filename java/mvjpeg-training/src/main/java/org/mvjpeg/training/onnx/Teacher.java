package org.mvjpeg.training.onnx;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.mvjpeg.evaluation.networks.NetworkDescription;
import org.mvjpeg.evaluation.networks.OutputLayout;

/**
 * A frozen vision network that judges pictures: its own preprocessing, the network, and what its output means. Gradients flow from the
 * answer to the pictures.
 */
public final class Teacher implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Teacher.class.getName());

    /** Below any probability that a network tells apart; keeps the logarithm finite. */
    private static final double TINIEST_PROBABILITY = 1e-30;

    /** Of the largest value: more than rounding makes of another order of additions, less than any real difference. */
    private static final float BATCH_TOLERANCE = 1e-3f;

    private final NetworkDescription description;
    private final OnnxNetwork network;
    private final TeacherInput input;
    private final String output;
    private final List<Feature> features;
    private final boolean batches;

    /**
     * What a teacher says of a batch.
     *
     * @param output of classifiers logits (of those that answer probabilities, their natural logarithms), [N, classes]; of detectors
     *     the raw head, [N, rows, columns] as {@link OutputLayout} says
     * @param features the tensors asked for, by name
     */
    public record Answer(Tensor output, Map<String, Tensor> features) {
        /** Copies the map. */
        public Answer {
            features = Map.copyOf(features);
        }
    }

    private Teacher(NetworkDescription description, OnnxNetwork network) {
        this.description = description;
        this.network = network;
        this.input = new TeacherInput(description);
        String size = description.width() + "x" + description.height();
        if (network.outputs().size() != 1) {
            throw new IllegalArgumentException(
                    description.file() + ": it has the outputs " + network.outputs() + " where one belongs");
        }
        this.output = network.outputs().get(0);
        try {
            this.features = network.features(description.height(), description.width());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    description.file() + ": does not run at " + size + ": " + e.getMessage(), e);
        }
        OutputShape.of(description)
                .require(description.file(), features.get(features.size() - 1).shape());
        this.batches = takesBatches();
        if (!batches) {
            LOG.log(Level.INFO, "{0} takes one picture at a time", description.file());
        }
    }

    /**
     * Loads a teacher and runs it, so that one that does not answer as described fails before the first picture.
     *
     * @throws IOException as {@link OnnxNetwork#load}
     * @throws IllegalArgumentException naming the file if it is no ONNX file, does not run at the described size, or has another output
     *     than described
     */
    public static Teacher load(NetworkDescription description) throws IOException {
        if (description.weights().isPresent()
                || !description.file().toString().toLowerCase(Locale.ROOT).endsWith(".onnx")) {
            throw new IllegalArgumentException(description.file() + ": only ONNX networks can teach");
        }
        OnnxNetwork network = OnnxNetwork.load(description.file());
        try {
            return new Teacher(description, network);
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
    }

    /** What the teacher was loaded by. */
    public NetworkDescription description() {
        return description;
    }

    /** The tensors that are worth comparing, see {@link OnnxNetwork#features}; the output comes last. */
    public List<Feature> features() {
        return features;
    }

    /** Whether a whole batch runs at once; otherwise {@link #run} goes through it picture by picture. */
    public boolean batches() {
        return batches;
    }

    /** Computes in another float type from now on; see {@link OnnxNetwork#to(ScalarType)}. */
    public void to(ScalarType floats) {
        network.to(floats);
    }

    /** Computes on a device from now on, where the pictures are then expected. */
    public void to(Device device) {
        network.to(device);
    }

    /**
     * Brings pictures to the network's input, differentiably.
     *
     * @param rgb floats of shape [N, 3, H, W], 0..255, of any size
     * @return shape [N, 3, height, width] as described
     * @throws IllegalArgumentException if the shape is another
     */
    public Tensor prepare(Tensor rgb) {
        return input.apply(rgb);
    }

    /**
     * Shows pictures to the network. The tensors belong to the calling thread's innermost {@link PointerScope}, which there must be.
     *
     * @param rgb floats of shape [N, 3, H, W], 0..255, of any size
     * @param names of inner tensors to answer too
     * @throws IllegalArgumentException if the shape is another or a name is unknown
     */
    public Answer run(Tensor rgb, Collection<String> names) {
        Tensor prepared = prepare(rgb);
        Set<String> wanted = new LinkedHashSet<>(names);
        wanted.add(output);
        Map<String, Tensor> values = batches ? network.run(prepared, wanted) : oneByOne(prepared, wanted);
        Tensor answer = OutputShape.of(description).batch(values.get(output));
        Map<String, Tensor> asked = new LinkedHashMap<>();
        names.forEach(name -> asked.put(name, values.get(name)));
        if (description.output() == OutputLayout.PROBABILITIES) {
            return new Answer(answer.clamp_min(new Scalar(TINIEST_PROBABILITY)).log(), asked);
        }
        return new Answer(answer, asked);
    }

    private Map<String, Tensor> oneByOne(Tensor prepared, Set<String> wanted) {
        Map<String, List<Tensor>> parts = new LinkedHashMap<>();
        for (long i = 0; i < prepared.size(0); i++) {
            network.run(prepared.narrow(0, i, 1), wanted)
                    .forEach((name, value) -> parts.computeIfAbsent(name, key -> new ArrayList<>())
                            .add(value));
        }
        Map<String, Tensor> values = new LinkedHashMap<>();
        parts.forEach((name, list) -> values.put(name, torch.cat(new TensorVector(list.toArray(Tensor[]::new)), 0)));
        return values;
    }

    /** Whether two pictures at once are answered like each alone: a file that fixes its batch size may fail or mix them. */
    private boolean takesBatches() {
        try (PointerScope scope = new PointerScope();
                NoGradGuard frozen = new NoGradGuard()) {
            long values = 3L * description.height() * description.width();
            Tensor two = torch.arange(new Scalar((double) 2 * values))
                    .sin()
                    .mul(new Scalar(100f))
                    .reshape(2, 3, description.height(), description.width());
            Map<String, Tensor> apart = oneByOne(two, Set.of(output));
            Tensor together = network.run(two).get(output);
            Tensor alone = apart.get(output);
            if (!Arrays.equals(together.shape(), alone.shape())) {
                return false;
            }
            float scale = alone.abs().max().item_float();
            return together.sub(alone).abs().max().item_float() <= BATCH_TOLERANCE * scale;
        } catch (IllegalArgumentException e) {
            LOG.log(Level.DEBUG, "a batch of two fails", e);
            return false;
        }
    }

    /** Frees the network. */
    @Override
    public void close() {
        network.close();
    }
}
