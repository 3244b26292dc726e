package org.mvjpeg.cli;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Finds the orientation (tag 0x0112, 1 to 8) in the first directory of an Exif block. */
final class ExifOrientation {
    private static final int UPRIGHT = 1;
    private static final int TAG = 0x0112;
    private static final short TYPE_SHORT = 3;

    private ExifOrientation() {}

    /** The orientation. @param offset of the TIFF header; 1 where none is told or the block is broken */
    static int of(byte[] data, int offset) {
        try {
            ByteBuffer tiff =
                    ByteBuffer.wrap(data, offset, data.length - offset).slice();
            tiff.order(tiff.getShort() == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            tiff.getShort();
            tiff.position(tiff.getInt());
            int entries = Short.toUnsignedInt(tiff.getShort());
            for (int i = 0; i < entries; i++) {
                int tag = Short.toUnsignedInt(tiff.getShort());
                short type = tiff.getShort();
                tiff.getInt();
                int value = Short.toUnsignedInt(tiff.getShort());
                tiff.getShort();
                if (tag == TAG && type == TYPE_SHORT && value >= 1 && value <= 8) {
                    return value;
                }
            }
            return UPRIGHT;
        } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException broken) {
            return UPRIGHT;
        }
    }
}
