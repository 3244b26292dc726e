package org.mvjpeg.training.proxy;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slopes along a direction.
 *
 * @param rate of ln(bytes of a file)
 * @param tasks of ln(D + share of the mean D), by name
 */
public record Slopes(Slope rate, Map<String, Slope> tasks) {
    public Slopes {
        tasks = new LinkedHashMap<>(tasks);
    }

    @Override
    public String toString() {
        StringBuilder line = new StringBuilder("rate ").append(rate);
        tasks.forEach(
                (name, slope) -> line.append("  ").append(name).append(' ').append(slope));
        return line.toString();
    }
}
