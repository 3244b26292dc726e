package org.mvjpeg.codec;

import java.util.ArrayDeque;
import java.util.Deque;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;

/** Native memory that heap samples are copied to for the kernel; idle buffers are kept up to a number of bytes. */
final class StagingBuffers implements AutoCloseable {
    private final long idleLimit;
    private final Deque<Buffer> idle = new ArrayDeque<>();
    private long idleBytes;
    private boolean closed;

    /** @param idleLimit bytes */
    StagingBuffers(long idleLimit) {
        this.idleLimit = idleLimit;
    }

    /** A buffer with the samples in rows without gaps; close it to give it back. */
    Buffer stage(Interleaved samples) {
        Buffer buffer = take(samples.packedSize());
        samples.copyTo(buffer.memory.limit(buffer.size).asByteBuffer());
        return buffer;
    }

    private synchronized Buffer take(long size) {
        for (Buffer buffer : idle) {
            if (buffer.size >= size && buffer.size / 4 <= size) {
                idle.remove(buffer);
                idleBytes -= buffer.size;
                return buffer;
            }
        }
        return new Buffer(size);
    }

    private synchronized void giveBack(Buffer buffer) {
        if (closed || buffer.size > idleLimit) {
            buffer.free();
            return;
        }
        idle.addFirst(buffer);
        idleBytes += buffer.size;
        while (idleBytes > idleLimit) {
            Buffer oldest = idle.removeLast();
            idleBytes -= oldest.size;
            oldest.free();
        }
    }

    synchronized long idleBytes() {
        return idleBytes;
    }

    @Override
    public synchronized void close() {
        closed = true;
        idle.forEach(Buffer::free);
        idle.clear();
        idleBytes = 0;
    }

    /** One buffer in use. */
    final class Buffer implements AutoCloseable {
        private final BytePointer memory;
        private final long size;

        private Buffer(long size) {
            this.size = size;
            // Not JavaCPP's allocator: that one refuses memory by the size of the whole process.
            this.memory = new BytePointer(avutil.av_malloc(size));
            if (memory.isNull()) {
                throw new CodecException("no native memory for " + size + " bytes of pixels");
            }
        }

        BytePointer memory() {
            return memory;
        }

        private void free() {
            avutil.av_free(memory);
        }

        @Override
        public void close() {
            giveBack(this);
        }
    }
}
