package org.mvjpeg.heif;

/**
 * A bit that x265 writes without being asked: vui_hrd_parameters_present_flag, which the VUI has only beside timing (H.265 clause E.2.1).
 * Everything behind it is one bit late, so whoever reads the SPS to its end finds no stop bit.
 */
final class ExcessHrdFlag {
    private static final int WINDOW_OFFSETS = 4;

    /** It, bitstream_restriction_flag and sps_extension_present_flag. */
    private static final int BITS_TO_STOP = 3;

    private ExcessHrdFlag() {}

    /** An SPS without it; the same where it is not there. */
    static NalUnit remove(NalUnit unit) throws HeifException {
        SequenceParameterSet sps = new SequenceParameterSet(unit);
        BitReader in = new BitReader(unit.rbsp(), "SPS");
        in.skip(sps.colourTo);
        if (sps.colourTo == 0 || hasTiming(in)) {
            return unit;
        }
        int at = in.position();
        if (in.stopBit() != at + BITS_TO_STOP || in.bits(BITS_TO_STOP) != 0) {
            return unit;
        }
        BitReader all = new BitReader(unit.rbsp(), "SPS");
        BitWriter out = new BitWriter().copy(all, at);
        all.skip(1);
        return unit.withRbsp(out.copy(all, BITS_TO_STOP - 1).rbsp());
    }

    private static boolean hasTiming(BitReader in) throws HeifException {
        boolean chromaLocation = in.flag();
        if (chromaLocation) {
            in.skipUe();
            in.skipUe();
        }
        in.skip(3);
        boolean displayWindow = in.flag();
        for (int i = 0; displayWindow && i < WINDOW_OFFSETS; i++) {
            in.skipUe();
        }
        return in.flag();
    }
}
