package org.mvjpeg.heif;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads big-endian fields from a stretch of bytes; every step past its end is a {@link HeifException} with the place. */
final class ByteCursor {
    private final byte[] bytes;
    private final int end;
    private final String place;
    private int position;

    private ByteCursor(byte[] bytes, int from, int to, String place) {
        this.bytes = bytes;
        this.position = from;
        this.end = to;
        this.place = place;
    }

    static ByteCursor of(byte[] bytes, String place) {
        return new ByteCursor(bytes, 0, bytes.length, place);
    }

    /** The stretch {@code from..to} of {@code bytes}, which the caller has checked to lie inside. */
    static ByteCursor of(byte[] bytes, int from, int to, String place) {
        return new ByteCursor(bytes, from, to, place);
    }

    int position() {
        return position;
    }

    int remaining() {
        return end - position;
    }

    int u8() throws HeifException {
        return (int) uint(1);
    }

    int u16() throws HeifException {
        return (int) uint(2);
    }

    long u32() throws HeifException {
        return uint(4);
    }

    int i32() throws HeifException {
        return (int) uint(4);
    }

    /** An unsigned number of 0 to 8 bytes; refused from 2^63 on, which no size or offset of a file can be. */
    long uint(int length) throws HeifException {
        require(length);
        long value = 0;
        for (int i = 0; i < length; i++) {
            value = value << 8 | bytes[position++] & 0xff;
        }
        if (value < 0) {
            throw error("a number of 64 bits is " + Long.toUnsignedString(value));
        }
        return value;
    }

    String fourCc() throws HeifException {
        return FourCc.of(i32());
    }

    /** UTF-8 up to a zero byte or the end. */
    String string() {
        int from = position;
        while (position < end && bytes[position] != 0) {
            position++;
        }
        String text = new String(bytes, from, position - from, StandardCharsets.UTF_8);
        position = Math.min(end, position + 1);
        return text;
    }

    byte[] rest() {
        byte[] rest = Arrays.copyOfRange(bytes, position, end);
        position = end;
        return rest;
    }

    void skip(long length) throws HeifException {
        require(length);
        position += (int) length;
    }

    HeifException error(String message) {
        return new HeifException(place + ": " + message);
    }

    private void require(long length) throws HeifException {
        if (length > end - position) {
            throw error("ends early: " + length + " bytes are wanted where " + remaining() + " are left");
        }
    }
}
