package org.mvjpeg.codec;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Open x265 contexts, kept for the next picture with the same settings. Bounded: no more than a number of contexts are open
 * at a time (who asks for one more waits), and idle ones hold no more than a number of bytes; the longest idle goes first.
 */
final class ContextPool implements AutoCloseable {
    private final int maxOpen;
    private final long maxIdleBytes;
    private final Function<X265Settings, X265Encoder> opener;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition returned = lock.newCondition();
    /** The most recently used first. */
    private final Deque<X265Encoder> idle = new ArrayDeque<>();

    private int inUse;
    private long idleBytes;
    private boolean closed;

    ContextPool(int maxOpen, long maxIdleBytes) {
        this(maxOpen, maxIdleBytes, X265Encoder::new);
    }

    ContextPool(int maxOpen, long maxIdleBytes, Function<X265Settings, X265Encoder> opener) {
        this.maxOpen = maxOpen;
        this.maxIdleBytes = maxIdleBytes;
        this.opener = opener;
    }

    /** Lends a context for one task; it is kept afterwards, or closed if the task throws. */
    <T> T with(X265Settings settings, Function<X265Encoder, T> task) {
        X265Encoder encoder = borrow(settings);
        boolean done = false;
        try {
            T result = task.apply(encoder);
            done = true;
            return result;
        } finally {
            giveBack(encoder, done);
        }
    }

    private X265Encoder borrow(X265Settings settings) {
        lock.lock();
        try {
            while (inUse >= maxOpen && !closed) {
                returned.awaitUninterruptibly();
            }
            if (closed) {
                throw new IllegalStateException("the encoder is closed");
            }
            X265Encoder found = takeIdle(settings);
            if (found == null && inUse + idle.size() >= maxOpen) {
                evictOldest();
            }
            inUse++;
            if (found != null) {
                return found;
            }
        } finally {
            lock.unlock();
        }
        return open(settings);
    }

    /** Outside the lock: opening takes milliseconds. */
    private X265Encoder open(X265Settings settings) {
        boolean opened = false;
        try {
            X265Encoder encoder = opener.apply(settings);
            opened = true;
            return encoder;
        } finally {
            if (!opened) {
                release();
            }
        }
    }

    private X265Encoder takeIdle(X265Settings settings) {
        for (Iterator<X265Encoder> i = idle.iterator(); i.hasNext(); ) {
            X265Encoder encoder = i.next();
            if (encoder.settings().equals(settings)) {
                i.remove();
                idleBytes -= settings.memory();
                return encoder;
            }
        }
        return null;
    }

    private void evictOldest() {
        X265Encoder oldest = idle.removeLast();
        idleBytes -= oldest.settings().memory();
        oldest.close();
    }

    private void giveBack(X265Encoder encoder, boolean sound) {
        lock.lock();
        try {
            inUse--;
            returned.signal();
            X265Settings settings = encoder.settings();
            if (!sound || closed || !settings.reusable() || settings.memory() > maxIdleBytes) {
                encoder.close();
                return;
            }
            idle.addFirst(encoder);
            idleBytes += settings.memory();
            while (idleBytes > maxIdleBytes) {
                evictOldest();
            }
        } finally {
            lock.unlock();
        }
    }

    private void release() {
        lock.lock();
        try {
            inUse--;
            returned.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Contexts that are open now, idle ones included. */
    int open() {
        lock.lock();
        try {
            return inUse + idle.size();
        } finally {
            lock.unlock();
        }
    }

    /** Closes idle contexts now and those in use when their picture is done; nothing is lent any more. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            idle.forEach(X265Encoder::close);
            idle.clear();
            idleBytes = 0;
            returned.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
