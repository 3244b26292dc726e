package org.mvjpeg.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.bytedeco.javacpp.PointerScope;
import org.mvjpeg.codec.CodedPlanes;
import org.mvjpeg.training.proxy.HyperpriorFit;
import org.mvjpeg.training.proxy.HyperpriorProxy;
import org.mvjpeg.training.proxy.PlaneBatches;
import org.mvjpeg.training.tensor.Tensors;

/**
 * Makes a {@link HyperpriorProxy} that knows x265: the one in the work folder where it was fitted with the same options, or else one fitted
 * anew, which is then kept there. A fit that is stopped leaves nothing; what its steps do depends on the seed and their number alone, so
 * the next one comes to the same.
 */
final class ProxyFitting {
    /** Name of the fitted proxy in the work folder. */
    static final String FILE = "proxy.safetensors";

    private static final String GROUP = "proxy";
    private static final int CHANNELS = 96;
    private static final int HYPER_CHANNELS = 24;
    private static final double LEARNING_RATE = 1e-3;

    private final TrainingOptions options;
    private final Fingerprint fingerprint;
    private final CodedBatches batches;
    private final Consumer<String> out;
    private final Path file;

    /** @param fingerprint of what the fit depends on */
    ProxyFitting(TrainingOptions options, Fingerprint fingerprint, CodedBatches batches, Consumer<String> out) {
        this.options = options;
        this.fingerprint = fingerprint;
        this.batches = batches;
        this.out = out;
        this.file = options.course().work().resolve(FILE);
    }

    /**
     * The proxy, frozen.
     *
     * @return empty if told to stop; that is asked between steps
     * @throws IOException if a fitted proxy cannot be kept
     */
    Optional<HyperpriorProxy> run(BooleanSupplier stop) throws IOException {
        HyperpriorProxy proxy =
                new HyperpriorProxy(CHANNELS, HYPER_CHANNELS, options.course().seed());
        boolean ready = false;
        try {
            ready = restored(proxy) || fitted(proxy, stop);
            proxy.freeze();
            return ready ? Optional.of(proxy) : Optional.empty();
        } finally {
            if (!ready) {
                proxy.close();
            }
        }
    }

    private boolean restored(HyperpriorProxy proxy) {
        try (PointerScope scope = new PointerScope()) {
            Optional<Checkpoint> found = Checkpoint.read(file);
            if (found.isEmpty()) {
                return false;
            }
            Optional<String> difference = fingerprint.difference(found.get().notes());
            if (difference.isPresent()) {
                say("%s was fitted otherwise: %s; the proxy is fitted anew", file, difference.get());
                return false;
            }
            Tensors.load(found.get().groups().getOrDefault(GROUP, Map.of()), proxy.parameters());
            say("the proxy is that of %s", file);
            return true;
        } catch (IOException | IllegalArgumentException e) {
            say("%s cannot be used: %s; the proxy is fitted anew", file, e.getMessage());
            return false;
        }
    }

    private boolean fitted(HyperpriorProxy proxy, BooleanSupplier stop) throws IOException {
        int steps = options.proxySteps();
        Schedule schedule = new Schedule(steps);
        Pace pace = new Pace(0, steps);
        double sum = 0;
        int summed = 0;
        try (HyperpriorFit fit = new HyperpriorFit(proxy)) {
            for (int step = 0; step < steps; step++) {
                if (stop.getAsBoolean()) {
                    say("stopped in step %d of the proxy's fit, which begins anew the next time", step + 1);
                    return false;
                }
                long start = System.nanoTime();
                sum += step(fit, batches.load(step), LEARNING_RATE * schedule.learningRate(step));
                summed++;
                int done = step + 1;
                if (pace.due(done, (System.nanoTime() - start) / 1e9)) {
                    say("proxy's fit, %s  loss %.4f  %s", pace.at(done), sum / summed, pace.left(done, 0));
                    sum = 0;
                    summed = 0;
                }
            }
        }
        Map<String, String> notes = new LinkedHashMap<>();
        fingerprint.writeTo(notes);
        new Checkpoint(Map.of(GROUP, proxy.parameters()), notes).write(file);
        return true;
    }

    private static double step(HyperpriorFit fit, CodedBatches.CodedBatch batch, double learningRate) {
        List<CodedPlanes> coded = batch.coded();
        float[] bits = new float[coded.size()];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = 8f * coded.get(i).pictureBytes();
        }
        try (PointerScope scope = new PointerScope()) {
            return fit.step(
                    PlaneBatches.tensors(batch.pictures()),
                    batch.plan().qpTensor(),
                    PlaneBatches.tensors(
                            coded.stream().map(CodedPlanes::decoded).toList()),
                    Tensors.of(bits, bits.length),
                    learningRate);
        }
    }

    private void say(String format, Object... arguments) {
        out.accept(String.format(Locale.ROOT, format, arguments));
    }
}
