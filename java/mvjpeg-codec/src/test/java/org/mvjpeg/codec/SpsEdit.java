package org.mvjpeg.codec;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Changes what the SPS of a decoder configuration says of the samples, so that it lies. */
enum SpsEdit {
    TEN_BITS,
    MONOCHROME;

    private static final int ARRAYS_AT = 22;
    private static final int SPS = 33;

    /** Before sps_seq_parameter_set_id: 8 bits and a profile_tier_level of one layer. */
    private static final int HEAD_BITS = 8 + 96;

    byte[] apply(byte[] configuration) {
        ByteBuffer in = ByteBuffer.wrap(configuration);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(configuration, 0, ARRAYS_AT + 1);
        in.position(ARRAYS_AT);
        for (int arrays = in.get(); arrays > 0; arrays--) {
            int type = in.get() & 0x3f;
            int units = in.getShort();
            out.writeBytes(HeifBuilder.bytes((byte) type, (short) units));
            for (; units > 0; units--) {
                byte[] unit = new byte[in.getShort()];
                in.get(unit);
                byte[] written = type == SPS ? edited(unit) : unit;
                out.writeBytes(HeifBuilder.bytes((short) written.length, written));
            }
        }
        return out.toByteArray();
    }

    private byte[] edited(byte[] unit) {
        StringBuilder bits = new StringBuilder();
        int zeros = 0;
        for (int i = 2; i < unit.length; i++) {
            if (zeros < 2 || unit[i] != 3) {
                bits.append(Integer.toBinaryString(unit[i] & 255 | 256).substring(1));
            }
            zeros = unit[i] == 0 ? zeros + 1 : 0;
        }
        int chroma = next(bits, HEAD_BITS);
        int at = next(bits, next(bits, next(bits, chroma)));
        boolean window = bits.charAt(at++) == '1';
        for (int i = window ? 4 : 0; i > 0; i--) {
            at = next(bits, at);
        }
        switch (this) {
            case TEN_BITS -> bits.replace(at, at + 2, "011011");
            case MONOCHROME -> bits.replace(chroma, chroma + 3, "1");
        }
        return escaped(unit, bits);
    }

    /** Behind an Exp-Golomb code. */
    private static int next(StringBuilder bits, int at) {
        int zeros = bits.indexOf("1", at) - at;
        return at + 2 * zeros + 1;
    }

    private static byte[] escaped(byte[] unit, StringBuilder bits) {
        while (bits.length() % 8 != 0) {
            bits.append('0');
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(unit, 0, 2);
        int zeros = 0;
        for (int i = 0; i < bits.length(); i += 8) {
            int octet = Integer.parseInt(bits.substring(i, i + 8), 2);
            if (zeros >= 2 && octet <= 3) {
                out.write(3);
                zeros = 0;
            }
            out.write(octet);
            zeros = octet == 0 ? zeros + 1 : 0;
        }
        return out.toByteArray();
    }
}
