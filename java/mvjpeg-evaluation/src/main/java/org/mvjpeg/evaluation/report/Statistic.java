package org.mvjpeg.evaluation.report;

/** Figures over any resample of the pictures. */
@FunctionalInterface
interface Statistic {
    /**
     * The figures; NaN where undefined.
     *
     * @param indices of pictures, with repeats
     */
    double[] of(int[] indices);

    /** Means of values given per figure and picture. */
    static Statistic means(double[][] values) {
        return indices -> {
            double[] means = new double[values.length];
            for (int figure = 0; figure < means.length; figure++) {
                double sum = 0;
                for (int index : indices) {
                    sum += values[figure][index];
                }
                means[figure] = sum / indices.length;
            }
            return means;
        };
    }
}
