package org.mvjpeg.heif;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** HEVCDecoderConfigurationRecord, the payload of {@code hvcC} (ISO/IEC 14496-15 clause 8.3.2). */
record HevcDecoderConfiguration(int nalLengthSize, List<NalUnit> parameterSets) {
    private static final int VERSION = 1;
    private static final int COMPLETE = 0x80;

    static byte[] write(SequenceParameterSet sps, List<? extends Collection<NalUnit>> arrays) {
        BoxWriter out = new BoxWriter();
        out.u8(VERSION).bytes(sps.profileTierLevel);
        out.u16(0xf000); // min_spatial_segmentation_idc 0: no claim
        out.u8(0xfc); // parallelismType 0: unknown
        out.u8(0xfc | sps.chromaFormat);
        out.u8(0xf8 | sps.bitDepthLuma - 8);
        out.u8(0xf8 | sps.bitDepthChroma - 8);
        out.u16(0); // avgFrameRate: a still has none
        out.u8(sps.maxSubLayers << 3 | (sps.temporalIdNested ? 4 : 0) | HevcPicture.NAL_LENGTH_SIZE - 1);
        out.u8(arrays.size());
        for (Collection<NalUnit> array : arrays) {
            out.u8(COMPLETE | array.iterator().next().type()).u16(array.size());
            for (NalUnit unit : array) {
                out.u16(unit.bytes().length).bytes(unit.bytes());
            }
        }
        return out.toByteArray();
    }

    static HevcDecoderConfiguration read(byte[] record) throws HeifException {
        ByteCursor in = ByteCursor.of(record, "hvcC record");
        int version = in.u8();
        if (version != VERSION) {
            throw in.error("configurationVersion is " + version + ", only 1 is known");
        }
        in.skip(20);
        int nalLengthSize = (in.u8() & 3) + 1;
        if (nalLengthSize == 3) {
            throw in.error("lengthSizeMinusOne is 2, only 0, 1 and 3 are allowed");
        }
        int arrays = in.u8();
        List<NalUnit> parameterSets = new ArrayList<>();
        for (int i = 0; i < arrays; i++) {
            in.skip(1);
            int units = in.u16();
            for (int j = 0; j < units; j++) {
                int length = in.u16();
                int from = in.position();
                in.skip(length);
                parameterSets.add(NalUnit.of(record, from, in.position()));
            }
        }
        return new HevcDecoderConfiguration(nalLengthSize, parameterSets);
    }
}
