package org.mvjpeg.imageio;

import java.io.IOException;
import java.util.Arrays;
import javax.imageio.IIOException;
import javax.imageio.stream.ImageInputStream;

/** Reads a stream to its end, within a limit. */
final class InputBytes {
    private static final int FIRST_BLOCK = 1 << 16;

    /** What the largest array holds. */
    private static final int LARGEST = Integer.MAX_VALUE - 16;

    private InputBytes() {}

    /**
     * The bytes from a position to the end of the stream, which stands there afterwards.
     *
     * @param most bytes that may be, at least 1
     * @throws IIOException if there are more
     */
    static byte[] read(ImageInputStream stream, long start, long most) throws IOException {
        long limit = Math.min(most, LARGEST);
        long announced = stream.length() - start;
        if (announced > limit) {
            throw tooLong(announced + " bytes", limit);
        }
        stream.seek(start);
        // One byte more than announced, so that the end is seen without growing.
        byte[] bytes = new byte[announced < 0 ? FIRST_BLOCK : (int) announced + 1];
        int count = 0;
        for (int read; (read = stream.read(bytes, count, bytes.length - count)) >= 0; ) {
            count += read;
            if (count > limit) {
                throw tooLong("longer", limit);
            }
            if (count == bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(2L * bytes.length, limit + 1));
            }
        }
        return Arrays.copyOf(bytes, count);
    }

    private static IIOException tooLong(String length, long limit) {
        return new IIOException("The file is " + length + "; the limit is " + limit + " bytes (mvjpeg.maxFileBytes)");
    }
}
