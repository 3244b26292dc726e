package org.mvjpeg.imageio.jpeg;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.imageio.spi.ImageWriterSpi;

/**
 * The providers that work for us on this thread. A JPEG writer that itself asks ImageIO for one gets ours: that must not come round to it again,
 * and must not preprocess a second time.
 */
final class AtWork {
    private static final ThreadLocal<Deque<ImageWriterSpi>> PROVIDERS = new ThreadLocal<>();

    private AtWork() {}

    static boolean any() {
        return PROVIDERS.get() != null;
    }

    static boolean contains(ImageWriterSpi provider) {
        return any() && PROVIDERS.get().contains(provider);
    }

    /** Runs a task of a provider's. */
    static <T> T on(ImageWriterSpi provider, Task<T> task) throws IOException {
        boolean first = !any();
        if (first) {
            PROVIDERS.set(new ArrayDeque<>());
        }
        Deque<ImageWriterSpi> providers = PROVIDERS.get();
        providers.push(provider);
        try {
            return task.run();
        } finally {
            providers.pop();
            if (first) {
                PROVIDERS.remove();
            }
        }
    }

    @FunctionalInterface
    interface Task<T> {
        T run() throws IOException;
    }
}
