package org.mvjpeg.benchmarks;

import java.util.concurrent.TimeUnit;
import org.mvjpeg.kernel.Kernel;
import org.mvjpeg.kernel.Models;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The preprocessing kernel alone: interleaved pixels to I420 through the network, pictures of 2^20 pixels. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 1, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class KernelBenchmark {
    /** Width and height of the picture, pixels. */
    static final int SIDE = 1024;

    private static final int QP = 32;

    /** A name of {@code KernelLibrary.cpuTargets()}; "cpu" is the fastest of them. */
    @Param("cpu")
    public String target;

    /** A shipped network: {@code machine} is sparse, {@code human} dense. */
    @Param({"machine", "human"})
    public String network;

    @Param({"1", "2"})
    public int threads;

    private Kernel kernel;
    private NativePicture picture;
    private PlanesBuffer planes;

    @Setup
    public void open() {
        picture = new NativePicture(PhotoLike.of(SIDE, SIDE));
        planes = new PlanesBuffer(SIDE, SIDE);
        kernel = Kernel.load(target, network.equals("machine") ? Models.machine() : Models.human());
    }

    @Benchmark
    public void process() {
        kernel.process(picture.source(), QP, planes.planes(), threads);
    }

    @TearDown
    public void close() {
        kernel.close();
        picture.close();
        planes.close();
    }
}
