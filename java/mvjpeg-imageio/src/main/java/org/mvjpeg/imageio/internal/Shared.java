package org.mvjpeg.imageio.internal;

import java.util.function.Supplier;

/**
 * A native codec that the readers or writers of one provider share.
 *
 * <p>While the provider is registered the codec stays open between uses, since opening it costs milliseconds; ImageIO makes a
 * writer for every call. Otherwise it closes with its last user, so nothing native outlives a provider that nobody will ever
 * deregister.
 */
public final class Shared<T extends AutoCloseable> {
    private final Supplier<? extends T> opener;
    private T codec;
    private int users;
    private boolean keepOpen;

    public Shared(Supplier<? extends T> opener) {
        this.opener = opener;
    }

    /** Borrows the codec until the lease is closed. */
    public synchronized Lease borrow() {
        if (codec == null) {
            codec = opener.get();
        }
        users++;
        return new Lease(codec);
    }

    /** Whether the codec stays open while nobody uses it. */
    public synchronized void keepOpen(boolean keep) {
        keepOpen = keep;
        closeIfIdle();
    }

    private synchronized void giveBack() {
        users--;
        closeIfIdle();
    }

    private void closeIfIdle() {
        if (users > 0 || keepOpen || codec == null) {
            return;
        }
        T idle = codec;
        codec = null;
        try {
            idle.close();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** One use of the codec. */
    public final class Lease implements AutoCloseable {
        private final T borrowed;

        private Lease(T borrowed) {
            this.borrowed = borrowed;
        }

        public T codec() {
            return borrowed;
        }

        @Override
        public void close() {
            giveBack();
        }
    }
}
