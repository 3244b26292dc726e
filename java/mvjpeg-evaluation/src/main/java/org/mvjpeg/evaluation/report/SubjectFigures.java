package org.mvjpeg.evaluation.report;

import java.util.List;
import java.util.Map;
import org.mvjpeg.evaluation.arms.Arm;
import org.mvjpeg.evaluation.metrics.BootstrapInterval;

/**
 * All figures of a network, or of fidelity.
 *
 * @param name of the network, or {@code fidelity}
 * @param measures in the order of tables, the most telling first, the least noisy last
 * @param points of all arms
 * @param original of the uncompressed pictures, by measure; none for fidelity
 * @param comparisons of arms
 */
public record SubjectFigures(
        String name,
        List<Measure> measures,
        List<PointFigures> points,
        Map<Measure, BootstrapInterval> original,
        List<Comparison> comparisons) {
    /** The measures that stand for all where there is no room: the most telling one and the least noisy one. */
    public List<Measure> headlines() {
        return List.of(measures.get(0), measures.get(measures.size() - 1));
    }

    /** The points of an arm. */
    List<PointFigures> points(Arm arm) {
        return points.stream().filter(point -> point.arm().equals(arm)).toList();
    }
}
