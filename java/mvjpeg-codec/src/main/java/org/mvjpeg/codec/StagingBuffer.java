package org.mvjpeg.codec;

import java.util.function.Function;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;

/** Native memory that heap samples are copied to for the kernel. */
final class StagingBuffer implements MemoryBudget.Reusable {
    /** A buffer serves samples of down to this share of its size. */
    private static final int LARGEST_EXCESS = 4;

    private final BytePointer address;
    private final long size;

    private StagingBuffer(long size) {
        this.size = size;
        this.address = Ffmpeg.allocate(size, "pixels");
    }

    /** Bytes that {@link #with} needs for samples. */
    static long memory(Interleaved samples) {
        return samples.packedSize();
    }

    /** Lends a buffer with the samples in rows without gaps for one task. */
    static <T> T with(MemoryBudget.Reservation memory, Interleaved samples, Function<BytePointer, T> task) {
        long size = memory(samples);
        StagingBuffer buffer = memory.obtain(
                StagingBuffer.class,
                idle -> idle.size >= size && idle.size / LARGEST_EXCESS <= size,
                size,
                () -> new StagingBuffer(size));
        try {
            samples.copyTo(buffer.address.limit(size).asByteBuffer());
            return task.apply(buffer.address);
        } finally {
            memory.keep(buffer);
        }
    }

    @Override
    public long memory() {
        return size;
    }

    @Override
    public void close() {
        avutil.av_free(address);
    }
}
