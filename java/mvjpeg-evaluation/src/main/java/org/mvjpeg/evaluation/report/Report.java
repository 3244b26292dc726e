package org.mvjpeg.evaluation.report;

import java.util.List;
import org.mvjpeg.evaluation.arms.Arm;
import org.mvjpeg.evaluation.data.PictureSet;
import org.mvjpeg.evaluation.run.Results;

/**
 * All that the documents tell.
 *
 * @param version of the program
 * @param results the run
 * @param set the pictures it was given
 * @param figures of all networks, and last of fidelity
 * @param examples to look at
 * @param replicates resamples behind the intervals
 * @param seed of resamples and examples
 */
public record Report(
        String version,
        Results results,
        PictureSet set,
        List<SubjectFigures> figures,
        List<Example> examples,
        int replicates,
        long seed) {
    /** Copies the lists. */
    public Report {
        figures = List.copyOf(figures);
        examples = List.copyOf(examples);
    }

    /** The arms in the order asked for. */
    List<Arm> arms() {
        return results.plan().arms();
    }
}
