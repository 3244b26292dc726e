package org.mvjpeg.training;

/**
 * Weight of the task beside the rate; 1 where the proxy passes on the teachers' true slope, more where it hides a part of it.
 *
 * @param finest at the finest QP, above 0
 * @param coarsest at the coarsest QP, above 0
 */
public record TaskWeight(double finest, double coarsest) {
    /** @throws IllegalArgumentException if a weight is not above 0 */
    public TaskWeight {
        require(finest);
        require(coarsest);
    }

    private static void require(double weight) {
        if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("task weight " + weight + " is not above 0");
        }
    }

    /** The weight at a share of the QPs' range, 0 the finest to 1 the coarsest, evenly by its logarithm. */
    public double at(double share) {
        return finest * Math.pow(coarsest / finest, share);
    }

    @Override
    public String toString() {
        return finest + ":" + coarsest;
    }
}
