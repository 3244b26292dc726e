package org.mvjpeg.evaluation.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mvjpeg.evaluation.metrics.GroundTruth;

/**
 * A picture file and what is known to be in it.
 *
 * @param name what it is called in reports, of its own among the pictures of a run
 * @param file where it is
 * @param label its class, 0 or more
 * @param boxes its objects, none where there are none; empty where nobody has looked
 */
public record LabelledPicture(String name, Path file, Optional<Integer> label, Optional<List<GroundTruth>> boxes) {
    /** @throws IllegalArgumentException for a negative label */
    public LabelledPicture {
        if (label.isPresent() && label.get() < 0) {
            throw new IllegalArgumentException("label " + label.get() + " of " + name + " is below 0");
        }
        boxes = boxes.map(List::copyOf);
    }
}
