package org.mvjpeg.codec;

/**
 * Makes the bytes of a picture independent of how many its context has coded before. x265 derives
 * {@code slice_loop_filter_across_slices_enabled_flag} from the picture's number; in a picture of one slice it has no effect.
 */
final class LoopFilterFlag {
    private static final int IDR_W_RADL = 19;
    private static final int IDR_N_LP = 20;

    /** first_slice_segment_in_pic_flag, no_output_of_prior_pics_flag, PPS 0, slice type I (ITU-T H.265 7.3.6.1). */
    private static final int BITS_BEFORE_SAO = 6;

    private LoopFilterFlag() {}

    /**
     * Sets the flag, in place. Neither the byte it is in nor one before it is zero, so emulation prevention stays as it is.
     *
     * @param packet Annex B stream with one IDR slice as x265 writes it by our settings
     * @param sao whether the SPS enables sample adaptive offset, which adds two flags to the header
     */
    static void set(byte[] packet, boolean sao) {
        int header = 8 * sliceHeader(packet);
        int flag = afterGolomb(packet, header + BITS_BEFORE_SAO + (sao ? 2 : 0));
        packet[flag / 8] |= (byte) (0x80 >> flag % 8);
    }

    /** The bit behind the Exp-Golomb code, here of slice_qp_delta, that begins at a bit. */
    private static int afterGolomb(byte[] packet, int begin) {
        int zeros = 0;
        while ((packet[(begin + zeros) / 8] << (begin + zeros) % 8 & 0x80) == 0) {
            zeros++;
        }
        return begin + 2 * zeros + 1;
    }

    private static int sliceHeader(byte[] packet) {
        for (int i = 0; i + 4 < packet.length; i++) {
            if (packet[i] == 0 && packet[i + 1] == 0 && packet[i + 2] == 1) {
                int type = packet[i + 3] >> 1 & 63;
                if (type == IDR_W_RADL || type == IDR_N_LP) {
                    return i + 5;
                }
            }
        }
        throw new CodecException("x265 coded no IDR picture");
    }
}
