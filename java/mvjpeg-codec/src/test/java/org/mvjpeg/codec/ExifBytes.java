package org.mvjpeg.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Exif blocks as cameras write them, built by hand. */
final class ExifBytes {
    /** Where {@link #photo} has its maker's note. */
    static final int NOTE_AT = 120;

    static final byte[] NOTE = {9, 8, 7, 6, 5, 4};

    private ExifBytes() {}

    /** A single directory with one entry, the orientation. */
    static byte[] orientation(ByteOrder order, int orientation) {
        ByteBuffer out = header(order, 26);
        out.putShort((short) 1);
        entry(out, 0x0112, 3, 1, orientation);
        return out.array();
    }

    /** Orientation, resolution, Exif directory with a maker's note, GPS, and a second directory with an orientation. */
    static byte[] photo(ByteOrder order, int orientation) {
        return photo(order, orientation, orientation);
    }

    static byte[] photo(ByteOrder order, int orientation, int orientationOfThumbnail) {
        ByteBuffer out = header(order, 160);
        out.putShort((short) 6);
        entry(out, 0x0112, 3, 1, orientation);
        entry(out, 0x011a, 5, 1, 140);
        entry(out, 0x011b, 5, 1, 148);
        entry(out, 0x0128, 3, 1, 2);
        entry(out, 0x8769, 4, 1, 86);
        entry(out, 0x8825, 4, 1, 158);
        out.putInt(104);
        out.position(86).putShort((short) 1);
        entry(out, 0x927c, 7, NOTE.length, NOTE_AT);
        out.position(104).putShort((short) 1);
        entry(out, 0x0112, 3, 1, orientationOfThumbnail);
        // The end of the second directory runs into the note: nothing is behind it.
        out.position(NOTE_AT).put(NOTE);
        out.position(140).putInt(300).putInt(1).putInt(300).putInt(1);
        return out.array();
    }

    private static ByteBuffer header(ByteOrder order, int size) {
        return ByteBuffer.allocate(size)
                .order(order)
                .putShort((short) (order == ByteOrder.LITTLE_ENDIAN ? 0x4949 : 0x4d4d))
                .putShort((short) 42)
                .putInt(8);
    }

    private static void entry(ByteBuffer out, int tag, int type, int count, int value) {
        out.putShort((short) tag).putShort((short) type).putInt(count);
        if (type == 3) {
            out.putShort((short) value).putShort((short) 0);
        } else {
            out.putInt(value);
        }
    }
}
