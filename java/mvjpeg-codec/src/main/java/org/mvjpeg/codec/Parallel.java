package org.mvjpeg.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

/**
 * Numbered tasks on the calling thread and on some beside it, which end with the call. The first failure ends the work: no further
 * task begins, those under way are waited for, and the failure is thrown to the caller.
 */
final class Parallel {
    private final int count;
    private final IntConsumer task;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile boolean stopped;

    private Parallel(int count, IntConsumer task) {
        this.count = count;
        this.task = task;
    }

    /**
     * Runs tasks 0 to {@code count - 1}.
     *
     * @param threads the caller's included
     * @param onDone called on the caller's thread, as often as tasks are done; what it throws ends the work
     */
    static void run(int count, int threads, IntConsumer task, Runnable onDone) {
        new Parallel(count, task).run(Math.min(threads, count) - 1, onDone);
    }

    private void run(int helpers, Runnable onDone) {
        List<Thread> started = new ArrayList<>();
        int reported = 0;
        try {
            for (int i = 0; i < helpers; i++) {
                // Without the caller's inheritable thread locals: the thread needs none of them.
                Thread helper = new Thread(null, this::help, "mvjpeg-tile-" + (i + 1), 0, false);
                helper.setDaemon(true);
                helper.start();
                started.add(helper);
            }
            while (runNext()) {
                reported = report(reported, onDone);
            }
            for (Thread helper : started) {
                join(helper);
                reported = report(reported, onDone);
            }
        } catch (Throwable e) {
            fail(e);
        } finally {
            stopped = true;
            started.forEach(Parallel::join);
        }
        rethrow(failure.get());
    }

    private void help() {
        try {
            while (runNext()) {
                // the next one
            }
        } catch (Throwable e) {
            fail(e);
        }
    }

    private boolean runNext() {
        if (stopped) {
            return false;
        }
        int index = next.getAndIncrement();
        if (index >= count) {
            return false;
        }
        task.accept(index);
        done.incrementAndGet();
        return true;
    }

    private void fail(Throwable e) {
        stopped = true;
        failure.compareAndSet(null, e);
    }

    private int report(int reported, Runnable onDone) {
        int all = done.get();
        for (int i = reported; i < all && failure.get() == null; i++) {
            onDone.run();
        }
        return all;
    }

    /** An interrupt is kept for the caller: memory that the thread works on must not be freed before it ends. */
    private static void join(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void rethrow(Throwable e) {
        if (e instanceof RuntimeException unchecked) {
            throw unchecked;
        } else if (e instanceof Error error) {
            throw error;
        } else if (e != null) {
            throw new AssertionError("a task throws only what is unchecked", e);
        }
    }
}
