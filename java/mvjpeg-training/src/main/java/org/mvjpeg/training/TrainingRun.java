package org.mvjpeg.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.mvjpeg.kernel.Kernel;
import org.mvjpeg.kernel.Model;
import org.mvjpeg.training.network.Fade;

/** A training from the step that its state is at: steps, validations, checkpoints, and what ships in the end. */
final class TrainingRun {
    /** The kernel's that is validated with. */
    static final String TARGET = "cpu";

    private final TrainingOptions options;
    private final TrainingState state;
    private final List<String> judges;
    private final Validation validation;
    private final Ground ground;
    private final Fingerprint fingerprint;
    private final Schedule schedule;
    private final Qps qps;
    private final Consumer<String> out;

    /** @param judges their names */
    TrainingRun(
            TrainingOptions options,
            TrainingState state,
            List<String> judges,
            Validation validation,
            Ground ground,
            Fingerprint fingerprint,
            Consumer<String> out) {
        this.options = options;
        this.state = state;
        this.judges = judges;
        this.validation = validation;
        this.ground = ground;
        this.fingerprint = fingerprint;
        this.schedule = new Schedule(options.steps());
        this.qps = Qps.of(options.minQp(), options.maxQp());
        this.out = out;
    }

    /**
     * Steps and validations, to the end or until told to stop; that is asked between steps.
     *
     * @return whether the end is reached; otherwise a checkpoint holds all to go on
     */
    boolean train(TrainingStep step, BatchLoader loader, BooleanSupplier stop) throws IOException {
        Path checkpoint = options.work().resolve(Trainer.CHECKPOINT);
        ProgressLines progress = new ProgressLines(state.step(), options.steps(), out);
        double validationSeconds = 0;
        while (state.step() < options.steps()) {
            if (stop.getAsBoolean()) {
                state.save(checkpoint, fingerprint);
                say("stopped after step %d; %s holds all to go on", state.step(), checkpoint);
                return false;
            }
            long start = System.nanoTime();
            int index = state.step();
            state.network().fakeQuantised(schedule.quantised(index));
            StepFigures figures = step.run(loader.load(index));
            double spent = seconds(start);
            state.advance(figures, options.learningRate() * schedule.learningRate(index), spent);
            int done = state.step();
            int validations = (options.steps() - done + options.validationEvery() - 1) / options.validationEvery();
            progress.step(state.history(), spent, validations * validationSeconds);
            boolean last = done == options.steps();
            if (last || done % options.validationEvery() == 0) {
                long begin = System.nanoTime();
                state.withAverage(this::validate);
                validationSeconds = seconds(begin);
            }
            if (last || done % options.checkpointEvery() == 0) {
                state.save(checkpoint, fingerprint);
            }
        }
        return true;
    }

    private void validate() {
        try (Kernel kernel = Kernel.load(TARGET, state.network().export(Map.of()))) {
            Measurement test = validation.measure(kernel, qps.validation());
            ValidationResult result = ValidationResult.of(state.step(), judges, ground.anchor(), test, ground.curves());
            state.history().add(result);
            result.lines().forEach(out);
            if (state.offer(result.gain())) {
                say("  the best so far");
            }
        }
    }

    /** Writes the best network and the reports. @return the model's file */
    Path ship() throws IOException {
        state.loadBest();
        Gains gains;
        try (Kernel kernel = Kernel.load(TARGET, state.network().export(Map.of()))) {
            gains = Gains.of(ground.anchor(), validation.measure(kernel, qps.all()), ground.curves());
        }
        List<ShipRule.Verdict> verdicts = ShipRule.verdicts(gains, options.seed());
        for (ShipRule.Verdict verdict : verdicts) {
            say(
                    "QP %d  gain %+.4f (95 %%: %+.4f to %+.4f)  %s",
                    verdict.qp(),
                    verdict.interval().estimate(),
                    verdict.interval().low(),
                    verdict.interval().high(),
                    verdict.ships() ? "ships" : "does not ship");
        }
        Set<Integer> shipping = ShipRule.shipping(verdicts);
        TrainingReport report = new TrainingReport(fingerprint, state, verdicts, shipping);
        Model model = Fade.of(state.network().export(report.metadata()), shipping);
        Files.createDirectories(options.out());
        Path file = options.out().resolve("model.safetensors");
        report.write(options.out(), model, file);
        say("wrote %s; the best step was %d", file, state.bestStep());
        return file;
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private void say(String format, Object... arguments) {
        out.accept(String.format(Locale.ROOT, format, arguments));
    }
}
