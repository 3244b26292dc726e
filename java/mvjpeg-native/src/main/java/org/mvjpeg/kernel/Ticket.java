package org.mvjpeg.kernel;

import java.lang.ref.Reference;
import java.util.List;

/** A batch under way. Its pixels must stay as they are, and its planes unread, until {@link #await()} returns. */
public final class Ticket implements AutoCloseable {
    /** Keeps the memory from being collected. */
    private final List<Job> jobs;

    /** Null once it was waited for. */
    private NativeApi.TicketHandle handle;

    Ticket(List<Job> jobs, NativeApi.TicketHandle handle) {
        this.jobs = jobs;
        this.handle = handle;
    }

    /**
     * Waits until the planes are written; at once if that was waited for before.
     *
     * @throws KernelException if the device fails
     */
    public synchronized void await() {
        if (handle == null) {
            return;
        }
        NativeApi.TicketHandle waitedFor = handle;
        handle = null;
        try {
            Kernel.check(NativeApi.mvjpeg_wait(waitedFor));
        } finally {
            Reference.reachabilityFence(jobs);
        }
    }

    /** As {@link #await()}: the ticket of a batch must be waited for, or its memory is lost. */
    @Override
    public void close() {
        await();
    }
}
