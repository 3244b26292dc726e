package org.mvjpeg.training.proxy;

import java.util.stream.IntStream;

/** Spearman's rank correlation with mean ranks for ties. */
final class RankCorrelation {
    private RankCorrelation() {}

    /** @return -1 to 1, or NaN where one side does not vary */
    static double of(double[] a, double[] b) {
        double[] ranksA = ranks(a);
        double[] ranksB = ranks(b);
        double mean = (a.length + 1) / 2.0;
        double products = 0;
        double squaresA = 0;
        double squaresB = 0;
        for (int i = 0; i < a.length; i++) {
            products += (ranksA[i] - mean) * (ranksB[i] - mean);
            squaresA += (ranksA[i] - mean) * (ranksA[i] - mean);
            squaresB += (ranksB[i] - mean) * (ranksB[i] - mean);
        }
        return products / Math.sqrt(squaresA * squaresB);
    }

    private static double[] ranks(double[] values) {
        return IntStream.range(0, values.length)
                .mapToDouble(i -> {
                    int below = 0;
                    int equal = 0;
                    for (double other : values) {
                        below += other < values[i] ? 1 : 0;
                        equal += other == values[i] ? 1 : 0;
                    }
                    return below + (equal + 1) / 2.0;
                })
                .toArray();
    }
}
