package org.mvjpeg.codec;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The HEVC quantiser that costs a picture as much as a JPEG's quantisation table does, so that a network which was trained for the one
 * can be conditioned for the other.
 *
 * <p>{@code QP = min(5 + 6 log2 h, 15 + 4 log2 h)}, where {@code h} is the harmonic mean of the 64 luminance steps. HEVC's step doubles
 * every 6 QPs, {@code 2^((QP - 4) / 6)} in units of an orthonormal transform (ITU-T H.265, 8.6), and JPEG's table is in the same units; the harmonic
 * mean leans to the small steps of the low frequencies, where pictures have their energy. The constants, and the lower slope for coarse tables,
 * whose high frequencies are all zero anyway, were fitted to equal PSNR of luma: {@code docs/jpeg-mode.md}.
 */
public final class JpegQuantiser {
    private static final int COEFFICIENTS = 64;
    private static final int SOI = 0xD8;
    private static final int SOS = 0xDA;
    private static final int DQT = 0xDB;
    private static final double LOG_2 = Math.log(2);

    private JpegQuantiser() {}

    /**
     * The QP nearest in effect.
     *
     * @param luminance the 64 steps, 1 to 65535, in any order
     * @return 0 to 51
     * @throws IllegalArgumentException naming the value and the limit
     */
    public static int qp(int... luminance) {
        if (luminance.length != COEFFICIENTS) {
            throw new IllegalArgumentException(
                    "a quantisation table has " + COEFFICIENTS + " steps, and this one " + luminance.length);
        }
        double inverse = 0;
        for (int step : luminance) {
            if (step < 1 || step > 0xFFFF) {
                throw new IllegalArgumentException("quantisation step " + step + " is outside 1..65535");
            }
            inverse += 1.0 / step;
        }
        double octaves = Math.log(COEFFICIENTS / inverse) / LOG_2;
        return (int) Math.min(EncoderOptions.MAX_QP, Math.round(Math.min(5 + 6 * octaves, 15 + 4 * octaves)));
    }

    /**
     * The QP nearest in effect to the table that a JPEG has for its first component.
     *
     * @return 0 to 51; empty if there is none, as in an abbreviated stream, or the bytes are no JPEG
     */
    public static OptionalInt qpOf(byte[] jpeg) {
        Map<Integer, int[]> tables = new HashMap<>();
        int at = 2;
        if (u16(jpeg, 0) != (0xFF00 | SOI)) {
            return OptionalInt.empty();
        }
        while (u16(jpeg, at) > 0xFF00) {
            int marker = jpeg[at + 1] & 255;
            int end = at + 2 + u16(jpeg, at + 2);
            if (end > jpeg.length || end < at + 4 || marker == SOS) {
                return OptionalInt.empty();
            }
            if (marker == DQT) {
                readTables(jpeg, at + 4, end, tables);
            } else if (isFrameHeader(marker)) {
                int[] first = end < at + 13 ? null : tables.get(jpeg[at + 12] & 255);
                return first == null ? OptionalInt.empty() : OptionalInt.of(qp(first));
            }
            at = end;
        }
        return OptionalInt.empty();
    }

    /** SOF0 to SOF15 without DHT, JPG and DAC, which lie between them (ITU-T T.81, table B.1). */
    private static boolean isFrameHeader(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    private static void readTables(byte[] jpeg, int start, int end, Map<Integer, int[]> tables) {
        for (int at = start; at < end; ) {
            boolean wide = (jpeg[at] & 255) >> 4 != 0;
            int size = wide ? 2 : 1;
            if (at + 1 + size * COEFFICIENTS > end) {
                return;
            }
            int[] table = new int[COEFFICIENTS];
            for (int k = 0; k < COEFFICIENTS; k++) {
                table[k] = Math.max(1, wide ? u16(jpeg, at + 1 + 2 * k) : jpeg[at + 1 + k] & 255);
            }
            tables.put(jpeg[at] & 15, table);
            at += 1 + size * COEFFICIENTS;
        }
    }

    /** @return -1 beyond the end */
    private static int u16(byte[] bytes, int at) {
        return at + 1 < bytes.length ? (bytes[at] & 255) << 8 | bytes[at + 1] & 255 : -1;
    }
}
