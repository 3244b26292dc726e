package org.mvjpeg.training;

import java.util.Locale;

/** How fast steps go, how long the rest takes, and when to say so: every 50 steps, or every 1 % of fewer. */
final class Pace {
    private static final int USUAL = 50;
    private static final int PERCENT = 100;

    private final int first;
    private final int steps;
    private final int every;
    private double seconds;

    /** @param first step of this run */
    Pace(int first, int steps) {
        this.first = first;
        this.steps = steps;
        this.every = Math.max(1, Math.min(USUAL, steps / PERCENT));
    }

    /** Steps from a line to the next. */
    int every() {
        return every;
    }

    /**
     * Counts a step's time.
     *
     * @param done steps so far
     * @param spent on the last of them, seconds
     * @return whether a line is due
     */
    boolean due(int done, double spent) {
        seconds += spent;
        return done % every == 0 || done == steps;
    }

    /** Such as {@code step 50/4000}. */
    String at(int done) {
        return "step " + done + "/" + steps;
    }

    /** Such as {@code 0.50 s/step  33 min 0 s left}. @param more seconds for what is no step */
    String left(int done, double more) {
        double perStep = seconds / (done - first);
        return String.format(Locale.ROOT, "%.2f s/step  %s left", perStep, duration(perStep * (steps - done) + more));
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
