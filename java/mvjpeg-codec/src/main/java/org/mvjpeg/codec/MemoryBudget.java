package org.mvjpeg.codec;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The ceiling of what encoders hold natively, in use and idle; one for all encoders of a process.
 *
 * <p>A picture reserves all that it will need before it begins and waits for nothing afterwards, so pictures cannot block each other
 * half-way. Who has to wait is served in the order of arrival: a large picture is not overtaken by small ones. A picture that exceeds
 * the ceiling by itself is coded while no other is. Idle things fill what is left and make room, the longest idle first.
 */
final class MemoryBudget {
    /**
     * The allocator keeps what is freed between what is not, in an arena for each of many threads: without trimming, contexts that are
     * closed and opened again fill ever more memory.
     */
    private static final long TRIM_STEP = 128L << 20;

    private final long limit;
    private final long idleLimit;
    private final int maxIdle;
    private final int maxPictures;
    private final Runnable trim;

    /** Bytes that were freed since the last trim. */
    private final AtomicLong freed = new AtomicLong();

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Waiter> queue = new ArrayDeque<>();

    /** The last used first. */
    private final Deque<Idle> idle = new ArrayDeque<>();

    private int pictures;

    /** What the pictures under way have asked for, bytes. */
    private long reserved;

    /** What there is natively, idle things included, bytes. */
    private long held;

    private long idleBytes;

    /**
     * @param limit bytes of all things together
     * @param idleLimit bytes of idle things
     * @param maxIdle idle things
     * @param maxPictures that are under way at a time
     * @param trim has the allocator return what is free to the system; called now and then, outside of all locks
     */
    MemoryBudget(long limit, long idleLimit, int maxIdle, int maxPictures, Runnable trim) {
        this.limit = limit;
        this.idleLimit = Math.min(limit, idleLimit);
        this.maxIdle = maxIdle;
        this.maxPictures = maxPictures;
        this.trim = trim;
    }

    /** Something native that another picture may use. */
    interface Reusable extends AutoCloseable {
        /** Bytes, the same at every call. */
        long memory();

        /** Frees it; throws nothing. */
        @Override
        void close();
    }

    /** The share of one encoder. */
    Account open() {
        return new Account();
    }

    long limit() {
        return limit;
    }

    int maxPictures() {
        return maxPictures;
    }

    /** Bytes that native things hold now, idle ones included. */
    long held() {
        return locked(() -> held);
    }

    /** Bytes that idle things hold now. */
    long idleBytes() {
        return locked(() -> idleBytes);
    }

    /** Pictures that wait for memory now. */
    int waiting() {
        return locked(queue::size);
    }

    private <T> T locked(Supplier<T> reading) {
        lock.lock();
        try {
            return reading.get();
        } finally {
            lock.unlock();
        }
    }

    private void free(List<Reusable> things) {
        if (things.isEmpty()) {
            return;
        }
        long bytes = 0;
        for (Reusable thing : things) {
            bytes += thing.memory();
            thing.close();
        }
        if (freed.addAndGet(bytes) >= TRIM_STEP) {
            freed.set(0);
            trim.run();
        }
    }

    private boolean fits(long bytes) {
        return pictures == 0 || pictures < maxPictures && reserved + bytes <= limit;
    }

    private void grant(long bytes) {
        pictures++;
        reserved += bytes;
    }

    private void serveQueue() {
        while (!queue.isEmpty() && fits(queue.peekFirst().bytes)) {
            Waiter next = queue.removeFirst();
            grant(next.bytes);
            next.granted = true;
            next.turn.signal();
        }
    }

    /** Takes the longest idle things off the list until there is room; the caller closes them outside the lock. */
    private List<Reusable> makeRoom(long bytes) {
        List<Reusable> evicted = new ArrayList<>();
        while (held + bytes > limit && !idle.isEmpty()) {
            evicted.add(evict());
        }
        return evicted;
    }

    private Reusable evict() {
        Reusable oldest = idle.removeLast().thing;
        idleBytes -= oldest.memory();
        held -= oldest.memory();
        return oldest;
    }

    /** Who reserves. */
    final class Account implements AutoCloseable {
        private boolean closed;

        private Account() {}

        /**
         * Waits until a picture may begin. An interrupt does not end the wait; the thread stays interrupted.
         *
         * @param bytes all that the picture will need
         * @throws IllegalStateException if the account is closed, be it meanwhile
         */
        Reservation reserve(long bytes) {
            lock.lock();
            try {
                requireOpen();
                if (queue.isEmpty() && fits(bytes)) {
                    grant(bytes);
                } else {
                    await(bytes);
                }
                return new Reservation(this, bytes);
            } finally {
                lock.unlock();
            }
        }

        private void await(long bytes) {
            Waiter waiter = new Waiter(this, bytes, lock.newCondition());
            queue.addLast(waiter);
            while (!waiter.granted && !closed) {
                waiter.turn.awaitUninterruptibly();
            }
            if (!waiter.granted) {
                queue.remove(waiter);
                serveQueue();
                requireOpen();
            }
        }

        private void requireOpen() {
            if (closed) {
                throw new IllegalStateException("the encoder is closed");
            }
        }

        /** Frees what is idle now and what is in use when its picture is done; who waits is refused. */
        @Override
        public void close() {
            List<Reusable> mine = new ArrayList<>();
            lock.lock();
            try {
                closed = true;
                for (Iterator<Idle> all = idle.iterator(); all.hasNext(); ) {
                    Idle one = all.next();
                    if (one.account == this) {
                        all.remove();
                        idleBytes -= one.thing.memory();
                        held -= one.thing.memory();
                        mine.add(one.thing);
                    }
                }
                for (Waiter waiter : queue) {
                    if (waiter.account == this) {
                        waiter.turn.signal();
                    }
                }
            } finally {
                lock.unlock();
            }
            free(mine);
        }
    }

    /** What one picture may hold; close it when the picture is done. */
    final class Reservation implements AutoCloseable {
        private final Account account;
        private long bytes;

        private Reservation(Account account, long bytes) {
            this.account = account;
            this.bytes = bytes;
        }

        /**
         * An idle thing of this account, the last used one that fits, or a new one.
         *
         * @param size of a new one, bytes, within what is reserved; an idle one may be larger
         */
        <T extends Reusable> T obtain(Class<T> type, Predicate<T> fits, long size, Supplier<T> opener) {
            List<Reusable> evicted;
            lock.lock();
            try {
                T found = takeIdle(type, fits);
                if (found != null) {
                    resize(found.memory() - size);
                    return found;
                }
                evicted = makeRoom(size);
                held += size;
            } finally {
                lock.unlock();
            }
            free(evicted);
            return open(size, opener);
        }

        private <T extends Reusable> T takeIdle(Class<T> type, Predicate<T> fits) {
            for (Iterator<Idle> all = idle.iterator(); all.hasNext(); ) {
                Idle one = all.next();
                if (one.account == account && type.isInstance(one.thing) && fits.test(type.cast(one.thing))) {
                    all.remove();
                    idleBytes -= one.thing.memory();
                    return type.cast(one.thing);
                }
            }
            return null;
        }

        private <T extends Reusable> T open(long size, Supplier<T> opener) {
            boolean opened = false;
            try {
                T thing = opener.get();
                opened = true;
                return thing;
            } finally {
                if (!opened) {
                    forget(size);
                }
            }
        }

        /** Gives a thing back that another picture may use. */
        void keep(Reusable thing) {
            List<Reusable> evicted = new ArrayList<>();
            lock.lock();
            try {
                resize(-thing.memory());
                if (account.closed || thing.memory() > idleLimit) {
                    held -= thing.memory();
                    evicted.add(thing);
                } else {
                    idle.addFirst(new Idle(account, thing));
                    idleBytes += thing.memory();
                }
                while (idleBytes > idleLimit || idle.size() > maxIdle) {
                    evicted.add(evict());
                }
            } finally {
                lock.unlock();
            }
            free(evicted);
        }

        /** Closes a thing that no other picture may use. */
        void discard(Reusable thing) {
            free(List.of(thing));
            forget(thing.memory());
        }

        private void forget(long size) {
            lock.lock();
            try {
                held -= size;
            } finally {
                lock.unlock();
            }
        }

        private void resize(long difference) {
            bytes += difference;
            reserved += difference;
        }

        /** The next picture may begin. */
        @Override
        public void close() {
            lock.lock();
            try {
                resize(-bytes);
                pictures--;
                serveQueue();
            } finally {
                lock.unlock();
            }
        }
    }

    private record Idle(Account account, Reusable thing) {}

    private static final class Waiter {
        private final Account account;
        private final long bytes;
        private final Condition turn;
        private boolean granted;

        private Waiter(Account account, long bytes, Condition turn) {
            this.account = account;
            this.bytes = bytes;
            this.turn = turn;
        }
    }
}
