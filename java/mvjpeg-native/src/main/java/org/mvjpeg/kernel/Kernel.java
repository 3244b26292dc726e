package org.mvjpeg.kernel;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.bytedeco.javacpp.PointerPointer;

/**
 * The kernel on one device: interleaved 8-bit pixels or I420 planes → network → I420 planes in one pass. Its arithmetic is
 * described in {@code docs/kernel.md}; every target gives the same bytes. One kernel serves many threads at once.
 *
 * <p>Targets are {@code "cpu"} (the fastest instruction set here, or what the environment variable {@code MVJPEG_ISA} names),
 * {@code "scalar"}, {@code "avx2"}, {@code "avxvnni"}, {@code "avx512vnni"}, {@code "amx"}, {@code "neon"} as far as the
 * processor has them, and {@code "cuda"} after {@link KernelLibrary#openCuda()} said that it is available.
 */
public final class Kernel implements AutoCloseable {
    /** The most pictures of a batch. */
    public static final int MAX_BATCH = 64;

    private final NativeApi.KernelHandle handle;
    private final String target;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private boolean closed;

    private Kernel(NativeApi.KernelHandle handle) {
        this.handle = handle;
        this.target = NativeApi.mvjpeg_kernel_target(handle).getString(StandardCharsets.UTF_8);
    }

    /**
     * A kernel without a network: colour conversion and padding only, and planes are copied.
     *
     * @throws KernelException if the target cannot run here
     * @throws UnsatisfiedLinkError if the native library cannot be loaded
     */
    public static Kernel converter(String target) {
        return create(target, List.of());
    }

    /**
     * A kernel with a network.
     *
     * @throws IllegalArgumentException if a tensor of the model is missing, misshapen or could overflow
     * @throws KernelException if the target cannot run here
     * @throws UnsatisfiedLinkError if the native library cannot be loaded
     */
    public static Kernel load(String target, Model model) {
        return create(target, model.tensors());
    }

    private static Kernel create(String target, List<Tensor> tensors) {
        KernelLibrary.load();
        try (CallMemory memory = new CallMemory()) {
            PointerPointer<NativeApi.KernelHandle> out = new PointerPointer<>(memory.bytes(Long.BYTES));
            int count = tensors.size();
            NativeApi.TensorStruct array =
                    count == 0 ? null : new NativeApi.TensorStruct(memory.bytes(count * NativeApi.tensorBytes()));
            for (int k = 0; k < count; k++) {
                tensors.get(k).describe(array.at(k), memory);
            }
            check(NativeApi.mvjpeg_kernel_create(memory.text(target), array == null ? null : array.at(0), count, out));
            return new Kernel(new NativeApi.KernelHandle(out.get()));
        }
    }

    /** Name of the target that this kernel runs on, never {@code "cpu"}. */
    public String target() {
        return target;
    }

    /**
     * Processes one picture. Source and planes must not overlap and must stay allocated during the call.
     *
     * @param qp quantiser that the network is conditioned on, 0 to 51
     * @param threads CPU threads for this picture, 1 to 256
     * @throws IllegalArgumentException naming the value and the limit
     * @throws KernelException if the device fails
     * @throws IllegalStateException if this kernel is closed
     */
    public void process(Source source, int qp, Planes planes, int threads) {
        submit(List.of(new Job(source, qp, planes)), threads).await();
    }

    /**
     * Filters the planes of a decoded picture: the network as in {@link #process}, on the planes as they are. Each is extended by
     * replication of its own edges, so the result depends on nothing but their samples. Source and destination must not overlap and must
     * stay allocated during the call; their strides may differ.
     *
     * @param source planes that are only read
     * @param qp quantiser that the network is conditioned on, 0 to 51
     * @param destination planes of the same size
     * @param threads CPU threads for this picture, 1 to 256; a GPU ignores it
     * @throws IllegalArgumentException naming the value and the limit
     * @throws KernelException if the device fails
     * @throws IllegalStateException if this kernel is closed
     */
    public void filter(Planes source, int qp, Planes destination, int threads) {
        submit(List.of(new Job(source, qp, destination)), threads).await();
    }

    /**
     * Starts a batch. On a GPU all its pictures are one upload, one set of launches and one download, and the batches of several tickets
     * overlap: one's upload, another's kernels and a third one's download run at a time, while the caller does something else. A CPU
     * has done all the work when the call returns. A thread may hold any number of tickets; some three keep a GPU busy.
     *
     * @param jobs 1 to {@value #MAX_BATCH} pictures, whose memory must not overlap
     * @param threads CPU threads for each picture, 1 to 256
     * @throws IllegalArgumentException naming the value and the limit
     * @throws KernelException if the device fails; nothing is under way then
     * @throws IllegalStateException if this kernel is closed
     */
    public Ticket submit(List<Job> jobs, int threads) {
        return start(jobs, threads, null);
    }

    /**
     * Starts a batch that lies in a GPU's memory.
     *
     * @param jobs 1 to {@value #MAX_BATCH} pictures, whose memory must not overlap
     * @throws IllegalArgumentException naming the value and the limit, if memory is not where it should be, or if this kernel runs on
     *     the CPU
     * @throws KernelException if the device fails; nothing is under way then
     * @throws IllegalStateException if this kernel is closed
     */
    public Ticket submit(List<Job> jobs, DeviceMemory memory) {
        return start(jobs, 1, Objects.requireNonNull(memory, "memory"));
    }

    private Ticket start(List<Job> batch, int threads, DeviceMemory where) {
        List<Job> jobs = List.copyOf(batch);
        if (jobs.isEmpty() || jobs.size() > MAX_BATCH) {
            throw new IllegalArgumentException(
                    "a batch of " + jobs.size() + " pictures; 1 to " + MAX_BATCH + " are allowed");
        }
        lock.readLock().lock();
        try (CallMemory memory = new CallMemory()) {
            if (closed) {
                throw new IllegalStateException("the kernel is closed");
            }
            PointerPointer<NativeApi.TicketHandle> out = new PointerPointer<>(memory.bytes(Long.BYTES));
            NativeApi.JobStruct array = new NativeApi.JobStruct(memory.bytes(jobs.size() * NativeApi.jobBytes()));
            for (int k = 0; k < jobs.size(); k++) {
                jobs.get(k).describe(array.at(k));
            }
            NativeApi.DeviceMemoryStruct device = null;
            if (where != null) {
                device = new NativeApi.DeviceMemoryStruct(memory.bytes(NativeApi.deviceMemoryBytes()));
                where.describe(device);
            }
            check(NativeApi.mvjpeg_submit(handle, array.at(0), jobs.size(), threads, device, out));
            return new Ticket(jobs, new NativeApi.TicketHandle(out.get()));
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Frees the native kernel once no call is in progress and all tickets are waited for; does not wait for the latter. */
    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                NativeApi.mvjpeg_kernel_destroy(handle);
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    static void check(int status) {
        if (status == NativeApi.OK) {
            return;
        }
        String message = NativeApi.mvjpeg_last_error().getString(StandardCharsets.UTF_8);
        if (status == NativeApi.INVALID_ARGUMENT || status == NativeApi.INVALID_MODEL) {
            throw new IllegalArgumentException(message);
        }
        throw new KernelException(reason(status), message.isEmpty() ? "the kernel library ran out of memory" : message);
    }

    private static KernelException.Reason reason(int status) {
        return switch (status) {
            case NativeApi.UNAVAILABLE -> KernelException.Reason.UNAVAILABLE;
            case NativeApi.OUT_OF_MEMORY -> KernelException.Reason.OUT_OF_MEMORY;
            case NativeApi.DEVICE_LOST -> KernelException.Reason.DEVICE_LOST;
            default -> KernelException.Reason.DEVICE_FAILED;
        };
    }
}
