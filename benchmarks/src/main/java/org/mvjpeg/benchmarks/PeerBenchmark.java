package org.mvjpeg.benchmarks;

import java.awt.image.BufferedImage;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import org.mvjpeg.benchmarks.peers.Agreement;
import org.mvjpeg.benchmarks.peers.Part;
import org.mvjpeg.benchmarks.peers.Peer;
import org.mvjpeg.benchmarks.peers.Peers;
import org.mvjpeg.kernel.Kernel;
import org.mvjpeg.kernel.Model;
import org.mvjpeg.kernel.Models;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The kernel beside general runtimes with the same network on the same picture, one thread each, 2^20 pixels. The kernel starts from
 * interleaved pixels and does everything; a peer starts from packed planes. Before anything is timed each peer's picture is compared
 * with the kernel's. Contestants take turns, as in {@link WriterBenchmark}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(2)
@Warmup(iterations = 1, time = 3)
@Measurement(iterations = 5, time = 3)
public class PeerBenchmark {
    private static final int QP = 32;
    private static final int SIDE = KernelBenchmark.SIDE;
    /** Gray levels between an unrounded peer and the kernel: half of one is the rounding. */
    private static final double FLOAT_LIMIT = 0.75;
    /** The same for peers that round branches to 8 bits. */
    private static final double INTEGER_LIMIT = 2;

    /** "machine" was set by hand and is sparse, which the kernel makes use of; "human" was trained and is dense. */
    @Param({"machine", "human"})
    public String network;

    @Param({"BRANCH", "NETWORK"})
    public Part part;

    private Kernel kernel;
    private NativePicture picture;
    private PlanesBuffer planes;
    private Peer onnxRuntime;
    private Peer onnxRuntimeInteger;
    private Peer openCv;
    private Peer libTorch;
    private boolean reversed;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    /** Time that each contestant took in an iteration, nanoseconds, and its pictures. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Times {
        public long pictures;
        public long kernel;
        public long onnxRuntime;
        public long onnxRuntimeInteger;
        public long openCv;
        public long libTorch;

        @Setup(Level.Iteration)
        public void reset() {
            pictures = 0;
            kernel = 0;
            onnxRuntime = 0;
            onnxRuntimeInteger = 0;
            openCv = 0;
            libTorch = 0;
        }
    }

    @Setup
    public void open() {
        BufferedImage image = PhotoLike.of(SIDE, SIDE);
        Model model = network.equals("machine") ? Models.machine() : Models.human();
        picture = new NativePicture(image);
        planes = new PlanesBuffer(SIDE, SIDE);
        kernel = Kernel.load("cpu", model);
        process();
        Peers peers = new Peers(model, QP, image);
        require("ONNX Runtime", peers.onnxRuntime(Part.NETWORK), FLOAT_LIMIT);
        require("ONNX Runtime int8", peers.onnxRuntimeInteger(Part.NETWORK), INTEGER_LIMIT);
        require("OpenCV DNN", peers.openCv(Part.NETWORK), FLOAT_LIMIT);
        onnxRuntime = peers.onnxRuntime(part);
        onnxRuntimeInteger = peers.onnxRuntimeInteger(part);
        openCv = peers.openCv(part);
        libTorch = peers.libTorch();
        try (Peer reference = peers.onnxRuntime(Part.BRANCH)) {
            Agreement.requireBranch(libTorch, reference);
        }
    }

    private void require(String name, Peer peer, double limit) {
        try (peer) {
            peer.run();
            Agreement.of(peer, planes).require(name, limit);
        }
    }

    /** Each contestant once; every second time in the opposite order. LibTorch runs branch B alone. */
    @Benchmark
    public void takeTurns(Times times) {
        if (reversed) {
            times.libTorch += time(libTorch::run);
            times.openCv += time(openCv::run);
            times.onnxRuntimeInteger += time(onnxRuntimeInteger::run);
            times.onnxRuntime += time(onnxRuntime::run);
            times.kernel += time(this::process);
        } else {
            times.kernel += time(this::process);
            times.onnxRuntime += time(onnxRuntime::run);
            times.onnxRuntimeInteger += time(onnxRuntimeInteger::run);
            times.openCv += time(openCv::run);
            times.libTorch += time(libTorch::run);
        }
        reversed = !reversed;
        times.pictures++;
    }

    private void process() {
        kernel.process(picture.source(), QP, planes.planes(), 1);
    }

    /** The calling thread's own time: all contestants run on it alone, and what else the machine does counts for none. */
    private long time(Runnable contestant) {
        long start = threads.getCurrentThreadCpuTime();
        contestant.run();
        return threads.getCurrentThreadCpuTime() - start;
    }

    @TearDown
    public void close() {
        libTorch.close();
        openCv.close();
        onnxRuntimeInteger.close();
        onnxRuntime.close();
        kernel.close();
        planes.close();
        picture.close();
    }
}
