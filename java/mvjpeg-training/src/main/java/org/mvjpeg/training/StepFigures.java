package org.mvjpeg.training;

/**
 * Means of a step's batch.
 *
 * @param loss what is made small
 * @param rate ln(bytes) against the anchor's mean
 * @param task likewise, in units of ln(bytes)
 * @param change mean squared, in squared sample steps
 */
record StepFigures(float loss, float rate, float task, float change) {
    static final int COUNT = 4;

    float[] values() {
        return new float[] {loss, rate, task, change};
    }
}
