package org.mvjpeg.codec;

import java.util.function.Function;

/** Lends open x265 contexts; they are kept in the memory budget for the next picture with the same settings. */
final class ContextPool {
    private final Function<X265Settings, X265Encoder> opener;

    ContextPool() {
        this(X265Encoder::new);
    }

    ContextPool(Function<X265Settings, X265Encoder> opener) {
        this.opener = opener;
    }

    /**
     * Lends a context for one task; it is kept afterwards, or closed if the task throws.
     *
     * @param memory with what the settings need
     */
    <T> T with(MemoryBudget.Reservation memory, X265Settings settings, Function<X265Encoder, T> task) {
        X265Encoder encoder = memory.obtain(
                X265Encoder.class,
                idle -> idle.settings().equals(settings),
                settings.memory(),
                () -> opener.apply(settings));
        boolean done = false;
        try {
            T result = task.apply(encoder);
            done = true;
            return result;
        } finally {
            if (done && settings.reusable()) {
                memory.keep(encoder);
            } else {
                memory.discard(encoder);
            }
        }
    }
}
