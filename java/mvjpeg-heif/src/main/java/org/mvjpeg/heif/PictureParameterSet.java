package org.mvjpeg.heif;

/** What a slice header needs of pic_parameter_set_rbsp(), H.265 clause 7.3.2.3. */
final class PictureParameterSet {
    final int id;
    final int sequenceParameterSetId;
    final boolean outputFlagPresent;
    final int extraSliceHeaderBits;
    final int initQp;

    PictureParameterSet(NalUnit unit) throws HeifException {
        BitReader in = new BitReader(unit.rbsp(), "PPS");
        id = in.ue("pps_pic_parameter_set_id", 63);
        sequenceParameterSetId = in.ue("pps_seq_parameter_set_id", 15);
        in.skip(1);
        outputFlagPresent = in.flag();
        extraSliceHeaderBits = (int) in.bits(3);
        in.skip(2);
        in.ue("num_ref_idx_l0_default_active_minus1", 14);
        in.ue("num_ref_idx_l1_default_active_minus1", 14);
        initQp = 26 + in.se("init_qp_minus26", -26 - 6 * 8, 25);
    }
}
