package org.mvjpeg.evaluation.run;

import java.util.List;
import org.mvjpeg.evaluation.arms.Arm;
import org.mvjpeg.evaluation.data.LabelledPicture;

/**
 * What a run found, for all pictures that no arm and no network failed on.
 *
 * <p>Indices of pictures are those of {@link #pictures()}.
 */
public final class Results {
    private final Plan plan;
    private final List<LabelledPicture> pictures;
    private final List<String> contents;
    private final List<Skipped> skipped;
    private final Keys keys;
    private final ResultsFile file;

    Results(
            Plan plan,
            List<LabelledPicture> pictures,
            List<String> contents,
            List<Skipped> skipped,
            Keys keys,
            ResultsFile file) {
        this.plan = plan;
        this.pictures = List.copyOf(pictures);
        this.contents = List.copyOf(contents);
        this.skipped = List.copyOf(skipped);
        this.keys = keys;
        this.file = file;
    }

    /** What was to be done. */
    public Plan plan() {
        return plan;
    }

    /** The pictures that all figures are over, at least 1, in the order of the plan. */
    public List<LabelledPicture> pictures() {
        return pictures;
    }

    /** The others. */
    public List<Skipped> skipped() {
        return skipped;
    }

    /** What an arm made of a picture at a point. */
    public Coding coding(int picture, Arm arm, int point) {
        return file.coding(keys.coding(contents.get(picture), arm, point)).orElseThrow();
    }

    /** What a network said of that. */
    public Answer answer(int picture, Arm arm, int point, NamedNetwork network) {
        return file.answer(keys.answer(contents.get(picture), arm, point, network))
                .orElseThrow();
    }

    /** What a network said of the uncompressed picture. */
    public Answer original(int picture, NamedNetwork network) {
        return file.answer(keys.original(contents.get(picture), network)).orElseThrow();
    }
}
