package org.mvjpeg.heif;

import java.util.Arrays;
import java.util.Optional;

/** What a still picture needs of seq_parameter_set_rbsp(), H.265 clause 7.3.2.2, up to the colour description. */
final class SequenceParameterSet {
    /** Longest side accepted, luma samples: HEVC's levels end well below it. */
    private static final int MAX_SIDE = 1 << 16;

    private static final int EXTENDED_SAR = 255;

    final int maxSubLayers;
    final boolean temporalIdNested;
    final byte[] profileTierLevel;
    final int id;
    final int chromaFormat;
    final boolean separateColourPlanes;
    final int codedWidth;
    final int codedHeight;
    /** The bit of conformance_window_flag in the RBSP, and the bit behind the window. */
    final int windowFrom;

    final int windowTo;
    final int width;
    final int height;
    final int bitDepthLuma;
    final int bitDepthChroma;
    final int pocLsbBits;
    final boolean sampleAdaptiveOffset;
    final int[] shortTermDeltaPocs;
    final boolean longTermRefPics;
    final int longTermRefPicsInSps;
    final boolean temporalMotionVectors;
    final Optional<ColourDescription> colour;

    /** The bit behind the colour description of the VUI; 0 where there is no VUI. */
    final int colourTo;

    SequenceParameterSet(NalUnit unit) throws HeifException {
        byte[] rbsp = unit.rbsp();
        BitReader in = new BitReader(rbsp, "SPS");
        in.skip(4);
        maxSubLayers = (int) in.bits(3) + 1;
        temporalIdNested = in.flag();
        if (maxSubLayers > 7) {
            throw new HeifException("SPS: sps_max_sub_layers_minus1 is 7, at most 6 is allowed");
        }
        in.skip(12 * 8);
        profileTierLevel = Arrays.copyOfRange(rbsp, 1, 13);
        skipSubLayerLevels(in);
        id = in.ue("sps_seq_parameter_set_id", 15);
        chromaFormat = in.ue("chroma_format_idc", 3);
        separateColourPlanes = chromaFormat == 3 && in.flag();
        codedWidth = in.ue("pic_width_in_luma_samples", MAX_SIDE);
        codedHeight = in.ue("pic_height_in_luma_samples", MAX_SIDE);
        windowFrom = in.position();
        int cropX = 0;
        int cropY = 0;
        if (in.flag()) {
            cropX = subWidth() * (in.ue("conf_win_left_offset", MAX_SIDE) + in.ue("conf_win_right_offset", MAX_SIDE));
            cropY = subHeight() * (in.ue("conf_win_top_offset", MAX_SIDE) + in.ue("conf_win_bottom_offset", MAX_SIDE));
        }
        windowTo = in.position();
        width = codedWidth - cropX;
        height = codedHeight - cropY;
        if (width <= 0 || height <= 0) {
            throw new HeifException("SPS: the conformance window leaves " + width + "x" + height + " of " + codedWidth
                    + "x" + codedHeight + " samples");
        }
        bitDepthLuma = 8 + in.ue("bit_depth_luma_minus8", 8);
        bitDepthChroma = 8 + in.ue("bit_depth_chroma_minus8", 8);
        pocLsbBits = 4 + in.ue("log2_max_pic_order_cnt_lsb_minus4", 12);
        skipCodingStructure(in);
        sampleAdaptiveOffset = in.flag();
        if (in.flag()) {
            in.skip(8);
            in.ue("log2_min_pcm_luma_coding_block_size_minus3", 2);
            in.ue("log2_diff_max_min_pcm_luma_coding_block_size", 2);
            in.skip(1);
        }
        shortTermDeltaPocs = new int[in.ue("num_short_term_ref_pic_sets", ShortTermRefPicSet.MAX_SETS)];
        for (int i = 0; i < shortTermDeltaPocs.length; i++) {
            shortTermDeltaPocs[i] = ShortTermRefPicSet.read(in, i, shortTermDeltaPocs.length, shortTermDeltaPocs);
        }
        longTermRefPics = in.flag();
        longTermRefPicsInSps = longTermRefPics ? in.ue("num_long_term_ref_pics_sps", 32) : 0;
        in.skip(longTermRefPicsInSps * (pocLsbBits + 1));
        temporalMotionVectors = in.flag();
        in.skip(1);
        boolean vui = in.flag();
        colour = vui ? readColour(in) : Optional.empty();
        colourTo = vui ? in.position() : 0;
    }

    int chromaArrayType() {
        return separateColourPlanes ? 0 : chromaFormat;
    }

    /** SubWidthC of table 6-1: luma samples to a unit of the conformance window. */
    int subWidth() {
        return chromaFormat == 1 || chromaFormat == 2 ? 2 : 1;
    }

    /** SubHeightC. */
    int subHeight() {
        return chromaFormat == 1 ? 2 : 1;
    }

    int profile() {
        return profileTierLevel[0] & 0x1f;
    }

    int level() {
        return profileTierLevel[11] & 0xff;
    }

    private void skipSubLayerLevels(BitReader in) throws HeifException {
        int subLayers = maxSubLayers - 1;
        if (subLayers == 0) {
            return;
        }
        int bits = 0;
        for (int i = 0; i < 8; i++) {
            bits += (in.flag() ? 88 : 0) + (in.flag() ? 8 : 0);
        }
        in.skip(bits);
    }

    private void skipCodingStructure(BitReader in) throws HeifException {
        boolean perSubLayer = in.flag();
        for (int i = perSubLayer ? 0 : maxSubLayers - 1; i < maxSubLayers; i++) {
            in.skipUe();
            in.skipUe();
            in.skipUe();
        }
        in.ue("log2_min_luma_coding_block_size_minus3", 3);
        in.ue("log2_diff_max_min_luma_coding_block_size", 3);
        in.ue("log2_min_luma_transform_block_size_minus2", 3);
        in.ue("log2_diff_max_min_luma_transform_block_size", 3);
        in.ue("max_transform_hierarchy_depth_inter", 4);
        in.ue("max_transform_hierarchy_depth_intra", 4);
        if (in.flag() && in.flag()) {
            skipScalingLists(in);
        }
        in.skip(1);
    }

    private static void skipScalingLists(BitReader in) throws HeifException {
        for (int size = 0; size < 4; size++) {
            for (int matrix = 0; matrix < 6; matrix += size == 3 ? 3 : 1) {
                if (!in.flag()) {
                    in.ue("scaling_list_pred_matrix_id_delta", matrix);
                    continue;
                }
                if (size > 1) {
                    in.se("scaling_list_dc_coef_minus8", -7, 247);
                }
                for (int i = 0; i < Math.min(64, 1 << (4 + 2 * size)); i++) {
                    in.se("scaling_list_delta_coef", -128, 127);
                }
            }
        }
    }

    private static Optional<ColourDescription> readColour(BitReader in) throws HeifException {
        if (in.flag() && in.bits(8) == EXTENDED_SAR) {
            in.skip(32);
        }
        if (in.flag()) {
            in.skip(1);
        }
        if (!in.flag()) {
            return Optional.empty();
        }
        in.skip(3);
        boolean fullRange = in.flag();
        if (!in.flag()) {
            int unspecified = ColourDescription.UNSPECIFIED;
            return Optional.of(new ColourDescription(unspecified, unspecified, unspecified, fullRange));
        }
        return Optional.of(new ColourDescription((int) in.bits(8), (int) in.bits(8), (int) in.bits(8), fullRange));
    }
}
