package org.mvjpeg.evaluation.run;

import java.awt.image.BufferedImage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mvjpeg.evaluation.metrics.Detection;

/** The networks of one thread. Not thread-safe. */
final class Observers implements AutoCloseable {
    private final Map<NamedNetwork, Observer> loaded = new LinkedHashMap<>();
    private final Plan plan;

    /** Loads all networks, so that one that fails does so at once. */
    Observers(Plan plan) {
        this.plan = plan;
        try {
            plan.networks().forEach(this::of);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    Observer of(NamedNetwork network) {
        return loaded.computeIfAbsent(network, Observer::load);
    }

    /** What the detector of masking arms finds. */
    List<Detection> objects(BufferedImage picture) {
        Answer answer = of(plan.mask().orElseThrow()).original(picture);
        return ((Answer.Objects) answer).boxes();
    }

    @Override
    public void close() {
        loaded.values().forEach(Observer::close);
    }
}
