package org.mvjpeg.kernel;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Native memory for the arguments of one call. Not JavaCPP's own, whose allocator throws where the whole process holds more than four
 * times the largest heap, whoever holds it.
 */
final class CallMemory implements AutoCloseable {
    private final List<Pointer> blocks = new ArrayList<>();

    /** Zeroed memory. @throws OutOfMemoryError if there is none */
    Pointer bytes(long size) {
        Pointer block = Pointer.calloc(1, size);
        if (block == null || block.isNull()) {
            throw new OutOfMemoryError("no native memory for " + size + " bytes of arguments");
        }
        blocks.add(block);
        return block;
    }

    BytePointer copy(byte[] data) {
        BytePointer copy = new BytePointer(bytes(Math.max(1, data.length))).capacity(data.length);
        copy.put(data, 0, data.length);
        return copy;
    }

    /** UTF-8 with a zero at its end. */
    BytePointer text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return copy(Arrays.copyOf(utf8, utf8.length + 1));
    }

    @Override
    public void close() {
        blocks.forEach(Pointer::free);
    }
}
