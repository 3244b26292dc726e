package org.mvjpeg.codec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.mvjpeg.kernel.CudaStatus;
import org.mvjpeg.kernel.Kernel;
import org.mvjpeg.kernel.KernelException;
import org.mvjpeg.kernel.KernelLibrary;
import org.mvjpeg.kernel.Planes;
import org.mvjpeg.kernel.Source;

/** The kernels of one encoder or decoder, created on first use: one for each network on the CPU and, where a GPU works, one there. */
final class Kernels implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("org.mvjpeg.codec");

    private final Map<Network, Kernel> cpu = new HashMap<>();
    private final Map<Network, Kernel> cuda = new HashMap<>();
    private final List<Kernel> all = new ArrayList<>();
    private CudaStatus cudaStatus;
    private boolean missingCudaTold;
    private boolean littleMemoryTold;
    private boolean closed;

    /** @throws CodecException if the kernel library cannot be loaded */
    static void load() {
        try {
            KernelLibrary.load();
        } catch (UnsatisfiedLinkError e) {
            throw new CodecException(NativeCache.withHint(e.getMessage()), e);
        }
    }

    /**
     * The network that the options' profile has for x265 and the picture's size, on their device.
     *
     * @throws CodecException as {@link #process(NetworkRun, Source, Planes)}
     */
    void process(EncoderOptions options, Source source, Planes planes) {
        boolean small = Math.min(source.width(), source.height()) <= Profile.SMALL_SIDE;
        process(NetworkRun.preprocessing(options, small), source, planes);
    }

    /**
     * A network on pixels.
     *
     * @throws CodecException if the network is not there, if the kernel fails on the CPU too, or if the GPU failed and was asked for
     */
    void process(NetworkRun run, Source source, Planes planes) {
        run(run, kernel -> kernel.process(source, run.qp(), planes, run.threads()));
    }

    /** A network on planes. @throws CodecException as {@link #process(NetworkRun, Source, Planes)} */
    void filter(NetworkRun run, Planes decoded, Planes filtered) {
        run(run, kernel -> kernel.filter(decoded, run.qp(), filtered, run.threads()));
    }

    /** Colour conversion alone. @throws CodecException if the kernel fails */
    void convert(Source source, Planes planes, int threads) {
        runOnCpu(Network.NONE, kernel -> kernel.process(source, 0, planes, threads));
    }

    private void run(NetworkRun run, Consumer<Kernel> work) {
        if (run.device() == Device.CPU || !runOnGpu(run.network(), run.device(), work)) {
            runOnCpu(run.network(), work);
        }
    }

    /** @return whether the planes are written; otherwise the CPU has to */
    private boolean runOnGpu(Network network, Device device, Consumer<Kernel> work) {
        try {
            Kernel gpu = cuda(network, device);
            if (gpu == null) {
                return false;
            }
            work.accept(gpu);
            return true;
        } catch (KernelException e) {
            if (e.reason() == KernelException.Reason.OUT_OF_MEMORY) {
                tellLittleMemory(e.getMessage());
                return false;
            }
            giveUpCuda(e.getMessage());
            requireOptional(device, e.getMessage());
            return false;
        }
    }

    private void runOnCpu(Network network, Consumer<Kernel> work) {
        try {
            work.accept(cpu(network));
        } catch (KernelException e) {
            throw new CodecException("mvjpeg kernel: " + e.getMessage(), e);
        }
    }

    private synchronized Kernel cpu(Network network) {
        return cpu.computeIfAbsent(network, n -> create("cpu", n));
    }

    /** @return null where no GPU works */
    private synchronized Kernel cuda(Network network, Device device) {
        if (cudaStatus == null) {
            cudaStatus = KernelLibrary.openCuda();
        }
        if (cudaStatus.available()) {
            return cuda.computeIfAbsent(network, n -> create("cuda", n));
        }
        if (cudaStatus.lost()) {
            requireOptional(device, cudaStatus.description());
        }
        boolean asked = device == Device.CUDA || System.getProperty(KernelLibrary.DEVICE_PROPERTY) != null;
        if (asked && !cudaStatus.lost() && !missingCudaTold) {
            missingCudaTold = true;
            LOG.log(System.Logger.Level.WARNING, "no GPU ({0}); the CPU is used", cudaStatus.description());
        }
        return null;
    }

    /** Who asked for the GPU learns that it failed; others get the CPU. */
    private static void requireOptional(Device device, String reason) {
        if (device == Device.CUDA) {
            throw new CodecException("the GPU failed: " + reason);
        }
    }

    private synchronized void giveUpCuda(String reason) {
        if (cudaStatus.available()) {
            cudaStatus = new CudaStatus(false, true, reason);
            LOG.log(System.Logger.Level.WARNING, "the GPU failed ({0}); the CPU is used from now on", reason);
        }
    }

    private synchronized void tellLittleMemory(String reason) {
        if (!littleMemoryTold) {
            littleMemoryTold = true;
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the GPU lacks memory for a picture ({0}); the CPU is used for such pictures",
                    reason);
        }
    }

    private Kernel create(String target, Network network) {
        if (closed) {
            throw new IllegalStateException("the codec is closed");
        }
        Kernel kernel = network.load(target);
        all.add(kernel);
        return kernel;
    }

    /** Frees each kernel once no picture is in it. */
    @Override
    public synchronized void close() {
        closed = true;
        all.forEach(Kernel::close);
    }
}
