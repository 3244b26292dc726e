package org.mvjpeg.training;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;

/** The threads of a training: LibTorch's, those that code, and one that loads photographs. */
final class Workers implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final ExecutorService encoders;
    private final ExecutorService loader = pool("mvjpeg-photos", 1);

    /** @param threads for LibTorch and the codec each */
    Workers(int threads) {
        torch.set_num_threads(threads);
        // OpenBLAS's threads wait by spinning: where other work takes a core, products of small matrices take fifty
        // times as long.
        openblas_nolapack.blas_set_num_threads(1);
        this.encoders = pool("mvjpeg-x265", threads);
    }

    private static ExecutorService pool(String name, int threads) {
        ThreadFactory factory = task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
        return Executors.newFixedThreadPool(threads, factory);
    }

    ExecutorService encoders() {
        return encoders;
    }

    ExecutorService loader() {
        return loader;
    }

    /** Photographs in memory leave room for the larger ones that are being read. */
    static long cacheBytes() {
        return Runtime.getRuntime().maxMemory() / 4;
    }

    /** Ends when what is under way is done, so that no file is written afterwards; what waits is dropped. */
    @Override
    public void close() {
        loader.shutdownNow();
        try {
            // What the loader is at may wait for encoders.
            loader.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
            encoders.shutdownNow();
            encoders.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            encoders.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
