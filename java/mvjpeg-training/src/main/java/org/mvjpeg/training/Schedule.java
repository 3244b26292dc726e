package org.mvjpeg.training;

/**
 * What changes over a training.
 *
 * @param steps in all
 */
record Schedule(int steps) {
    private static final int WARM_UP = 50;
    private static final double LAST_RATE = 0.05;
    private static final double LAST_PART = 2 / 3.0;

    /** Share of the training that the average of the weights looks back on. */
    private static final double AVERAGED = 0.01;

    /** Factor of the learning rate: rises for 50 steps (less of short trainings), then falls along a cosine to 0.05. */
    double learningRate(int step) {
        int warmUp = Math.min(WARM_UP, Math.max(1, steps / 10));
        double rise = Math.min(1, (step + 1.0) / warmUp);
        double fall = LAST_RATE + (1 - LAST_RATE) * 0.5 * (1 + Math.cos(Math.PI * step / steps));
        return rise * fall;
    }

    /** Probability that x265's values replace the proxy's: rises to 1, which it is in the last third. */
    double realShare(int step) {
        return Math.min(1, step / (LAST_PART * steps));
    }

    /** Whether the network rounds as the exported one will; so in the last third. */
    boolean quantised(int step) {
        return step >= LAST_PART * steps;
    }

    /** Decay of the average of the weights. */
    double averageDecay() {
        return Math.max(0, 1 - 1 / (AVERAGED * steps));
    }
}
