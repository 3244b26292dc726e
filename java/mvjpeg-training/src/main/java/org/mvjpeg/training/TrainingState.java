package org.mvjpeg.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.mvjpeg.training.network.MovingAverage;
import org.mvjpeg.training.network.PreprocessingNetwork;
import org.mvjpeg.training.tensor.Tensors;

/** What changes while training, and survives it in a checkpoint. */
final class TrainingState implements AutoCloseable {
    private static final double GRADIENT_LIMIT = 1;
    private static final String NETWORK = "network";
    private static final String AVERAGE = "average";
    /** Group of the best network's parameters. */
    static final String BEST = "best";

    private static final String FIRST = "adam.first";
    private static final String SECOND = "adam.second";
    private static final String HISTORY = "history";

    private final PreprocessingNetwork network;
    private final Adam adam;
    private final History history = new History();
    private final MovingAverage average;
    private Map<String, float[]> best = Map.of();
    private double bestGain = Double.POSITIVE_INFINITY;
    private int bestStep;
    private int step;
    private double seconds;
    private String gate = "skipped";

    /** @throws IOException naming the model to start from if it is none */
    TrainingState(Course course) throws IOException {
        this.network = InitialNetwork.of(course);
        this.adam = new Adam(network.parameters(), GRADIENT_LIMIT);
        this.average = new MovingAverage(network.parameters(), new Schedule(course.steps()).averageDecay());
    }

    PreprocessingNetwork network() {
        return network;
    }

    History history() {
        return history;
    }

    /** Steps done. */
    int step() {
        return step;
    }

    /** Time spent on steps, also before interruptions. */
    double seconds() {
        return seconds;
    }

    /** What the proxy's gate said. */
    String gate() {
        return gate;
    }

    void gate(String said) {
        gate = said;
    }

    int bestStep() {
        return bestStep;
    }

    double bestGain() {
        return bestGain;
    }

    /** Moves the parameters by their gradients. */
    void advance(StepFigures figures, double learningRate, double spent) {
        adam.step(network.parameters(), step, learningRate);
        average.update();
        history.add(figures);
        step++;
        seconds += spent;
    }

    /** Runs something with the averaged parameters in the network. */
    void withAverage(Runnable action) {
        try (PointerScope scope = new PointerScope()) {
            Map<String, Tensor> present = tensors(copies(network.parameters()));
            network.load(average.values());
            try {
                action.run();
            } finally {
                network.load(present);
            }
        }
    }

    /** Keeps the network's present parameters if they are the best so far. @return whether they are */
    boolean offer(double gain) {
        if (!(gain < bestGain)) {
            return false;
        }
        bestGain = gain;
        bestStep = step;
        best = copies(network.parameters());
        return true;
    }

    /** Puts the best parameters into the network; it is not trained further. */
    void loadBest() {
        try (PointerScope scope = new PointerScope()) {
            network.load(tensors(best));
        }
    }

    void save(Path file, Fingerprint fingerprint) throws IOException {
        try (PointerScope scope = new PointerScope()) {
            Map<String, Map<String, Tensor>> groups = new LinkedHashMap<>();
            groups.put(NETWORK, network.parameters());
            groups.put(AVERAGE, average.values());
            groups.put(FIRST, tensors(adam.first()));
            groups.put(SECOND, tensors(adam.second()));
            groups.put(BEST, tensors(best));
            if (step > 0) {
                Tensor figures = Tensors.of(history.flat(), step, StepFigures.COUNT);
                groups.put(HISTORY, Map.of("steps", figures));
            }
            Map<String, String> notes = new LinkedHashMap<>();
            notes.put("step", Integer.toString(step));
            notes.put("seconds", Double.toString(seconds));
            notes.put("best.step", Integer.toString(bestStep));
            notes.put("best.gain", Double.toString(bestGain));
            notes.put("gate", gate);
            notes.put("validations", history.validationsJson());
            fingerprint.writeTo(notes);
            new Checkpoint(groups, notes).write(file);
        }
    }

    /**
     * Goes on from a checkpoint.
     *
     * @return whether there is one
     * @throws IOException if it is broken or of another training
     */
    boolean restore(Path file, Fingerprint fingerprint) throws IOException {
        try (PointerScope scope = new PointerScope()) {
            Checkpoint checkpoint = Checkpoint.read(file).orElse(null);
            if (checkpoint == null) {
                return false;
            }
            fingerprint.requireSame(checkpoint.notes(), file);
            Map<String, Map<String, Tensor>> groups = checkpoint.groups();
            Map<String, String> notes = checkpoint.notes();
            try {
                network.load(group(groups, NETWORK));
                copy(group(groups, AVERAGE), average.values());
                fill(adam.first(), group(groups, FIRST));
                fill(adam.second(), group(groups, SECOND));
                best = copies(groups.getOrDefault(BEST, Map.of()));
                step = Integer.parseInt(notes.get("step"));
                seconds = Double.parseDouble(notes.get("seconds"));
                bestStep = Integer.parseInt(notes.get("best.step"));
                bestGain = Double.parseDouble(notes.get("best.gain"));
                gate = notes.get("gate");
                Tensor figures = groups.getOrDefault(HISTORY, Map.of()).get("steps");
                history.restore(figures == null ? new float[0] : Tensors.floats(figures), notes.get("validations"));
            } catch (IllegalArgumentException | NullPointerException e) {
                throw new IOException(file + ": not a whole checkpoint: " + e.getMessage(), e);
            }
            return true;
        }
    }

    private static Map<String, Tensor> group(Map<String, Map<String, Tensor>> groups, String name) {
        Map<String, Tensor> group = groups.get(name);
        if (group == null) {
            throw new IllegalArgumentException("the tensors '" + name + "' are missing");
        }
        return group;
    }

    private static void copy(Map<String, Tensor> from, Map<String, Tensor> to) {
        try (NoGradGuard frozen = new NoGradGuard()) {
            to.forEach((name, tensor) -> tensor.copy_(from.get(name)));
        }
    }

    private static void fill(Map<String, float[]> arrays, Map<String, Tensor> tensors) {
        arrays.forEach((name, array) -> {
            float[] values = Tensors.floats(tensors.get(name));
            if (values.length != array.length) {
                throw new IllegalArgumentException(
                        "'" + name + "' has " + values.length + " values, not " + array.length);
            }
            System.arraycopy(values, 0, array, 0, array.length);
        });
    }

    private static Map<String, float[]> copies(Map<String, Tensor> tensors) {
        Map<String, float[]> copies = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> copies.put(name, Tensors.floats(tensor)));
        return copies;
    }

    /** Tensors of the parameters' shapes, in the calling thread's scope. */
    private Map<String, Tensor> tensors(Map<String, float[]> arrays) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        arrays.forEach((name, values) -> tensors.put(
                name, Tensors.of(values, network.parameters().get(name).shape())));
        return tensors;
    }

    @Override
    public void close() {
        average.close();
        network.close();
    }
}
