package org.mvjpeg.training;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.bytedeco.pytorch.global.torch;

/**
 * Threads that each learn from a share of a batch. LibTorch's own would divide every single operation instead, and a small network's are too
 * short for that.
 */
final class Learners implements Executor, AutoCloseable {
    private final int count;
    private final ExecutorService threads;

    /**
     * @param threads of the processor, all together
     * @param batch pictures in a step; beyond that, threads are LibTorch's
     */
    Learners(int threads, int batch) {
        this.count = Math.min(threads, batch);
        this.threads = Executors.newFixedThreadPool(count, task -> learner(task, threads / count));
    }

    private static Thread learner(Runnable task, int libTorchThreads) {
        Thread thread = new Thread(
                () -> {
                    torch.set_num_threads(libTorchThreads);
                    task.run();
                },
                "mvjpeg-learner");
        thread.setDaemon(true);
        return thread;
    }

    /** How many shares can be learned from at a time. */
    int count() {
        return count;
    }

    @Override
    public void execute(Runnable task) {
        threads.execute(task);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
