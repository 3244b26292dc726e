package org.mvjpeg.kernel;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.PointerScope;

/**
 * The preprocessing kernel on one device: interleaved 8-bit pixels → network → I420 planes in one pass. Its arithmetic is
 * described in {@code docs/kernel.md}; every target gives the same bytes. One kernel serves many threads at once.
 *
 * <p>Targets are {@code "cpu"} (the fastest instruction set here, or what the environment variable {@code MVJPEG_ISA} names),
 * {@code "scalar"}, {@code "avx2"}, {@code "avxvnni"}, {@code "avx512vnni"}, {@code "neon"} as far as the processor has them, and
 * {@code "cuda"} after {@link KernelLibrary#openCuda()} said that it is available.
 */
public final class Kernel implements AutoCloseable {
    private final NativeApi.KernelHandle handle;
    private final String target;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private boolean closed;

    private Kernel(NativeApi.KernelHandle handle) {
        this.handle = handle;
        this.target = NativeApi.mvjpeg_kernel_target(handle).getString(StandardCharsets.UTF_8);
    }

    /**
     * A kernel without a network: colour conversion and padding only.
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
        try (PointerScope scope = new PointerScope();
                BytePointer name = new BytePointer(target, StandardCharsets.UTF_8);
                PointerPointer<NativeApi.KernelHandle> out = new PointerPointer<>(1)) {
            int count = tensors.size();
            NativeApi.TensorStruct array = count == 0 ? null : new NativeApi.TensorStruct(count);
            for (int k = 0; k < count; k++) {
                tensors.get(k).describe(array.at(k));
            }
            check(NativeApi.mvjpeg_kernel_create(name, array == null ? null : array.at(0), count, out));
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
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(planes, "planes");
        lock.readLock().lock();
        try (NativeApi.PictureStruct picture = new NativeApi.PictureStruct();
                NativeApi.PlanesStruct out = new NativeApi.PlanesStruct()) {
            if (closed) {
                throw new IllegalStateException("the kernel is closed");
            }
            picture.data(source.data());
            picture.row_stride(source.rowStride());
            picture.pixel_stride(source.pixelStride());
            picture.red(source.red());
            picture.green(source.green());
            picture.blue(source.blue());
            picture.width(source.width());
            picture.height(source.height());
            out.y(planes.y());
            out.u(planes.u());
            out.v(planes.v());
            out.stride_y(planes.strideY());
            out.stride_u(planes.strideU());
            out.stride_v(planes.strideV());
            out.width(planes.width());
            out.height(planes.height());
            check(NativeApi.mvjpeg_process(handle, picture, qp, out, threads));
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Frees the native kernel once no call is in progress. */
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

    private static void check(int status) {
        if (status == NativeApi.OK) {
            return;
        }
        String message = NativeApi.mvjpeg_last_error().getString(StandardCharsets.UTF_8);
        if (status == NativeApi.INVALID_ARGUMENT || status == NativeApi.INVALID_MODEL) {
            throw new IllegalArgumentException(message);
        }
        throw new KernelException(message.isEmpty() ? "the kernel library ran out of memory" : message);
    }
}
