package org.mvjpeg.codec;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
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

    /** Lends a context for one task. @param memory with what the settings need */
    <T> T with(MemoryBudget.Reservation memory, X265Settings settings, Function<X265Encoder, T> task) {
        try (Lease lease = lend(memory, settings)) {
            return lease.with(task);
        }
    }

    /** Lends contexts for tasks of one picture. @param memory with what the settings need, for each task that runs at a time */
    Lease lend(MemoryBudget.Reservation memory, X265Settings settings) {
        return new Lease(memory, settings);
    }

    /** As many contexts as tasks run at a time; they are kept afterwards, but for those whose task threw. */
    final class Lease implements AutoCloseable {
        private final MemoryBudget.Reservation memory;
        private final X265Settings settings;
        private final Deque<X265Encoder> free = new ConcurrentLinkedDeque<>();

        private Lease(MemoryBudget.Reservation memory, X265Settings settings) {
            this.memory = memory;
            this.settings = settings;
        }

        /** Runs a task, on any thread, with a context that no other task has. */
        <T> T with(Function<X265Encoder, T> task) {
            X265Encoder left = free.pollFirst();
            X265Encoder encoder = left != null ? left : obtain();
            boolean done = false;
            try {
                T result = task.apply(encoder);
                done = true;
                return result;
            } finally {
                if (done && settings.reusable()) {
                    free.addFirst(encoder);
                } else {
                    memory.discard(encoder);
                }
            }
        }

        private X265Encoder obtain() {
            return memory.obtain(
                    X265Encoder.class,
                    idle -> idle.settings().equals(settings),
                    settings.memory(),
                    () -> opener.apply(settings));
        }

        /** To be called when all tasks are done. */
        @Override
        public void close() {
            free.forEach(memory::keep);
        }
    }
}
