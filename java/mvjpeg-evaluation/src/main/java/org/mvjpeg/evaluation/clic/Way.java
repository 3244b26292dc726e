package org.mvjpeg.evaluation.clic;

import java.util.List;
import java.util.Optional;
import org.mvjpeg.evaluation.arms.Arm;

/**
 * A way to spend the budget.
 *
 * @param name what tables call it
 * @param arm what codes the pictures
 * @param points QP, or JPEG quality in percent, of each picture
 * @param note what is to be known of it
 */
public record Way(String name, Arm arm, List<Double> points, Optional<String> note) {
    /** Copies the list. */
    public Way {
        points = List.copyOf(points);
    }
}
