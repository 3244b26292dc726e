package org.mvjpeg.training.loss;

import java.util.Arrays;
import java.util.List;

/**
 * What coding without a network costs one teacher, over QP: the scale on which edits of pictures are judged. Between the measured QPs
 * logarithms are interpolated; outside them the nearest holds.
 */
public final class AnchorCurve {
    /** Share of the mean distance that is added before the logarithm, so that pictures without loss do not dominate. */
    public static final double SOFTENING = 0.3;

    /** A flatter curve says that QP does not matter to the teacher; dividing by less would blow up noise. */
    public static final double LEAST_SLOPE = 0.05;

    private static final double LEAST_DISTANCE = 1e-6;

    private final List<Integer> qps;
    private final double[] meanDistance;
    private final double[] meanLnBytes;
    private final double[] meanTask;
    private final double[] slope;

    /**
     * @param qps rising, at least 2
     * @param bytes of the files, by QP and picture
     * @param distances likewise
     * @throws IllegalArgumentException if the sizes differ or there are too few QPs
     */
    public AnchorCurve(List<Integer> qps, double[][] bytes, double[][] distances) {
        int count = qps.size();
        if (count < 2 || bytes.length != count || distances.length != count) {
            throw new IllegalArgumentException("a curve of " + bytes.length + " and " + distances.length
                    + " points for " + count + " QPs; at least 2 are needed");
        }
        this.qps = List.copyOf(qps);
        this.meanDistance = new double[count];
        this.meanLnBytes = new double[count];
        this.meanTask = new double[count];
        for (int i = 0; i < count; i++) {
            meanDistance[i] = Math.max(mean(distances[i]), LEAST_DISTANCE);
            meanLnBytes[i] = meanLog(bytes[i], 0);
            meanTask[i] = meanLog(distances[i], SOFTENING * meanDistance[i]);
        }
        this.slope = new double[count];
        for (int i = 0; i < count; i++) {
            int from = Math.max(i - 1, 0);
            int to = Math.min(i + 1, count - 1);
            // The offset stays that of the QP in question, as it does while a picture's distance changes.
            double offset = SOFTENING * meanDistance[i];
            double rise = meanLog(distances[to], offset) - meanLog(distances[from], offset);
            slope[i] = Math.max(Math.abs(rise / (meanLnBytes[to] - meanLnBytes[from])), LEAST_SLOPE);
        }
    }

    /** The QPs at which it was measured. */
    public List<Integer> qps() {
        return qps;
    }

    /** Mean distance of the anchor's pictures, above 0. */
    public double meanDistance(double qp) {
        return geometric(meanDistance, qp);
    }

    /** How much the mean {@link #task} falls when ln(bytes) grows by 1 along the anchor, at least {@link #LEAST_SLOPE}. */
    public double slope(double qp) {
        return geometric(slope, qp);
    }

    /** Mean ln(bytes) of the anchor's files. */
    public double meanLnBytes(double qp) {
        return linear(meanLnBytes, qp);
    }

    /** Mean {@link #task} of the anchor's pictures. */
    public double meanTask(double qp) {
        return linear(meanTask, qp);
    }

    /** The task's figure of a picture, {@code ln(distance + 0.3 * mean distance)}. */
    public double task(double distance, double qp) {
        return Math.log(distance + SOFTENING * meanDistance(qp));
    }

    private double geometric(double[] values, double qp) {
        return Math.exp(linear(Arrays.stream(values).map(Math::log).toArray(), qp));
    }

    private double linear(double[] values, double qp) {
        int last = qps.size() - 1;
        if (qp <= qps.get(0)) {
            return values[0];
        }
        if (qp >= qps.get(last)) {
            return values[last];
        }
        int above = 1;
        while (qps.get(above) < qp) {
            above++;
        }
        double share = (qp - qps.get(above - 1)) / (qps.get(above) - qps.get(above - 1));
        return (1 - share) * values[above - 1] + share * values[above];
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double meanLog(double[] values, double offset) {
        double sum = 0;
        for (double value : values) {
            sum += Math.log(value + offset);
        }
        return sum / values.length;
    }
}
