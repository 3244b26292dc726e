package org.mvjpeg.training;

import java.util.Locale;
import java.util.function.Consumer;

/** Says how far a training is. */
final class ProgressLines {
    private final Pace pace;
    private final Consumer<String> out;

    /** @param first step of this run */
    ProgressLines(int first, int steps, Consumer<String> out) {
        this.pace = new Pace(first, steps);
        this.out = out;
    }

    /** @param spent on the step, seconds */
    void step(History history, double spent, double validationSeconds) {
        int done = history.steps();
        if (!pace.due(done, spent)) {
            return;
        }
        StepFigures mean = history.mean(Math.max(0, done - pace.every()), done);
        out.accept(String.format(
                Locale.ROOT,
                "%s  loss %+.4f  rate %+.4f  task %+.4f  MSE %.2f  %s",
                pace.at(done),
                mean.loss(),
                mean.rate(),
                mean.task(),
                mean.change(),
                pace.left(done, validationSeconds)));
    }
}
