package org.mvjpeg.training;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** Adds up where the time of steps goes. */
final class StepClock {
    /** What a step consists of. */
    enum Part {
        NETWORK,
        PROXY,
        TEACHER,
        /** Waiting for it; it works beside the proxy and the teacher. */
        X265,
        BACKWARD
    }

    private final Map<Part, Long> nanos = new EnumMap<>(Part.class);
    private long last;
    private int steps;

    void start() {
        last = System.nanoTime();
        steps++;
    }

    void lap(Part part) {
        long now = System.nanoTime();
        nanos.merge(part, now - last, Long::sum);
        last = now;
    }

    /** Means so far. */
    @Override
    public String toString() {
        StringJoiner line = new StringJoiner(", ", "per step: ", "");
        nanos.forEach((part, sum) -> line.add(String.format(
                Locale.ROOT, "%s %.0f ms", part.name().toLowerCase(Locale.ROOT), sum / 1e6 / Math.max(steps, 1))));
        return line.toString();
    }
}
