package org.mvjpeg.training.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.Arrays;

/** Walks one protobuf message field by field. Memory is bounded by the message's own bytes, never by a number it declares. */
final class MessageReader {
    /** Takes one field; the reader stands on its value. */
    interface Field {
        void read(int number, MessageReader reader) throws IOException;
    }

    private final CodedInputStream in;
    private int tag;
    private boolean taken;

    MessageReader(byte[] bytes) {
        this.in = CodedInputStream.newInstance(bytes);
    }

    /** Visits all fields up to the message's end; those not taken are skipped. */
    void each(Field field) throws IOException {
        while (true) {
            int next = in.readTag();
            if (next == 0) {
                return;
            }
            tag = next;
            taken = false;
            field.read(WireFormat.getTagFieldNumber(next), this);
            if (!taken && !in.skipField(next)) {
                throw new IOException("a group ends that never began");
            }
        }
    }

    /** Visits the fields of an embedded message. */
    void message(Field field) throws IOException {
        require(WireFormat.WIRETYPE_LENGTH_DELIMITED);
        int limit = in.pushLimit(in.readRawVarint32());
        each(field);
        in.checkLastTagWas(0);
        in.popLimit(limit);
        taken = true;
    }

    String text() throws IOException {
        require(WireFormat.WIRETYPE_LENGTH_DELIMITED);
        return in.readStringRequireUtf8();
    }

    byte[] bytes() throws IOException {
        require(WireFormat.WIRETYPE_LENGTH_DELIMITED);
        return in.readByteArray();
    }

    long integer() throws IOException {
        require(WireFormat.WIRETYPE_VARINT);
        return in.readRawVarint64();
    }

    float single() throws IOException {
        require(WireFormat.WIRETYPE_FIXED32);
        return in.readFloat();
    }

    /** A repeated integer, packed or one at a time, appended. */
    void integers(Longs to) throws IOException {
        if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_VARINT) {
            to.add(integer());
            return;
        }
        require(WireFormat.WIRETYPE_LENGTH_DELIMITED);
        int limit = in.pushLimit(in.readRawVarint32());
        while (in.getBytesUntilLimit() > 0) {
            to.add(in.readRawVarint64());
        }
        in.popLimit(limit);
    }

    /** A repeated float, packed or one at a time, appended as its bits. */
    void singles(Longs to) throws IOException {
        if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_FIXED32) {
            to.add(Float.floatToRawIntBits(single()));
            return;
        }
        require(WireFormat.WIRETYPE_LENGTH_DELIMITED);
        int limit = in.pushLimit(in.readRawVarint32());
        while (in.getBytesUntilLimit() > 0) {
            to.add(in.readRawLittleEndian32());
        }
        in.popLimit(limit);
    }

    /** A repeated double, packed or one at a time, appended as its bits. */
    void doubles(Longs to) throws IOException {
        if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_FIXED64) {
            taken = true;
            to.add(in.readRawLittleEndian64());
            return;
        }
        require(WireFormat.WIRETYPE_LENGTH_DELIMITED);
        int limit = in.pushLimit(in.readRawVarint32());
        while (in.getBytesUntilLimit() > 0) {
            to.add(in.readRawLittleEndian64());
        }
        in.popLimit(limit);
    }

    private void require(int wireType) throws IOException {
        if (WireFormat.getTagWireType(tag) != wireType) {
            throw new IOException("field " + WireFormat.getTagFieldNumber(tag) + " has wire type "
                    + WireFormat.getTagWireType(tag) + " where " + wireType + " belongs");
        }
        taken = true;
    }

    /** A growing array. */
    static final class Longs {
        private long[] values = new long[4];
        private int size;

        void add(long value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, 2 * size);
            }
            values[size++] = value;
        }

        int size() {
            return size;
        }

        long[] toArray() {
            return Arrays.copyOf(values, size);
        }
    }
}
