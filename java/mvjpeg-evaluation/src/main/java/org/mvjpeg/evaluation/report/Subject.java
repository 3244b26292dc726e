package org.mvjpeg.evaluation.report;

import java.util.List;
import java.util.Optional;
import org.mvjpeg.evaluation.arms.Arm;

/** Who judges the pictures: a network, or the measures of fidelity. */
interface Subject {
    /** What reports call it. */
    String name();

    /** What figures it gives, in the order of the statistics'. */
    List<Measure> measures();

    /** Figures of an arm at a point. */
    Statistic coded(Arm arm, int point);

    /** Figures of the uncompressed pictures. */
    Optional<Statistic> original();
}
