package org.mvjpeg.codec;

import java.lang.management.ManagementFactory;
import org.bytedeco.javacpp.Pointer;

/** The budget of the process: by the system property {@code mvjpeg.maxBytes}, or from what the container has. */
final class MemoryCeiling {
    static final String PROPERTY = "mvjpeg.maxBytes";

    /** A picture of twelve megapixels takes some 340 MiB: one for each processor, and room for idle contexts. */
    private static final long DEFAULT_PER_PROCESSOR = 512L << 20;

    private static final long LEAST_DEFAULT = 64L << 20;

    /** A server that had a busy hour should not keep its memory for ever. */
    private static final long MOST_IDLE_BYTES = 1L << 30;

    /** Each idle context has a thread that sleeps, and containers bound those too. */
    private static final int MOST_IDLE_THINGS = 256;

    private static final int LEAST_PICTURES = 8;

    private static MemoryBudget shared;

    private MemoryCeiling() {}

    /** @throws IllegalArgumentException if the property is no positive size */
    static synchronized MemoryBudget shared() {
        if (shared == null) {
            shared = create();
        }
        return shared;
    }

    private static MemoryBudget create() {
        int processors = Runtime.getRuntime().availableProcessors();
        String value = System.getProperty(PROPERTY);
        long limit = value == null
                ? byDefault(containerMemory(), Runtime.getRuntime().maxMemory(), processors)
                : parse(value);
        return new MemoryBudget(
                limit,
                MOST_IDLE_BYTES,
                MOST_IDLE_THINGS,
                Math.max(LEAST_PICTURES, 2 * processors),
                Pointer::trimMemory);
    }

    /** Bytes, with a suffix K, M or G times 2^10, 2^20 or 2^30. */
    static long parse(String value) {
        try {
            return Amount.parse(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("system property " + PROPERTY + "=" + value + ": " + e.getMessage(), e);
        }
    }

    /**
     * Half of what the container has beside the Java heap, and no more than the processors can make use of.
     *
     * @param memory of the container or the machine, bytes
     * @param heap the largest heap, bytes
     */
    static long byDefault(long memory, long heap, int processors) {
        long most = DEFAULT_PER_PROCESSOR * Math.max(2, processors);
        return Math.max(LEAST_DEFAULT, Math.min((memory - heap) / 2, most));
    }

    /** What the JVM sees: the control group's limit where there is one. */
    private static long containerMemory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : Long.MAX_VALUE;
    }
}
