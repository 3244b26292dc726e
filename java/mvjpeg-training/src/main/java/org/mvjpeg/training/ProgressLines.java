package org.mvjpeg.training;

import java.util.Locale;
import java.util.function.Consumer;

/** Says how far a training is: a line after the first steps, then one every 50, or 1 % of short trainings. */
final class ProgressLines {
    private static final int USUAL = 50;
    private static final int PERCENT = 100;

    private final int steps;
    private final int every;
    private final Consumer<String> out;
    private final int first;
    private double seconds;

    /** @param first step of this run */
    ProgressLines(int first, int steps, Consumer<String> out) {
        this.first = first;
        this.steps = steps;
        this.every = Math.max(1, Math.min(USUAL, steps / PERCENT));
        this.out = out;
    }

    /** @param spent on the step, seconds */
    void step(History history, double spent, double validationSeconds) {
        seconds += spent;
        int done = history.steps();
        if (done % every != 0 && done != steps) {
            return;
        }
        StepFigures mean = history.mean(Math.max(0, done - every), done);
        double perStep = seconds / (done - first);
        out.accept(String.format(
                Locale.ROOT,
                "step %d/%d  loss %+.4f  rate %+.4f  task %+.4f  MSE %.2f  %.2f s/step  %s left",
                done,
                steps,
                mean.loss(),
                mean.rate(),
                mean.task(),
                mean.change(),
                perStep,
                duration(perStep * (steps - done) + validationSeconds)));
    }

    static String duration(double seconds) {
        long whole = Math.round(seconds);
        if (whole < 60) {
            return whole + " s";
        }
        if (whole < 3600) {
            return whole / 60 + " min " + whole % 60 + " s";
        }
        return whole / 3600 + " h " + whole % 3600 / 60 + " min";
    }
}
