package org.mvjpeg.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.mvjpeg.cli.Plan.Conversion;

/** Runs conversions, several at once, and reports them in their order. A failure is reported and the rest goes on. */
final class Batch {
    /** Makes one output. */
    @FunctionalInterface
    interface Work<R> {
        R convert(Conversion conversion) throws Exception;
    }

    private Batch() {}

    /**
     * Runs all conversions.
     *
     * @param name of the task, for the progress bar
     * @param jobs conversions at once, at least 1
     * @param done called on this thread with each result, in the order of the conversions
     */
    static <R> void run(
            String name, List<Conversion> conversions, int jobs, Console console, Work<R> work, Consumer<R> done)
            throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, Math.min(jobs, conversions.size())));
        try (Progress progress = Progress.start(name, conversions.size(), console)) {
            List<Future<R>> results = new ArrayList<>();
            for (Conversion conversion : conversions) {
                results.add(pool.submit(() -> {
                    try {
                        return work.convert(conversion);
                    } finally {
                        progress.step();
                    }
                }));
            }
            for (int i = 0; i < conversions.size(); i++) {
                try {
                    done.accept(results.get(i).get());
                } catch (ExecutionException e) {
                    console.fail(conversions.get(i).input(), e.getCause());
                }
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
