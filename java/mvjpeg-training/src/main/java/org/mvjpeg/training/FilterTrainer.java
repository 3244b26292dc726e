package org.mvjpeg.training;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.mvjpeg.training.loss.Judge;
import org.mvjpeg.training.photos.PhotoLibrary;

/**
 * Trains a post filter: the network behind a decoder. It stops and goes on as {@link Trainer} does.
 */
public final class FilterTrainer {
    private final FilterOptions options;
    private final Course course;
    private final Qps qps;
    private final Consumer<String> out;

    /** @param out takes lines for people */
    public FilterTrainer(FilterOptions options, Consumer<String> out) {
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
                Learners learners = new Learners(course.threads(), course.batch());
                Judges judges = Judges.load(options.teachers(), options.featureWeight());
                FilterCodecs codecs = new FilterCodecs(options, workers.encoders());
                TrainingState state = new TrainingState(course)) {
            List<Criterion> criteria = options.forMachines()
                    ? Criterion.tasks(judges.list())
                    : Criterion.fidelity(options.similarityWeight());
            List<String> names = criteria.stream().map(Criterion::name).toList();
            Fingerprint fingerprint = Fingerprint.ofFilter(options, names, photos, codecs.settings());
            if (state.restore(course.work().resolve(Trainer.CHECKPOINT), fingerprint)) {
                say("going on after step %d of %d", state.step(), course.steps());
            }
            state.gate("none is needed");
            FilterValidation validation = validation(criteria, judges.list(), codecs, photos, workers);
            say(
                    "%d photographs to learn from, %d to validate with",
                    photos.training().size(), validation.photos());
            Ground ground = Ground.of(validation.anchor(), names, out);
            PhotoLibrary library = new PhotoLibrary(photos.training(), Workers.cacheBytes());
            String coded = "coded-"
                    + Fingerprint.ofCoded(options, photos, codecs.settings()).digest();
            FilterBatches batches =
                    new FilterBatches(options, library, codecs, course.work().resolve(coded), workers.encoders());
            Ahead<PairBatch> ahead = new Ahead<>(step -> batch(batches, judges.list(), step), workers.loader());
            FilterStep step = new FilterStep(state.network(), criteria, ground.curves(), learners);
            TrainingRun run = new TrainingRun(course, state, names, validation::measure, ground, fingerprint, out);
            boolean finished = run.train(index -> step.run(ahead.get(index)), stop);
            Trainer.sayBad(library, out);
            return new TrainingResult(state.step(), finished ? Optional.of(run.ship()) : Optional.empty());
        }
    }

    private PairBatch batch(FilterBatches batches, List<Judge> judges, int step) {
        if (options.forMachines()) {
            return batches.views(
                    StepPlan.of(course, step, judges.size(), (judge, share) -> side(judges.get(judge), share)));
        }
        return batches.windows(StepPlan.of(course, step, 1, (judge, share) -> options.window()), 2);
    }

    private int side(Judge judge, double share) {
        return View.side(judge.teacher().description(), options.view().at(share));
    }

    private FilterValidation validation(
            List<Criterion> criteria, List<Judge> judges, FilterCodecs codecs, PhotoSplit photos, Workers workers)
            throws IOException {
        int[] sides = new int[criteria.size()];
        for (int i = 0; i < sides.length; i++) {
            sides[i] = options.forMachines() ? side(judges.get(i), 0.5) : options.side();
        }
        ValidationPictures pictures = ValidationPictures.of(course, photos);
        FilterValidation validation =
                new FilterValidation(criteria, sides, qps.all(), codecs, pictures, workers.encoders());
        Trainer.sayBad(pictures.library(), out);
        return validation;
    }

    private void say(String format, Object... arguments) {
        out.accept(String.format(Locale.ROOT, format, arguments));
    }
}
