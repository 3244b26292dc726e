package org.mvjpeg.sets;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.mvjpeg.sets.internal.MonotoneCubic;

/** What is known of one picture, and what that lets expect between. Not thread-safe. */
final class MeasuredCurve {
    private static final int BISECTIONS = 40;

    private final NavigableMap<Double, OperatingPoint> byQp = new TreeMap<>();

    void add(OperatingPoint point) {
        byQp.put(point.qp(), point);
    }

    boolean has(double qp) {
        return byQp.containsKey(qp);
    }

    /** The finest QP that was measured. */
    double finest() {
        return byQp.firstKey();
    }

    /** The coarsest QP that was measured. */
    double coarsest() {
        return byQp.lastKey();
    }

    /** The distance to the nearest QP that was measured. */
    double distance(double qp) {
        return byQp.keySet().stream()
                .mapToDouble(measured -> Math.abs(measured - qp))
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }

    RateQualityCurve measured() {
        return new RateQualityCurve(List.copyOf(byQp.values()));
    }

    /** Points at all whole QPs between those measured, as far as they are not measured themselves interpolated. */
    RateQualityCurve predicted() {
        if (byQp.size() < 2) {
            return measured();
        }
        MonotoneCubic bytes = logBytes();
        MonotoneCubic quality = quality();
        List<OperatingPoint> points = new ArrayList<>(byQp.values());
        for (double qp = Math.ceil(finest()); qp <= coarsest(); qp++) {
            if (!has(qp)) {
                points.add(new OperatingPoint(qp, Math.max(1, Math.round(Math.exp(bytes.at(qp)))), quality.at(qp)));
            }
        }
        return new RateQualityCurve(points);
    }

    /** Bytes expected at a QP; with one point alone the known ones. */
    double expectedBytes(double qp) {
        return byQp.size() < 2
                ? byQp.firstEntry().getValue().bytes()
                : Math.exp(logBytes().at(qp));
    }

    /**
     * What is expected where a file takes so many bytes.
     *
     * @param from a measured point of fewer bytes, coarser
     * @return a QP between it and the next finer one that was measured; its own where there is none
     */
    OperatingPoint expectedAt(OperatingPoint from, double bytes) {
        Double finer = byQp.lowerKey(from.qp());
        if (finer == null || byQp.get(finer).bytes() <= from.bytes()) {
            return from;
        }
        // Between two neighbours alone: there fractions make the bytes nearly a line, or the logarithm over more.
        double low = finer;
        double high = from.qp();
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = (low + high) / 2;
            if (between(byQp.get(finer), from, middle) > bytes) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return new OperatingPoint(
                high, Math.max(1, Math.round(bytes)), quality().at(high));
    }

    private static double between(OperatingPoint finer, OperatingPoint coarser, double qp) {
        double share = (qp - finer.qp()) / (coarser.qp() - finer.qp());
        return coarser.qp() - finer.qp() <= 1
                ? finer.bytes() + share * (coarser.bytes() - finer.bytes())
                : finer.bytes() * Math.pow((double) coarser.bytes() / finer.bytes(), share);
    }

    private MonotoneCubic logBytes() {
        return new MonotoneCubic(List.copyOf(byQp.values()), OperatingPoint::qp, point -> Math.log(point.bytes()));
    }

    private MonotoneCubic quality() {
        return new MonotoneCubic(List.copyOf(byQp.values()), OperatingPoint::qp, OperatingPoint::quality);
    }
}
