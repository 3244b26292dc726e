package org.mvjpeg.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.mvjpeg.kernel.Model;
import org.mvjpeg.training.network.Fade;
import org.mvjpeg.training.network.PreprocessingNetwork;

/** A training from the step that its state is at: steps, validations, checkpoints, and what ships in the end. */
final class TrainingRun {
    private final Course course;
    private final TrainingState state;
    private final List<String> judges;
    private final Measuring measuring;
    private final Ground ground;
    private final Fingerprint fingerprint;
    private final Schedule schedule;
    private final Qps qps;
    private final Consumer<String> out;

    /** Looks at the validation photographs with a network. */
    interface Measuring {
        /** @param network not trained meanwhile */
        Measurement measure(PreprocessingNetwork network, List<Integer> qps);
    }

    /** @param judges their names */
    TrainingRun(
            Course course,
            TrainingState state,
            List<String> judges,
            Measuring measuring,
            Ground ground,
            Fingerprint fingerprint,
            Consumer<String> out) {
        this.course = course;
        this.state = state;
        this.judges = judges;
        this.measuring = measuring;
        this.ground = ground;
        this.fingerprint = fingerprint;
        this.schedule = new Schedule(course.steps());
        this.qps = Qps.of(course.minQp(), course.maxQp());
        this.out = out;
    }

    /**
     * Steps and validations, to the end or until told to stop; that is asked between steps.
     *
     * @param step leaves gradients in the network's parameters; by its number
     * @return whether the end is reached; otherwise a checkpoint holds all to go on
     */
    boolean train(IntFunction<StepFigures> step, BooleanSupplier stop) throws IOException {
        Path checkpoint = course.work().resolve(Trainer.CHECKPOINT);
        ProgressLines progress = new ProgressLines(state.step(), course.steps(), out);
        double validationSeconds = 0;
        while (state.step() < course.steps()) {
            if (stop.getAsBoolean()) {
                state.save(checkpoint, fingerprint);
                say("stopped after step %d; %s holds all to go on", state.step(), checkpoint);
                return false;
            }
            long start = System.nanoTime();
            int index = state.step();
            state.network().fakeQuantised(schedule.quantised(index));
            StepFigures figures = step.apply(index);
            double spent = seconds(start);
            state.advance(figures, course.learningRate() * schedule.learningRate(index), spent);
            int done = state.step();
            int validations = (course.steps() - done + course.validationEvery() - 1) / course.validationEvery();
            progress.step(state.history(), spent, validations * validationSeconds);
            boolean last = done == course.steps();
            if (last || done % course.validationEvery() == 0) {
                long begin = System.nanoTime();
                state.withAverage(this::validate);
                validationSeconds = seconds(begin);
            }
            if (last || done % course.checkpointEvery() == 0) {
                state.save(checkpoint, fingerprint);
            }
        }
        return true;
    }

    private void validate() {
        Measurement test = measuring.measure(state.network(), qps.validation());
        ValidationResult result = ValidationResult.of(state.step(), judges, ground.anchor(), test, ground.curves());
        state.history().add(result);
        result.lines().forEach(out);
        if (state.offer(result.gain())) {
            say("  the best so far");
        }
    }

    /** Writes the best network and the reports. @return the model's file */
    Path ship() throws IOException {
        state.loadBest();
        Gains gains = Gains.of(ground.anchor(), measuring.measure(state.network(), qps.all()), ground.curves());
        List<ShipRule.Verdict> verdicts = ShipRule.verdicts(gains, course.seed());
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
        Files.createDirectories(course.out());
        Path file = course.out().resolve("model.safetensors");
        report.write(course.out(), model, file);
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
