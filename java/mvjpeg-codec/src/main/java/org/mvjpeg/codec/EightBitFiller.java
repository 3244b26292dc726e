package org.mvjpeg.codec;

import java.util.function.Function;
import org.bytedeco.javacpp.BytePointer;
import org.mvjpeg.kernel.Planes;

/** The kernel writes the planes that are coded. */
final class EightBitFiller implements PlaneFiller {
    private final Kernels kernels;
    private final EncoderOptions options;
    private final Interleaved samples;
    private final BytePointer staged;

    private EightBitFiller(Kernels kernels, EncoderOptions options, Interleaved samples, BytePointer staged) {
        this.kernels = kernels;
        this.options = options;
        this.samples = samples;
        this.staged = staged;
    }

    /** Bytes that {@link #with} needs. */
    static long memory(Pixels pixels) {
        return StagingBuffer.memory(pixels.samples());
    }

    /** Copies the samples to where the kernel reads them, for one task. */
    static <T> T with(
            MemoryBudget.Reservation memory,
            Kernels kernels,
            EncoderOptions options,
            Pixels pixels,
            Function<EightBitFiller, T> task) {
        Interleaved samples = pixels.samples();
        return StagingBuffer.with(
                memory, samples, staged -> task.apply(new EightBitFiller(kernels, options, samples, staged)));
    }

    @Override
    public void colour(Planes planes) {
        kernels.process(options, MvjpegEncoder.source(staged, samples, false), planes);
    }

    /** The colours without a network. */
    void plainColour(Planes planes) {
        kernels.convert(MvjpegEncoder.source(staged, samples, false), planes, options.threads());
    }

    @Override
    public void alpha(Planes planes) {
        kernels.convert(MvjpegEncoder.source(staged, samples, true), planes, options.threads());
    }
}
