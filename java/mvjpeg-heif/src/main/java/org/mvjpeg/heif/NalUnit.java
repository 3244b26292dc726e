package org.mvjpeg.heif;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One HEVC NAL unit: the two-byte header and the payload with its emulation prevention bytes (H.265 clause 7.3.1).
 *
 * @param bytes never handed out to callers of the module, hence not copied
 */
record NalUnit(byte[] bytes) {
    static final int VPS = 32;
    static final int SPS = 33;
    static final int PPS = 34;
    private static final int HEADER_LENGTH = 2;

    NalUnit {
        if (bytes.length <= HEADER_LENGTH) {
            throw new IllegalArgumentException("a NAL unit has more than 2 bytes, not " + bytes.length);
        }
    }

    /** Checks what the record's constructor takes for granted. */
    static NalUnit of(byte[] stream, int from, int to) throws HeifException {
        if (to - from <= HEADER_LENGTH) {
            throw new HeifException("NAL unit at " + from + ": " + (to - from) + " bytes, more than 2 are needed");
        }
        if (stream[from] < 0) {
            throw new HeifException("NAL unit at " + from + ": forbidden_zero_bit is set");
        }
        return new NalUnit(Arrays.copyOfRange(stream, from, to));
    }

    /** Splits a byte stream of H.265 Annex B, start codes of three or four bytes. */
    static List<NalUnit> splitAnnexB(byte[] stream) throws HeifException {
        List<NalUnit> units = new ArrayList<>();
        int start = nextStartCode(stream, 0);
        for (int i = 0; i < start; i++) {
            if (stream[i] != 0) {
                throw new HeifException("Annex B stream: byte " + i + " comes before the first start code");
            }
        }
        while (start < stream.length) {
            int from = start + 3;
            int next = nextStartCode(stream, from);
            int to = next;
            // trailing_zero_8bits and the fourth byte of the next start code belong to no NAL unit
            while (to > from && stream[to - 1] == 0) {
                to--;
            }
            units.add(of(stream, from, to));
            start = next;
        }
        return units;
    }

    private static int nextStartCode(byte[] stream, int from) {
        for (int i = from; i + 2 < stream.length; i++) {
            if (stream[i] == 0 && stream[i + 1] == 0 && stream[i + 2] == 1) {
                return i;
            }
        }
        return stream.length;
    }

    int type() {
        return bytes[0] >> 1 & 0x3f;
    }

    int layerId() {
        return (bytes[0] & 1) << 5 | bytes[1] >> 3 & 0x1f;
    }

    boolean isSlice() {
        return type() < 32;
    }

    /** Whether the slice header carries no_output_of_prior_pics_flag (BLA_W_LP..RSV_IRAP_VCL23). */
    boolean isIntraRandomAccess() {
        return type() >= 16 && type() <= 23;
    }

    boolean isInstantaneousRefresh() {
        return type() == 19 || type() == 20;
    }

    /** The payload behind the header, emulation prevention removed, of at most {@code limit} escaped bytes. */
    byte[] rbsp(int limit) {
        int end = (int) Math.min(bytes.length, (long) HEADER_LENGTH + limit);
        ByteArrayOutputStream rbsp = new ByteArrayOutputStream(end);
        int zeros = 0;
        for (int i = HEADER_LENGTH; i < end; i++) {
            if (zeros >= 2 && bytes[i] == 3) {
                zeros = 0;
                continue;
            }
            zeros = bytes[i] == 0 ? zeros + 1 : 0;
            rbsp.write(bytes[i]);
        }
        return rbsp.toByteArray();
    }

    byte[] rbsp() {
        return rbsp(bytes.length);
    }

    /** The same header before another payload, escaped anew. */
    NalUnit withRbsp(byte[] rbsp) {
        ByteArrayOutputStream escaped = new ByteArrayOutputStream(rbsp.length + rbsp.length / 64 + 16);
        escaped.write(bytes, 0, HEADER_LENGTH);
        int zeros = 0;
        for (byte octet : rbsp) {
            if (zeros >= 2 && (octet & 0xfc) == 0) {
                escaped.write(3);
                zeros = 0;
            }
            zeros = octet == 0 ? zeros + 1 : 0;
            escaped.write(octet);
        }
        if (zeros > 0) {
            // cabac_zero_words at the end: a NAL unit may not end in 0x00
            escaped.write(3);
        }
        return new NalUnit(escaped.toByteArray());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NalUnit that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
