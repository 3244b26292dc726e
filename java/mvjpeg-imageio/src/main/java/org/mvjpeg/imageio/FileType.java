package org.mvjpeg.imageio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import javax.imageio.stream.ImageInputStream;

/** Recognises HEIC files by the brands in their {@code ftyp} box (ISO/IEC 23008-12, annex B). */
final class FileType {
    private static final int FTYP = fourCc("ftyp");

    /** Brands that promise a still picture in HEVC; {@code mif1} alone says nothing about the codec. */
    private static final Set<Integer> BRANDS = Set.of(fourCc("heic"), fourCc("heix"), fourCc("heim"), fourCc("heis"));

    private static final int HEADER = 8;
    private static final int MINOR_VERSION_AT = 12;

    /** No more of the box is looked at: real files name about ten brands. */
    private static final int MAX_BYTES = 512;

    private FileType() {}

    static boolean isHeic(ImageInputStream stream) throws IOException {
        stream.mark();
        try {
            ByteBuffer header = read(stream, HEADER);
            if (header.remaining() < HEADER) {
                return false;
            }
            long size = Integer.toUnsignedLong(header.getInt());
            if (header.getInt() != FTYP || size < MINOR_VERSION_AT + Integer.BYTES) {
                return false;
            }
            ByteBuffer brands = read(stream, (int) Math.min(size, MAX_BYTES) - HEADER);
            while (brands.remaining() >= Integer.BYTES) {
                boolean minorVersion = HEADER + brands.position() == MINOR_VERSION_AT;
                if (BRANDS.contains(brands.getInt()) && !minorVersion) {
                    return true;
                }
            }
            return false;
        } finally {
            stream.reset();
        }
    }

    private static ByteBuffer read(ImageInputStream stream, int length) throws IOException {
        byte[] bytes = new byte[length];
        int count = 0;
        while (count < length) {
            int read = stream.read(bytes, count, length - count);
            if (read < 0) {
                break;
            }
            count += read;
        }
        return ByteBuffer.wrap(bytes, 0, count);
    }

    private static int fourCc(String name) {
        return name.charAt(0) << 24 | name.charAt(1) << 16 | name.charAt(2) << 8 | name.charAt(3);
    }
}
