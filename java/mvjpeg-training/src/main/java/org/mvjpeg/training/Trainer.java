package org.mvjpeg.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;
import org.mvjpeg.kernel.Kernel;
import org.mvjpeg.kernel.Model;
import org.mvjpeg.training.loss.AnchorCurve;
import org.mvjpeg.training.loss.PictureLoss;
import org.mvjpeg.training.photos.PhotoLibrary;
import org.mvjpeg.training.proxy.CodecProxy;
import org.mvjpeg.training.proxy.ProxyParameters;
import org.mvjpeg.training.proxy.TransformProxy;

/**
 * Trains a preprocessing network. A run that is stopped leaves a checkpoint in the work folder; the next run with the same options goes
 * on from there exactly.
 */
public final class Trainer {
    /** Name of the checkpoint in the work folder. */
    public static final String CHECKPOINT = "checkpoint.safetensors";

    private static final String TARGET = "cpu";

    private final TrainingOptions options;
    private final Schedule schedule;
    private final Qps qps;
    private final Consumer<String> out;

    /** @param out takes lines for people */
    public Trainer(TrainingOptions options, Consumer<String> out) {
        this.options = options;
        this.schedule = new Schedule(options.steps());
        this.qps = Qps.of(options.minQp(), options.maxQp());
        this.out = out;
    }

    /** What is measured before the first step. */
    private record Ground(Measurement anchor, List<AnchorCurve> curves) {}

    /**
     * Trains to the end, or until told to stop; that is asked between steps.
     *
     * @throws IOException if a teacher, a photograph folder or a checkpoint cannot be used, or a file not be written
     */
    public TrainingResult run(BooleanSupplier stop) throws IOException {
        torch.set_num_threads(options.threads());
        // OpenBLAS's threads wait by spinning: where other work takes a core, products of small matrices take fifty
        // times as long.
        openblas_nolapack.blas_set_num_threads(1);
        PhotoSplit photos = PhotoSplit.of(options);
        ExecutorService encoders = pool("mvjpeg-x265", options.threads());
        ExecutorService loaders = pool("mvjpeg-photos", 1);
        try (Judges judges = Judges.load(options.teachers(), options.featureWeight());
                RealCodec codec = new RealCodec(encoders);
                CodecProxy proxy = new TransformProxy(ProxyParameters.x265Medium());
                TrainingState state = new TrainingState(options)) {
            Fingerprint fingerprint = new Fingerprint(options, judges.names(), photos);
            Path checkpoint = options.work().resolve(CHECKPOINT);
            if (state.restore(checkpoint, fingerprint)) {
                say("going on after step %d of %d", state.step(), options.steps());
            }
            Validation validation = validation(judges, codec, photos);
            say(
                    "%d teachers, %d photographs to learn from, %d to validate with",
                    judges.list().size(), photos.training().size(), validation.photos());
            Ground ground = ground(state, judges, validation, codec, proxy);
            PhotoLibrary library = new PhotoLibrary(photos.training(), cacheBytes());
            BatchLoader loader = new BatchLoader(library, options.crops(), step -> plan(judges, step), loaders);
            TrainingStep step = new TrainingStep(
                    state.network(),
                    proxy,
                    codec,
                    judges.list(),
                    ground.curves,
                    new PictureLoss(options.taskWeight(), options.beta()),
                    ground.anchor.container());
            boolean finished = train(state, step, loader, validation, ground, judges, fingerprint, stop);
            bad(library);
            say("%s", step.clock());
            if (!finished) {
                return new TrainingResult(state.step(), Optional.empty());
            }
            return new TrainingResult(state.step(), Optional.of(ship(state, validation, ground, judges, fingerprint)));
        } finally {
            encoders.shutdownNow();
            loaders.shutdownNow();
        }
    }

    private static ExecutorService pool(String name, int threads) {
        ThreadFactory factory = task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
        return Executors.newFixedThreadPool(threads, factory);
    }

    /** Photographs in memory leave room for the larger ones that are being read. */
    private static long cacheBytes() {
        return Runtime.getRuntime().maxMemory() / 4;
    }

    private StepPlan plan(Judges judges, int step) {
        return StepPlan.of(options, step, judges.list().size(), (judge, share) -> side(judges, judge, share));
    }

    private int side(Judges judges, int judge, double share) {
        return View.side(
                judges.list().get(judge).teacher().description(), options.view().at(share));
    }

    private Validation validation(Judges judges, RealCodec codec, PhotoSplit photos) throws IOException {
        int[] sides = new int[judges.list().size()];
        for (int judge = 0; judge < sides.length; judge++) {
            sides[judge] = side(judges, judge, 0.5);
        }
        PhotoLibrary library = new PhotoLibrary(photos.validation(), cacheBytes());
        Validation validation = new Validation(judges.list(), sides, codec, library, options.crops());
        bad(library);
        return validation;
    }

    private Ground ground(
            TrainingState state, Judges judges, Validation validation, RealCodec codec, CodecProxy proxy) {
        try (Kernel converter = Kernel.converter(TARGET)) {
            Measurement anchor = validation.measure(converter, qps.all());
            List<AnchorCurve> curves = new ArrayList<>();
            for (int judge = 0; judge < anchor.judges(); judge++) {
                AnchorCurve curve = new AnchorCurve(qps.all(), anchor.bytes()[judge], anchor.distances()[judge]);
                curves.add(curve);
                say("anchor for %s: without a network", judges.names().get(judge));
                for (int q = 0; q < qps.all().size(); q++) {
                    int qp = qps.all().get(q);
                    say(
                            "  QP %d  %.0f bytes  D %.4f  slope %.3f",
                            qp, Measurement.mean(anchor.bytes()[judge][q]), curve.meanDistance(qp), curve.slope(qp));
                }
            }
            if (state.step() == 0 && !options.skipGate()) {
                state.gate(GateCheck.run(validation, judges.list(), proxy, codec, converter, qps.forGate(), out));
            }
            return new Ground(anchor, curves);
        }
    }

    private boolean train(
            TrainingState state,
            TrainingStep step,
            BatchLoader loader,
            Validation validation,
            Ground ground,
            Judges judges,
            Fingerprint fingerprint,
            BooleanSupplier stop)
            throws IOException {
        Path checkpoint = options.work().resolve(CHECKPOINT);
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
                state.withAverage(() -> validate(state, validation, ground, judges));
                validationSeconds = seconds(begin);
            }
            if (last || done % options.checkpointEvery() == 0) {
                state.save(checkpoint, fingerprint);
            }
        }
        return true;
    }

    private void validate(TrainingState state, Validation validation, Ground ground, Judges judges) {
        try (Kernel kernel = Kernel.load(TARGET, state.network().export(Set.of(), Map.of()))) {
            Measurement test = validation.measure(kernel, qps.validation());
            ValidationResult result =
                    ValidationResult.of(state.step(), judges.names(), ground.anchor, test, ground.curves);
            state.history().add(result);
            result.lines().forEach(out);
            if (state.offer(result.gain())) {
                say("  the best so far");
            }
        }
    }

    private Path ship(TrainingState state, Validation validation, Ground ground, Judges judges, Fingerprint fingerprint)
            throws IOException {
        state.loadBest();
        Gains gains;
        try (Kernel kernel = Kernel.load(TARGET, state.network().export(Set.of(), Map.of()))) {
            gains = Gains.of(ground.anchor, validation.measure(kernel, qps.all()), ground.curves);
        }
        List<ShipRule.Verdict> verdicts = ShipRule.verdicts(gains, options.seed());
        for (ShipRule.Verdict verdict : verdicts) {
            say(
                    "QP %d  gain %+.4f (95 %%: %+.4f to %+.4f)  %s",
                    verdict.qp(),
                    verdict.interval().estimate(),
                    verdict.interval().low(),
                    verdict.interval().high(),
                    verdict.ships() ? "ships" : "identity");
        }
        Set<Integer> identity = ShipRule.identityAt(verdicts);
        TrainingReport report = new TrainingReport(fingerprint, state, verdicts, identity);
        Model model = state.network().export(identity, report.metadata());
        Files.createDirectories(options.out());
        Path file = options.out().resolve("model.safetensors");
        report.write(options.out(), model, file);
        say("wrote %s; the best step was %d", file, state.bestStep());
        return file;
    }

    private void bad(PhotoLibrary library) {
        if (!library.bad().isEmpty()) {
            say("%d files are no photographs and were left out:", library.bad().size());
            library.bad().forEach((file, reason) -> say("  %s: %s", file, reason));
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private void say(String format, Object... arguments) {
        out.accept(String.format(Locale.ROOT, format, arguments));
    }
}
