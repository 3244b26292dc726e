package org.mvjpeg.heif;

/** st_ref_pic_set() of H.265 clause 7.3.7, read only to find what follows it: stills refer to no picture. */
final class ShortTermRefPicSet {
    static final int MAX_SETS = 64;
    private static final int MAX_DELTA_POCS = 32;

    private ShortTermRefPicSet() {}

    /**
     * Reads set {@code index} of {@code count}; index == count is the one in a slice header.
     *
     * @param deltaPocs NumDeltaPocs of the sets before
     * @return NumDeltaPocs of this set
     */
    static int read(BitReader in, int index, int count, int[] deltaPocs) throws HeifException {
        if (index != 0 && in.flag()) {
            return readPredicted(in, index, count, deltaPocs);
        }
        int negative = in.ue("num_negative_pics", 16);
        int positive = in.ue("num_positive_pics", 16);
        for (int i = 0; i < negative + positive; i++) {
            in.ue("delta_poc_minus1", 0x7fff);
            in.skip(1);
        }
        return negative + positive;
    }

    private static int readPredicted(BitReader in, int index, int count, int[] deltaPocs) throws HeifException {
        int distance = index == count ? in.ue("delta_idx_minus1", index - 1) + 1 : 1;
        in.skip(1);
        in.ue("abs_delta_rps_minus1", 0x7fff);
        int pictures = 0;
        for (int i = 0; i <= deltaPocs[index - distance]; i++) {
            boolean used = in.flag();
            if (used || in.flag()) {
                pictures++;
            }
        }
        if (pictures > MAX_DELTA_POCS) {
            throw new HeifException("HEVC: a reference picture set holds " + pictures + " pictures");
        }
        return pictures;
    }
}
