package org.mvjpeg.training;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a run of the trainer ended.
 *
 * @param steps done in all
 * @param model the file, if training is finished; otherwise the checkpoint in the work folder goes on
 */
public record TrainingResult(int steps, Optional<Path> model) {
    /** Whether all steps are done and the model is written. */
    public boolean finished() {
        return model.isPresent();
    }
}
