package org.mvjpeg.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
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
    private final Course course;
    private final Qps qps;
    private final Consumer<String> out;

    /** @param out takes lines for people */
    public Trainer(TrainingOptions options, Consumer<String> out) {
        this.options = options;
        this.course = options.course();
        this.qps = Qps.of(course.minQp(), course.maxQp());
        this.out = out;
    }

    /**
     * Trains to the end, or until told to stop; that is asked between steps.
     *
     * @throws IOException if a teacher, a photograph folder or a checkpoint cannot be used, or a file not be written
     */
    public TrainingResult run(BooleanSupplier stop) throws IOException {
        PhotoSplit photos = PhotoSplit.of(course);
        try (Workers workers = new Workers(course.threads());
                Judges judges = Judges.load(options.teachers(), options.featureWeight());
                RealCodec codec = new RealCodec(workers.encoders());
                TrainingState state = new TrainingState(course)) {
            Fingerprint fingerprint = Fingerprint.ofTraining(options, judges.names(), photos);
            Path checkpoint = course.work().resolve(CHECKPOINT);
            if (state.restore(checkpoint, fingerprint)) {
                say("going on after step %d of %d", state.step(), course.steps());
            }
            Validation validation = validation(judges, codec, photos);
            say(
                    "%d teachers, %d photographs to learn from, %d to validate with",
                    judges.list().size(), photos.training().size(), validation.photos());
            PhotoLibrary library = new PhotoLibrary(photos.training(), Workers.cacheBytes());
            BatchLoader loader = new BatchLoader(library, course.crops(), step -> plan(judges, step), workers.loader());
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
                TrainingRun run =
                        new TrainingRun(course, state, judges.names(), validation::measure, ground, fingerprint, out);
                boolean finished = run.train(index -> step.run(loader.load(index)), stop);
                sayBad(library, out);
                say("%s", step.clock());
                return new TrainingResult(state.step(), finished ? Optional.of(run.ship()) : Optional.empty());
            }
        }
    }

    private double taskWeight(double qp) {
        return options.taskWeight().at((qp - course.minQp()) / (course.maxQp() - course.minQp()));
    }

    private StepPlan plan(Judges judges, int step) {
        return StepPlan.of(course, step, judges.list().size(), (judge, share) -> side(judges, judge, share));
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
        ValidationPictures pictures = ValidationPictures.of(course, photos);
        Validation validation = new Validation(judges.list(), sides, codec, pictures);
        sayBad(pictures.library(), out);
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
        try (Kernel converter = Kernel.converter(KernelPlanes.TARGET)) {
            Ground ground = Ground.of(validation.measure(converter, qps.all()), judges.names(), out);
            if (state.step() == 0 && !options.skipGate()) {
                state.gate(GateCheck.run(validation, judges.list(), proxy, codec, converter, qps.forGate(), out));
            }
            return ground;
        }
    }

    /** Names the files that are no photographs. */
    static void sayBad(PhotoLibrary library, Consumer<String> out) {
        if (!library.bad().isEmpty()) {
            out.accept(library.bad().size() + " files are no photographs and were left out:");
            library.bad().forEach((file, reason) -> out.accept("  " + file + ": " + reason));
        }
    }

    private void say(String format, Object... arguments) {
        out.accept(String.format(Locale.ROOT, format, arguments));
    }
}
