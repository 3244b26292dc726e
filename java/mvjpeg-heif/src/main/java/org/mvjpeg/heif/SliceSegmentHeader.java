package org.mvjpeg.heif;

import java.util.Map;

/** The first slice_segment_header() of an intra picture, H.265 clause 7.3.6.1, read up to slice_qp_delta. */
final class SliceSegmentHeader {
    /** Headers are tens of bytes long; no need to unescape a megabyte of CABAC data. */
    private static final int PREFIX_LENGTH = 1024;

    private static final int INTRA_SLICE = 2;

    final SequenceParameterSet sps;
    final int qp;

    SliceSegmentHeader(
            NalUnit slice,
            Map<Integer, SequenceParameterSet> sequenceSets,
            Map<Integer, PictureParameterSet> pictureSets)
            throws HeifException {
        BitReader in = new BitReader(slice.rbsp(PREFIX_LENGTH), "slice header");
        if (!in.flag()) {
            throw new HeifException("slice header: the first slice segment of the picture is missing");
        }
        in.skip(1);
        int pictureSetId = in.ue("slice_pic_parameter_set_id", 63);
        PictureParameterSet pps = pictureSets.get(pictureSetId);
        if (pps == null) {
            throw new HeifException("slice header: PPS " + pictureSetId + " is missing");
        }
        sps = sequenceSets.get(pps.sequenceParameterSetId);
        if (sps == null) {
            throw new HeifException("PPS " + pps.id + ": SPS " + pps.sequenceParameterSetId + " is missing");
        }
        in.skip(pps.extraSliceHeaderBits);
        int type = in.ue("slice_type", 2);
        if (type != INTRA_SLICE) {
            throw new HeifException("slice header: slice_type is " + type + ", a still picture needs 2 (I)");
        }
        if (pps.outputFlagPresent) {
            in.skip(1);
        }
        if (sps.separateColourPlanes) {
            in.skip(2);
        }
        if (!slice.isInstantaneousRefresh()) {
            skipReferencePictures(in, sps);
        }
        if (sps.sampleAdaptiveOffset) {
            in.skip(sps.chromaArrayType() == 0 ? 1 : 2);
        }
        int lowest = -6 * (sps.bitDepthLuma - 8);
        qp = pps.initQp + in.se("slice_qp_delta", lowest - pps.initQp, 51 - pps.initQp);
    }

    private static void skipReferencePictures(BitReader in, SequenceParameterSet sps) throws HeifException {
        in.skip(sps.pocLsbBits);
        int sets = sps.shortTermDeltaPocs.length;
        if (!in.flag()) {
            ShortTermRefPicSet.read(in, sets, sets, sps.shortTermDeltaPocs);
        } else if (sets > 1) {
            in.skip(ceilLog2(sets));
        }
        if (sps.longTermRefPics) {
            skipLongTermPictures(in, sps);
        }
        if (sps.temporalMotionVectors) {
            in.skip(1);
        }
    }

    private static void skipLongTermPictures(BitReader in, SequenceParameterSet sps) throws HeifException {
        int candidates = sps.longTermRefPicsInSps;
        int fromSps = candidates > 0 ? in.ue("num_long_term_sps", candidates) : 0;
        int pictures = fromSps + in.ue("num_long_term_pics", 16);
        for (int i = 0; i < pictures; i++) {
            in.skip(i < fromSps ? ceilLog2(candidates) : sps.pocLsbBits + 1);
            if (in.flag()) {
                in.skipUe();
            }
        }
    }

    private static int ceilLog2(int value) {
        return 32 - Integer.numberOfLeadingZeros(value - 1);
    }
}
