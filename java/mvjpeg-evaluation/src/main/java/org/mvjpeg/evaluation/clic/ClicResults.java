package org.mvjpeg.evaluation.clic;

import java.util.List;
import org.mvjpeg.evaluation.data.LabelledPicture;
import org.mvjpeg.evaluation.run.Skipped;

/**
 * What a comparison at one budget found.
 *
 * @param plan what was to be done
 * @param pictures that all figures are over
 * @param skipped the others
 * @param budget bytes that each way might spend
 * @param rows the first of all plainly decoded ones of our encoder with one QP is the baseline
 * @param notes what is missing, in words
 */
public record ClicResults(
        ClicPlan plan,
        List<LabelledPicture> pictures,
        List<Skipped> skipped,
        long budget,
        List<ClicRow> rows,
        List<String> notes) {
    /** Copies the lists. */
    public ClicResults {
        pictures = List.copyOf(pictures);
        skipped = List.copyOf(skipped);
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
    }

    /** What the others are compared with: one QP for all, no network, no filter. */
    public ClicRow baseline() {
        return rows.stream()
                .filter(row ->
                        row.way().name().equals(Ways.BASELINE) && row.filter().isEmpty())
                .findFirst()
                .orElseThrow();
    }
}
