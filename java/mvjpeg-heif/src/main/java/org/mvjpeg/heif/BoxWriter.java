package org.mvjpeg.heif;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Big-endian fields and nested boxes of ISO/IEC 14496-12. */
final class BoxWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    BoxWriter u8(int value) {
        out.write(value);
        return this;
    }

    BoxWriter u16(int value) {
        return u8(value >> 8).u8(value);
    }

    BoxWriter u32(long value) {
        return u16((int) (value >> 16)).u16((int) value);
    }

    BoxWriter fourCc(String code) {
        return bytes(code.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** A string and its closing zero. */
    BoxWriter string(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_8)).u8(0);
    }

    BoxWriter bytes(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    BoxWriter box(String type, Consumer<BoxWriter> body) {
        BoxWriter inner = new BoxWriter();
        body.accept(inner);
        u32(8L + inner.out.size()).fourCc(type);
        return bytes(inner.toByteArray());
    }

    BoxWriter fullBox(String type, int version, int flags, Consumer<BoxWriter> body) {
        return box(type, inner -> body.accept(inner.u32((long) version << 24 | flags)));
    }

    byte[] toByteArray() {
        return out.toByteArray();
    }
}
