package org.mvjpeg.imageio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import javax.imageio.stream.ImageInputStream;

/** Recognises HEIC files by the brands in their {@code ftyp} box (ISO/IEC 23008-12, annex B). */
final class FileType {
    private static final int FTYP = fourCc("ftyp");
    private static final int META = fourCc("meta");
    private static final int HVCC = fourCc("hvcC");

    /** Brands that promise a still picture in HEVC; the last three are those of MIAF. */
    private static final Set<Integer> HEVC = Set.of(
            fourCc("heic"),
            fourCc("heix"),
            fourCc("heim"),
            fourCc("heis"),
            fourCc("MiHB"),
            fourCc("MiHA"),
            fourCc("MiHE"));

    /** Brands of HEIF that say nothing about the codec. */
    private static final Set<Integer> GENERAL = Set.of(fourCc("mif1"), fourCc("mif2"), fourCc("msf1"), fourCc("miaf"));

    private static final int HEADER = 8;
    private static final int MINOR_VERSION_AT = 12;

    /** No more of the first box is looked at: real files name about ten brands. */
    private static final int MAX_BYTES = 512;

    /** Nor of the box that names the items, where brands do not tell. */
    private static final int MAX_META_BYTES = 1 << 16;

    private static final int MAX_BOXES = 8;

    private FileType() {}

    static boolean isHeic(ImageInputStream stream) throws IOException {
        long start = stream.getStreamPosition();
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
            Set<Integer> brands = brands(read(stream, (int) Math.min(size, MAX_BYTES) - HEADER));
            if (brands.stream().anyMatch(HEVC::contains)) {
                return true;
            }
            return brands.stream().anyMatch(GENERAL::contains) && hasHevcItems(stream, start + size);
        } finally {
            stream.reset();
        }
    }

    private static Set<Integer> brands(ByteBuffer box) {
        Set<Integer> brands = new HashSet<>();
        while (box.remaining() >= Integer.BYTES) {
            boolean minorVersion = HEADER + box.position() == MINOR_VERSION_AT;
            int brand = box.getInt();
            if (!minorVersion) {
                brands.add(brand);
            }
        }
        return brands;
    }

    /** Whether the box of the items names a decoder configuration of HEVC. */
    private static boolean hasHevcItems(ImageInputStream stream, long from) throws IOException {
        long at = from;
        for (int i = 0; i < MAX_BOXES; i++) {
            stream.seek(at);
            ByteBuffer header = read(stream, HEADER);
            if (header.remaining() < HEADER) {
                return false;
            }
            long size = Integer.toUnsignedLong(header.getInt());
            if (header.getInt() == META) {
                return contains(read(stream, (int) Math.min(size, MAX_META_BYTES)), HVCC);
            }
            // Of 64 bits or to the end of the file: that of the data, before which the items mostly lie.
            if (size < HEADER) {
                return false;
            }
            at += size;
        }
        return false;
    }

    private static boolean contains(ByteBuffer bytes, int code) {
        for (int at = 0; at + Integer.BYTES <= bytes.limit(); at++) {
            if (bytes.getInt(at) == code) {
                return true;
            }
        }
        return false;
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
