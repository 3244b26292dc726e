package org.mvjpeg.training;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Work that does not depend on other work. */
final class SideBySide {
    private SideBySide() {}

    /**
     * What the tasks make, in their order. Throws what one of them threw.
     *
     * @param executor must not be the one that this is called on
     */
    static <T> List<T> all(List<Supplier<T>> tasks, Executor executor) {
        List<CompletableFuture<T>> pending = tasks.stream()
                .map(task -> CompletableFuture.supplyAsync(task, executor))
                .toList();
        try {
            return pending.stream().map(CompletableFuture::join).toList();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
