package org.mvjpeg.heif;

import java.io.ByteArrayOutputStream;

/** Writes the descriptors u(n), ue(v) and se(v) of ITU-T H.265 clause 9.2. */
final class BitWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int pending;
    private int pendingBits;

    BitWriter u(int count, long value) {
        for (int i = count - 1; i >= 0; i--) {
            pending = pending << 1 | (int) (value >> i & 1);
            if (++pendingBits == 8) {
                out.write(pending);
                pending = 0;
                pendingBits = 0;
            }
        }
        return this;
    }

    BitWriter flag(boolean value) {
        return u(1, value ? 1 : 0);
    }

    BitWriter ue(long value) {
        int length = 64 - Long.numberOfLeadingZeros(value + 1);
        return u(length - 1, 0).u(length, value + 1);
    }

    BitWriter se(int value) {
        return ue(value > 0 ? 2L * value - 1 : -2L * value);
    }

    /** The next bits of another structure as they are. */
    BitWriter copy(BitReader in, int bits) throws HeifException {
        for (int i = 0; i < bits; i++) {
            flag(in.flag());
        }
        return this;
    }

    /** Closes with rbsp_trailing_bits(). */
    byte[] rbsp() {
        u(1, 1);
        while (pendingBits != 0) {
            u(1, 0);
        }
        return out.toByteArray();
    }
}
