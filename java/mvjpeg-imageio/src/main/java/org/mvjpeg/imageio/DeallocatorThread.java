package org.mvjpeg.imageio;

import java.util.Objects;

/**
 * The thread that JavaCPP starts in each class loader for native memory that nobody frees. It never ends by itself and keeps the
 * loader; we free all that we allocate and do not need it.
 */
final class DeallocatorThread {
    private static final String CLASS = "org.bytedeco.javacpp.Pointer$DeallocatorThread";
    private static final long MILLISECONDS = 1000;

    private DeallocatorThread() {}

    /** Ends the thread if it belongs to a class loader, and no other; that of the system class loader runs as long as the JVM. */
    static void end(ClassLoader loader) {
        if (Objects.equals(loader, ClassLoader.getSystemClassLoader())) {
            return;
        }
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getClass().getClassLoader() == loader
                    && thread.getClass().getName().equals(CLASS)) {
                // It takes an interrupt as the request to end.
                thread.interrupt();
                join(thread);
            }
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join(MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
