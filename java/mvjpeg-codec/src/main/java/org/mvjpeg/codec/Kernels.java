package org.mvjpeg.codec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mvjpeg.kernel.CudaStatus;
import org.mvjpeg.kernel.Kernel;
import org.mvjpeg.kernel.KernelException;
import org.mvjpeg.kernel.KernelLibrary;
import org.mvjpeg.kernel.Model;
import org.mvjpeg.kernel.Models;
import org.mvjpeg.kernel.Planes;
import org.mvjpeg.kernel.Safetensors;
import org.mvjpeg.kernel.Source;

/** The kernels of one encoder, created on first use: one for each network on the CPU and, where a GPU works, one there. */
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
     * @throws CodecException if the kernel fails on the CPU too, or if the GPU failed and the options ask for it
     */
    void process(EncoderOptions options, Source source, Planes planes) {
        boolean small = Math.min(source.width(), source.height()) <= Profile.SMALL_SIDE;
        process(Network.of(options, small), options, source, planes);
    }

    /** As {@link #process}, with the network that the profile has for larger pictures, whatever the size. */
    void processAsLarge(EncoderOptions options, Source source, Planes planes) {
        process(Network.of(options, false), options, source, planes);
    }

    private void process(Network network, EncoderOptions options, Source source, Planes planes) {
        if (options.device() == Device.CPU || !runOnGpu(network, options, source, planes)) {
            run(cpu(network), options, source, planes);
        }
    }

    /** @return whether the planes are written; otherwise the CPU has to */
    private boolean runOnGpu(Network network, EncoderOptions options, Source source, Planes planes) {
        try {
            Kernel gpu = cuda(network, options.device());
            if (gpu == null) {
                return false;
            }
            gpu.process(source, options.qp(), planes, options.threads());
            return true;
        } catch (KernelException e) {
            if (e.reason() == KernelException.Reason.OUT_OF_MEMORY) {
                tellLittleMemory(e.getMessage());
                return false;
            }
            giveUpCuda(e.getMessage());
            requireOptional(options.device(), e.getMessage());
            return false;
        }
    }

    /** Colour conversion alone. @throws CodecException if the kernel fails */
    void convert(EncoderOptions options, Source source, Planes planes) {
        run(cpu(Network.NONE), options, source, planes);
    }

    private static void run(Kernel kernel, EncoderOptions options, Source source, Planes planes) {
        try {
            kernel.process(source, options.qp(), planes, options.threads());
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
            throw new IllegalStateException("the encoder is closed");
        }
        Kernel kernel = network.equals(Network.NONE) ? Kernel.converter(target) : network.load(target);
        all.add(kernel);
        return kernel;
    }

    /** Frees each kernel once no picture is in it. */
    @Override
    public synchronized void close() {
        closed = true;
        all.forEach(Kernel::close);
    }

    /**
     * Which network: a profile's own, which for machines depends on the size, or a file's.
     *
     * @param small whether vision networks look at the picture without shrinking it
     */
    private record Network(Profile profile, Optional<Path> file, boolean small) {
        private static final Network NONE = new Network(Profile.OFF, Optional.empty(), false);

        private static Network of(EncoderOptions options, boolean smallPicture) {
            if (options.profile() == Profile.OFF) {
                return NONE;
            }
            boolean small = smallPicture
                    && options.profile() != Profile.HUMAN
                    && options.model().isEmpty();
            return new Network(options.profile(), options.model(), small);
        }

        /** @throws CodecException if the file holds no network that the kernel takes */
        private Kernel load(String target) {
            if (file.isEmpty()) {
                return Kernel.load(target, shipped());
            }
            try (InputStream in = Files.newInputStream(file.get())) {
                return Kernel.load(target, Safetensors.read(in));
            } catch (IOException | IllegalArgumentException e) {
                throw new CodecException("model " + file.get() + ": " + e.getMessage(), e);
            }
        }

        private Model shipped() {
            return switch (profile) {
                case HUMAN -> Models.human();
                // What a network looks at as it is, it needs as people do.
                case MACHINE -> small ? Models.human() : Models.machine();
                case DETECTION -> small ? Models.human() : Models.detection();
                case OFF -> throw new AssertionError("no network");
            };
        }
    }
}
