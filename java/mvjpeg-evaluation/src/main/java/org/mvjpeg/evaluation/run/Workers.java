package org.mvjpeg.evaluation.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Several threads that work through a list. */
public final class Workers {
    private static final int STOP_SECONDS = 60;

    private Workers() {}

    /** What is done with one thing. */
    @FunctionalInterface
    public interface Task<T, R> {
        R apply(T thing) throws IOException, InterruptedException;
    }

    /** What is done with one thing by a thread's own tool. */
    @FunctionalInterface
    public interface TaskWith<S, T, R> {
        R apply(S tool, T thing) throws IOException, InterruptedException;
    }

    /** Does it with all things. @return results in the order of the things */
    public static <T, R> List<R> map(List<T> things, int threads, Task<T, R> task)
            throws IOException, InterruptedException {
        return map(things, threads, () -> (AutoCloseable) () -> {}, (tool, thing) -> task.apply(thing));
    }

    /**
     * Does it with all things, each thread with a tool of its own. The first failure ends the others too, and when interrupted all stop
     * soon.
     *
     * @return results in the order of the things
     */
    public static <S extends AutoCloseable, T, R> List<R> map(
            List<T> things, int threads, Supplier<S> tools, TaskWith<S, T, R> task)
            throws IOException, InterruptedException {
        List<R> results = new ArrayList<>(java.util.Collections.nCopies(things.size(), null));
        AtomicInteger next = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Void>> workers = new ArrayList<>();
            for (int i = 0; i < Math.min(threads, things.size()); i++) {
                workers.add(pool.submit(() -> {
                    try (S tool = tools.get()) {
                        for (int at = next.getAndIncrement();
                                at < things.size() && !Thread.currentThread().isInterrupted();
                                at = next.getAndIncrement()) {
                            results.set(at, task.apply(tool, things.get(at)));
                        }
                        return null;
                    } finally {
                        next.set(things.size());
                    }
                }));
            }
            for (Future<Void> worker : workers) {
                await(worker);
            }
            return results;
        } finally {
            pool.shutdownNow();
            // What they use is freed next; each stops after the thing that it is at.
            pool.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static void await(Future<Void> worker) throws IOException, InterruptedException {
        try {
            worker.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
