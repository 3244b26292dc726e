package org.mvjpeg.training;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.IntFunction;

/** Makes what steps need, the next step's while one is trained. */
final class Ahead<T> {
    private final IntFunction<T> maker;
    private final Executor executor;
    private CompletableFuture<T> next;
    private int nextStep = -1;

    /** @param maker by step, run on the executor */
    Ahead(IntFunction<T> maker, Executor executor) {
        this.maker = maker;
        this.executor = executor;
    }

    /** What a step needs; begins with that of the following step. Throws what the maker threw. */
    T get(int step) {
        CompletableFuture<T> wanted = step == nextStep ? next : start(step);
        next = start(step + 1);
        nextStep = step + 1;
        try {
            return wanted.join();
        } catch (CompletionException | CancellationException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private CompletableFuture<T> start(int step) {
        return CompletableFuture.supplyAsync(() -> maker.apply(step), executor);
    }
}
