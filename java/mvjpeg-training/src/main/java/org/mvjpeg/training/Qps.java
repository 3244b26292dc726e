package org.mvjpeg.training;

import java.util.ArrayList;
import java.util.List;

/**
 * At which QPs is measured.
 *
 * @param all every fifth of the range that is trained for, with both ends; for the anchor and the ship rule
 * @param validation those inside, for validations on the way
 */
record Qps(List<Integer> all, List<Integer> validation) {
    private static final int STEP = 5;

    static Qps of(int min, int max) {
        List<Integer> all = new ArrayList<>();
        for (int qp = min; qp < max; qp += STEP) {
            all.add(qp);
        }
        all.add(max);
        return new Qps(
                List.copyOf(all), all.size() < 4 ? List.copyOf(all) : List.copyOf(all.subList(1, all.size() - 1)));
    }

    /** A fine and a coarse one. */
    List<Integer> forGate() {
        return List.of(validation.get(0), validation.get(validation.size() / 2));
    }
}
