package org.mvjpeg.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.mvjpeg.evaluation.data.PictureFiles;
import org.mvjpeg.kernel.Model;
import org.mvjpeg.training.loss.PictureLoss;
import org.mvjpeg.training.network.Fade;
import org.mvjpeg.training.network.MovingAverage;
import org.mvjpeg.training.network.PreprocessingNetwork;
import org.mvjpeg.training.photos.PhotoLibrary;
import org.mvjpeg.training.proxy.PlaneTensors;

/**
 * Teaches a network of another size to change pictures as a trained one does (distillation: Hinton, Vinyals and Dean, arXiv
 * 1503.02531). It needs neither codec nor teachers, so a step takes a tenth of a training's; {@link Trainer} then goes on from its checkpoint.
 */
public final class Distiller {
    private static final double GRADIENT_LIMIT = 1;

    /** Squared error of a sample that rounding leaves in both networks' pictures: a twelfth in each. */
    private static final double ROUNDING = 1 / 6.0;

    private final DistillationOptions options;
    private final Consumer<String> out;

    /** @param out takes lines for people */
    public Distiller(DistillationOptions options, Consumer<String> out) {
        this.options = options;
        this.out = out;
    }

    /**
     * Distils to the end, or until told to stop; that is asked between steps.
     *
     * @return whether the checkpoint and the model are written; a run that was stopped leaves nothing
     * @throws IOException if the model cannot be imitated, there is no photograph, or a file cannot be written
     */
    public boolean run(BooleanSupplier stop) throws IOException {
        List<Path> photos = PictureFiles.find(options.photos());
        InitialNetwork initial = InitialNetwork.read(options.model(), options.seed());
        try (Workers workers = new Workers(options.threads());
                PreprocessingNetwork model = initial.network();
                PreprocessingNetwork network = new PreprocessingNetwork(options.architecture(), options.seed(), 0)) {
            PhotoLibrary library = new PhotoLibrary(photos, Workers.cacheBytes());
            BatchLoader loader = new BatchLoader(library, options.crops(), this::plan, workers.loader());
            if (!imitate(model, network, loader, stop)) {
                return false;
            }
            write(network, initial.metadata());
            return true;
        }
    }

    private StepPlan plan(int step) {
        SplittableRandom random = StepPlan.generator(options.seed(), step);
        int[] qps = random.ints(options.batch(), options.minQp(), options.maxQp() + 1)
                .toArray();
        return new StepPlan(step, 0, options.side(), qps, false, random.nextLong());
    }

    private boolean imitate(
            PreprocessingNetwork model, PreprocessingNetwork network, BatchLoader loader, BooleanSupplier stop) {
        Schedule schedule = new Schedule(options.steps());
        Pace pace = new Pace(0, options.steps());
        Adam adam = new Adam(network.parameters(), GRADIENT_LIMIT);
        double sum = 0;
        int summed = 0;
        try (MovingAverage average = new MovingAverage(network.parameters(), schedule.averageDecay())) {
            for (int step = 0; step < options.steps(); step++) {
                if (stop.getAsBoolean()) {
                    say("stopped after step %d; distillation begins anew the next time", step);
                    return false;
                }
                long start = System.nanoTime();
                network.fakeQuantised(schedule.quantised(step));
                sum += step(model, network, loader.load(step));
                summed++;
                adam.step(network.parameters(), step, options.learningRate() * schedule.learningRate(step));
                average.update();
                if (pace.due(step + 1, (System.nanoTime() - start) / 1e9)) {
                    say(
                            "%s  of the change not imitated %.3f  %s",
                            pace.at(step + 1), sum / summed, pace.left(step + 1, 0));
                    sum = 0;
                    summed = 0;
                }
            }
            network.load(average.values());
        }
        return true;
    }

    /** Leaves gradients in the network's parameters. @return the squared error by the square of the model's change */
    private static double step(PreprocessingNetwork model, PreprocessingNetwork network, BatchLoader.Batch batch) {
        try (PointerScope scope = new PointerScope()) {
            Tensor qp = batch.plan().qpTensor();
            PlaneTensors source;
            PlaneTensors wanted;
            try (NoGradGuard frozen = new NoGradGuard()) {
                source = Colours.planes(batch.rgbTensor());
                wanted = model.forward(source, qp);
            }
            try (AutoGradMode gradients = new AutoGradMode(true)) {
                Tensor change = PictureLoss.change(wanted, source).mean().add(new Scalar(ROUNDING));
                Tensor loss = PictureLoss.change(network.forward(source, qp), wanted)
                        .mean()
                        .div(change);
                loss.backward();
                return loss.item_float();
            }
        }
    }

    /** The new network does nothing where the model was found to be of no use. */
    private void write(PreprocessingNetwork network, Map<String, String> origin) throws IOException {
        Map<String, String> metadata = new LinkedHashMap<>(origin);
        metadata.put("distilled from", options.model().getFileName().toString());
        metadata.put("channels", Integer.toString(options.architecture().channels()));
        metadata.put("depth", Integer.toString(options.architecture().depth()));
        Model model = network.export(metadata);
        Optional<Set<Integer>> ships = TrainingReport.shipping(origin);
        AtomicFiles.write(
                options.out().resolve("model.safetensors"), ships.isPresent() ? Fade.of(model, ships.get()) : model);
        Path checkpoint = options.out().resolve(Trainer.CHECKPOINT);
        new Checkpoint(Map.of(TrainingState.BEST, network.parameters()), Map.of()).write(checkpoint);
        say("wrote %s, and %s to go on training from", options.out().resolve("model.safetensors"), checkpoint);
    }

    private void say(String format, Object... arguments) {
        out.accept(String.format(Locale.ROOT, format, arguments));
    }
}
