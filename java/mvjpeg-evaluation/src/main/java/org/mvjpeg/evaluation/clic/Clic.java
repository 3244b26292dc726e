package org.mvjpeg.evaluation.clic;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mvjpeg.codec.CodecException;
import org.mvjpeg.evaluation.arms.ArmCoder;
import org.mvjpeg.evaluation.data.LabelledPicture;
import org.mvjpeg.evaluation.networks.VisionNetwork;
import org.mvjpeg.evaluation.run.NamedNetwork;
import org.mvjpeg.evaluation.run.Observer;
import org.mvjpeg.evaluation.run.Workers;
import org.mvjpeg.sets.QualityMeasure;
import org.mvjpeg.sets.SetListener;
import org.mvjpeg.sets.fidelity.Luma;
import org.mvjpeg.sets.fidelity.MsSsim;
import org.mvjpeg.sets.fidelity.Plane;
import org.mvjpeg.sets.fidelity.Psnr;
import org.mvjpeg.sets.fidelity.Rgb;

/** Carries out a comparison at one budget. What is measured is kept in a work folder; a run that was cut goes on from there. */
public final class Clic {
    private final ClicPlan plan;
    private final Path work;
    private final SetListener listener;

    /** @param listener told of encodes and of pictures that are left out */
    public Clic(ClicPlan plan, Path work, SetListener listener) {
        this.plan = plan;
        this.work = work;
        this.listener = listener;
    }

    /**
     * Does what is not done yet.
     *
     * @throws org.mvjpeg.sets.SetBudgetException if even our smallest files exceed the budget
     * @throws org.mvjpeg.evaluation.networks.NetworkException if a network cannot be loaded
     * @throws IOException if results cannot be kept, a picture fails that was read before, or none can be used
     */
    public ClicResults run() throws IOException, InterruptedException {
        VisionNetwork.setNumThreads(1);
        Ways ways = new Ways(plan, work, listener);
        try (ArmCoder coder = new ArmCoder();
                OutcomeFile file = OutcomeFile.open(work.resolve("clic.jsonl"))) {
            List<Way> found = ways.find(coder);
            List<String> notes = new ArrayList<>();
            List<Display> displays = displays(found, coder, notes);
            listener.expected(ways.pictures().size() * displays.size());
            List<List<Outcome>> outcomes = outcomes(ways.pictures(), displays, coder, file);
            List<ClicRow> rows = new ArrayList<>();
            for (int i = 0; i < displays.size(); i++) {
                int display = i;
                rows.add(new ClicRow(
                        displays.get(i).way(),
                        displays.get(i).filter(),
                        outcomes.stream()
                                .map(ofPicture -> ofPicture.get(display))
                                .toList()));
            }
            List<LabelledPicture> pictures =
                    ways.pictures().stream().map(PictureOfSet::picture).toList();
            return new ClicResults(plan, pictures, ways.skipped(), ways.budget(), rows, notes);
        }
    }

    private List<Display> displays(List<Way> ways, ArmCoder coder, List<String> notes) throws IOException {
        List<Display> displays = new ArrayList<>();
        for (Way way : ways) {
            way.note().ifPresent(note -> notes.add(way.name() + " " + note));
            displays.add(Display.of(way, Optional.empty(), coder));
            for (FilterChoice filter : plan.filters()) {
                if (filter.fits(way.arm())) {
                    try {
                        displays.add(Display.of(way, Optional.of(filter), coder));
                    } catch (CodecException e) {
                        if (filter.model().isPresent()) {
                            throw e;
                        }
                        String note = "no rows with the post filter '" + filter.name() + "': " + e.getMessage();
                        if (!notes.contains(note)) {
                            notes.add(note);
                        }
                    }
                }
            }
        }
        return displays;
    }

    private List<List<Outcome>> outcomes(
            List<PictureOfSet> pictures, List<Display> displays, ArmCoder coder, OutcomeFile file)
            throws IOException, InterruptedException {
        List<Integer> indices = IntStream.range(0, pictures.size()).boxed().toList();
        return Workers.map(
                indices,
                plan.threads(),
                () -> new Judge(plan.networks()),
                (judge, index) -> ofPicture(pictures.get(index), index, displays, coder, file, judge));
    }

    private List<Outcome> ofPicture(
            PictureOfSet picture, int index, List<Display> displays, ArmCoder coder, OutcomeFile file, Judge judge)
            throws IOException, InterruptedException {
        BufferedImage original = null;
        List<Outcome> outcomes = new ArrayList<>();
        for (Display display : displays) {
            double point = display.way().points().get(index);
            String key = picture.key() + "/" + display.key() + "/" + point + "/" + networks();
            Optional<Outcome> known = file.of(key);
            if (known.isEmpty()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (original == null) {
                    original = picture.read().image();
                    judge.original(original);
                }
                byte[] coded =
                        coder.encode(display.arm(), original, point, List::of).bytes();
                long start = System.nanoTime();
                BufferedImage shown = coder.decode(display.arm(), coded);
                double millis = (System.nanoTime() - start) / 1e6;
                file.add(key, picture.name(), judge.outcome(coded.length, Rgb.of(shown), millis));
            }
            outcomes.add(file.of(key).orElseThrow());
            listener.measured(known.isPresent());
        }
        return outcomes;
    }

    private String networks() {
        return plan.networks().stream().map(NamedNetwork::key).collect(Collectors.joining("+"));
    }

    /** Judges the versions of one picture after the other, by all measures. Not thread-safe. */
    private static final class Judge implements AutoCloseable {
        private final List<Observer> observers = new ArrayList<>();
        private Plane luma;

        Judge(List<NamedNetwork> networks) {
            try {
                networks.forEach(network -> observers.add(Observer.load(network)));
            } catch (RuntimeException e) {
                close();
                throw e;
            }
        }

        void original(BufferedImage picture) {
            luma = Luma.of(picture);
            observers.forEach(observer -> observer.original(picture));
        }

        Outcome outcome(long bytes, BufferedImage shown, double millis) {
            Plane coded = Luma.of(shown);
            return new Outcome(
                    bytes,
                    (long) luma.width() * luma.height(),
                    Math.min(Psnr.of(luma, coded), QualityMeasure.MAX_PSNR),
                    MsSsim.of(luma, coded),
                    millis,
                    observers.stream()
                            .map(observer -> observer.coded(shown).kl())
                            .toList());
        }

        @Override
        public void close() {
            observers.forEach(Observer::close);
        }
    }
}
