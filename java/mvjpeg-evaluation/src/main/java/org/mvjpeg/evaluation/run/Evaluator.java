package org.mvjpeg.evaluation.run;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.mvjpeg.evaluation.arms.ArmCoder;
import org.mvjpeg.evaluation.data.LabelledPicture;
import org.mvjpeg.evaluation.data.PictureReader;
import org.mvjpeg.evaluation.networks.NetworkException;
import org.mvjpeg.evaluation.networks.VisionNetwork;
import org.mvjpeg.sets.internal.Digests;

/** Carries out a plan: several pictures at once, each by all arms at all points. */
public final class Evaluator {
    private final Plan plan;
    private final ResultsFile file;
    private final RunListener listener;

    /** An evaluator that goes on from the results in the file. */
    public Evaluator(Plan plan, ResultsFile file, RunListener listener) {
        this.plan = plan;
        this.file = file;
        this.listener = listener;
    }

    /** What became of one picture: its content's name, or why it was left out. */
    private record Fate(String content, Skipped skipped) {}

    /**
     * Does what is not done yet. When interrupted it stops soon, and everything finished is kept.
     *
     * @throws NetworkException if a network cannot be loaded
     * @throws IOException if results cannot be written, or no picture at all could be evaluated
     */
    public Results run() throws IOException, InterruptedException {
        VisionNetwork.setNumThreads(1);
        try (ArmCoder coder = new ArmCoder()) {
            Keys keys = Keys.of(plan, coder);
            List<Fate> fates = Workers.map(
                    plan.pictures(),
                    plan.threads(),
                    () -> new Observers(plan),
                    (observers, picture) ->
                            evaluate(new PictureRun(plan, coder, keys, file, listener, observers), picture));
            return results(keys, fates);
        }
    }

    private Fate evaluate(PictureRun run, LabelledPicture picture) throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(picture.file());
        } catch (IOException e) {
            return skip(picture, "cannot be read: " + e, 0);
        }
        String content = Digests.of(bytes);
        try {
            run.evaluate(picture, content, () -> PictureReader.read(bytes));
            return new Fate(content, null);
        } catch (PictureRun.Unusable e) {
            return skip(picture, e.getMessage(), run.told());
        }
    }

    private Fate skip(LabelledPicture picture, String reason, int told) {
        Skipped skipped = new Skipped(picture.name(), reason.strip().replaceAll("\\s+", " "));
        listener.skipped(skipped);
        listener.codings(plan.codingsPerPicture() - told, true);
        return new Fate(null, skipped);
    }

    private Results results(Keys keys, List<Fate> fates) throws IOException {
        List<LabelledPicture> pictures = new ArrayList<>();
        List<String> contents = new ArrayList<>();
        List<Skipped> skipped = new ArrayList<>();
        for (int i = 0; i < fates.size(); i++) {
            if (fates.get(i).skipped() != null) {
                skipped.add(fates.get(i).skipped());
            } else {
                pictures.add(plan.pictures().get(i));
                contents.add(fates.get(i).content());
            }
        }
        if (pictures.isEmpty()) {
            throw new IOException("none of the " + fates.size() + " pictures could be evaluated; the first, "
                    + skipped.get(0).name() + ": " + skipped.get(0).reason());
        }
        return new Results(plan, pictures, contents, skipped, keys, file);
    }
}
