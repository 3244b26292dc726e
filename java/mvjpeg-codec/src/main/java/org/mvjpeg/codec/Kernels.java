package org.mvjpeg.codec;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.mvjpeg.kernel.CudaStatus;
import org.mvjpeg.kernel.Kernel;
import org.mvjpeg.kernel.KernelException;
import org.mvjpeg.kernel.KernelLibrary;
import org.mvjpeg.kernel.Model;
import org.mvjpeg.kernel.Models;
import org.mvjpeg.kernel.Planes;
import org.mvjpeg.kernel.Source;

/** The kernels of one encoder, created on first use: one for each profile on the CPU and, where a GPU works, one there. */
final class Kernels implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("org.mvjpeg.codec");

    private final Map<Profile, Kernel> cpu = new EnumMap<>(Profile.class);
    private final Map<Profile, Kernel> cuda = new EnumMap<>(Profile.class);
    private final List<Kernel> all = new ArrayList<>();
    private CudaStatus cudaStatus;
    private boolean missingCudaTold;
    private boolean closed;

    /** @throws CodecException if the kernel library cannot be loaded */
    static void load() {
        try {
            KernelLibrary.load();
        } catch (UnsatisfiedLinkError e) {
            throw new CodecException(NativeCache.withHint(e.getMessage()), e);
        }
    }

    /** The network of the options' profile on their device. @throws CodecException if the kernel fails on the CPU too */
    void process(EncoderOptions options, Source source, Planes planes) {
        Kernel gpu = options.device() == Device.CPU ? null : cuda(options.profile(), options.device());
        if (gpu != null) {
            try {
                gpu.process(source, options.qp(), planes, options.threads());
                return;
            } catch (KernelException e) {
                giveUpCuda(e.getMessage());
            }
        }
        run(cpu(options.profile()), options, source, planes);
    }

    /** Colour conversion alone. @throws CodecException if the kernel fails */
    void convert(EncoderOptions options, Source source, Planes planes) {
        run(cpu(Profile.OFF), options, source, planes);
    }

    private static void run(Kernel kernel, EncoderOptions options, Source source, Planes planes) {
        try {
            kernel.process(source, options.qp(), planes, options.threads());
        } catch (KernelException e) {
            throw new CodecException("mvjpeg kernel: " + e.getMessage(), e);
        }
    }

    private synchronized Kernel cpu(Profile profile) {
        return cpu.computeIfAbsent(profile, p -> create("cpu", p));
    }

    /** @return null where no GPU works */
    private synchronized Kernel cuda(Profile profile, Device device) {
        if (cudaStatus == null) {
            cudaStatus = KernelLibrary.openCuda();
        }
        if (cudaStatus.available()) {
            try {
                return cuda.computeIfAbsent(profile, p -> create("cuda", p));
            } catch (KernelException e) {
                giveUpCuda(e.getMessage());
                return null;
            }
        }
        if (device == Device.CUDA && !missingCudaTold) {
            missingCudaTold = true;
            LOG.log(System.Logger.Level.WARNING, "no GPU ({0}); the CPU is used", cudaStatus.description());
        }
        return null;
    }

    private synchronized void giveUpCuda(String reason) {
        if (cudaStatus.available()) {
            cudaStatus = new CudaStatus(false, reason);
            missingCudaTold = true;
            LOG.log(System.Logger.Level.WARNING, "the GPU failed ({0}); the CPU is used from now on", reason);
        }
    }

    private Kernel create(String target, Profile profile) {
        if (closed) {
            throw new IllegalStateException("the encoder is closed");
        }
        Kernel kernel = profile == Profile.OFF ? Kernel.converter(target) : Kernel.load(target, model(profile));
        all.add(kernel);
        return kernel;
    }

    private static Model model(Profile profile) {
        return profile == Profile.HUMAN ? Models.human() : Models.machine();
    }

    /** Frees each kernel once no picture is in it. */
    @Override
    public synchronized void close() {
        closed = true;
        all.forEach(Kernel::close);
    }
}
