package org.mvjpeg.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;
import org.mvjpeg.kernel.Kernel;
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

    private final TrainingOptions options;
    private final Qps qps;
    private final Consumer<String> out;

    /** @param out takes lines for people */
    public Trainer(TrainingOptions options, Consumer<String> out) {
        this.options = options;
        this.qps = Qps.of(options.minQp(), options.maxQp());
        this.out = out;
    }

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
                TrainingState state = new TrainingState(options)) {
            Fingerprint fingerprint = Fingerprint.ofTraining(options, judges.names(), photos);
            Path checkpoint = options.work().resolve(CHECKPOINT);
            if (state.restore(checkpoint, fingerprint)) {
                say("going on after step %d of %d", state.step(), options.steps());
            }
            Validation validation = validation(judges, codec, photos);
            say(
                    "%d teachers, %d photographs to learn from, %d to validate with",
                    judges.list().size(), photos.training().size(), validation.photos());
            PhotoLibrary library = new PhotoLibrary(photos.training(), cacheBytes());
            BatchLoader loader = new BatchLoader(library, options.crops(), step -> plan(judges, step), loaders);
            Fingerprint fit = Fingerprint.ofProxy(options, judges.names(), photos, codec.settings());
            Optional<? extends CodecProxy> made = proxy(codec, loader, fit, stop);
            if (made.isEmpty()) {
                return new TrainingResult(state.step(), Optional.empty());
            }
            try (CodecProxy proxy = made.get()) {
                Ground ground = ground(state, judges, validation, codec, proxy);
                TrainingStep step = new TrainingStep(
                        state.network(),
                        proxy,
                        codec,
                        judges.list(),
                        ground.curves(),
                        new PictureLoss(this::taskWeight, options.beta()),
                        ground.anchor().container());
                TrainingRun run = new TrainingRun(options, state, judges.names(), validation, ground, fingerprint, out);
                boolean finished = run.train(step, loader, stop);
                bad(library);
                say("%s", step.clock());
                return new TrainingResult(state.step(), finished ? Optional.of(run.ship()) : Optional.empty());
            }
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

    private double taskWeight(double qp) {
        return options.taskWeight().at((qp - options.minQp()) / (options.maxQp() - options.minQp()));
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

    private Optional<? extends CodecProxy> proxy(
            RealCodec codec, BatchLoader loader, Fingerprint fingerprint, BooleanSupplier stop) throws IOException {
        return options.proxy() == ProxyKind.TRANSFORM
                ? Optional.of(new TransformProxy(ProxyParameters.x265Medium()))
                : new ProxyFitting(options, fingerprint, new CodedBatches(loader, codec), out).run(stop);
    }

    private Ground ground(
            TrainingState state, Judges judges, Validation validation, RealCodec codec, CodecProxy proxy) {
        try (Kernel converter = Kernel.converter(TrainingRun.TARGET)) {
            Ground ground = Ground.measure(validation, judges.names(), converter, qps.all(), out);
            if (state.step() == 0 && !options.skipGate()) {
                state.gate(GateCheck.run(validation, judges.list(), proxy, codec, converter, qps.forGate(), out));
            }
            return ground;
        }
    }

    private void bad(PhotoLibrary library) {
        if (!library.bad().isEmpty()) {
            say("%d files are no photographs and were left out:", library.bad().size());
            library.bad().forEach((file, reason) -> say("  %s: %s", file, reason));
        }
    }

    private void say(String format, Object... arguments) {
        out.accept(String.format(Locale.ROOT, format, arguments));
    }
}
