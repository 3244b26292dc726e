package org.mvjpeg.heif;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One coded HEVC intra picture: its parameter sets, its slices and what their headers say. Immutable.
 *
 * <p>Clause numbers refer to ITU-T H.265.
 */
public final class HevcPicture {
    static final int NAL_LENGTH_SIZE = 4;

    /** general_profile_idc of Main 10 and Main 10 Still Picture. */
    static final int MAIN_10 = 2;

    private static final int MAIN_10_DEPTH = 10;
    private static final byte[] START_CODE = {0, 0, 0, 1};
    private static final int NO_OUTPUT_OF_PRIOR_PICS = 0x40;

    private final List<List<NalUnit>> parameterSets;
    private final List<NalUnit> slices;
    private final SequenceParameterSet sps;
    private final NalUnit activeSequenceSet;
    private final int qp;

    private HevcPicture(NalUnitCollector units) throws HeifException {
        units.requireComplete();
        parameterSets = List.of(
                List.copyOf(units.videoSets.values()),
                List.copyOf(units.sequenceSets.values()),
                List.copyOf(units.pictureSets.values()));
        slices = List.copyOf(units.slices);
        SliceSegmentHeader header =
                new SliceSegmentHeader(slices.get(0), units.parsedSequenceSets, units.parsedPictureSets);
        sps = header.sps;
        activeSequenceSet = units.sequenceSets.get(sps.id);
        qp = header.qp;
    }

    /**
     * Takes what an encoder puts out. SEI messages, delimiters and layers above the base layer are dropped.
     *
     * <p>{@code no_output_of_prior_pics_flag} is cleared: it means nothing for a still, and an encoder that is reused
     * sets it from the second picture on, so that equal pictures would differ in one bit. A bit that x265 has too many in an SPS without
     * timing is taken out.
     *
     * @param parameterSets Annex B byte stream with VPS, SPS and PPS; may be empty if {@code packet} holds them
     * @param packet Annex B byte stream with the slices of one picture
     * @throws HeifException if a parameter set or slice is missing or cannot be parsed, or if there is more than one
     *     picture or one that is not intra
     */
    public static HevcPicture ofAnnexB(byte[] parameterSets, byte[] packet) throws HeifException {
        NalUnitCollector units = new NalUnitCollector();
        for (byte[] stream : List.of(parameterSets, packet)) {
            for (NalUnit unit : NalUnit.splitAnnexB(stream)) {
                units.add(normalised(unit));
            }
        }
        return new HevcPicture(units);
    }

    /**
     * Takes what a file of the ISO base media family stores.
     *
     * @param hvcC payload of the {@code hvcC} box
     * @param sample length-prefixed NAL units of one picture
     * @throws HeifException as for {@link #ofAnnexB}
     */
    public static HevcPicture ofItem(byte[] hvcC, byte[] sample) throws HeifException {
        HevcDecoderConfiguration configuration = HevcDecoderConfiguration.read(hvcC);
        NalUnitCollector units = new NalUnitCollector();
        for (NalUnit unit : configuration.parameterSets()) {
            units.add(unit);
        }
        ByteCursor in = ByteCursor.of(sample, "HEVC sample");
        while (in.remaining() > 0) {
            long length = in.uint(configuration.nalLengthSize());
            int from = in.position();
            in.skip(length);
            units.add(NalUnit.of(sample, from, in.position()));
        }
        return new HevcPicture(units);
    }

    private static NalUnit normalised(NalUnit unit) throws HeifException {
        if (unit.layerId() == 0 && unit.type() == NalUnit.SPS) {
            return ExcessHrdFlag.remove(unit);
        }
        return unit.isIntraRandomAccess() ? clearNoOutputOfPriorPics(unit) : unit;
    }

    private static NalUnit clearNoOutputOfPriorPics(NalUnit slice) {
        if ((slice.bytes()[2] & NO_OUTPUT_OF_PRIOR_PICS) == 0) {
            return slice;
        }
        // The octet may become 0x00 and then call for an emulation prevention byte behind it.
        byte[] rbsp = slice.rbsp();
        rbsp[0] &= ~NO_OUTPUT_OF_PRIOR_PICS;
        return slice.withRbsp(rbsp);
    }

    /**
     * The same slices with a conformance window that shows the upper left of the coded samples: what an encoder writes that was given
     * the smaller picture and filled it up to whole coding blocks itself.
     *
     * @param width luma samples shown
     * @param height luma samples shown
     * @throws IllegalArgumentException if the size is empty, larger than the coded one or divides a chroma sample
     */
    public HevcPicture withWindow(int width, int height) {
        if (width == sps.width && height == sps.height) {
            return this;
        }
        return with(List.of(ConformanceWindow.set(activeSequenceSet, sps, width, height)));
    }

    /**
     * The same picture under the profile Main 10 Still Picture. Encoders call intra pictures of 10 bits format range extensions, which
     * fewer decoders take.
     *
     * @throws IllegalArgumentException if the picture is not 4:2:0 of 8 to 10 bits or has temporal sub-layers
     */
    public HevcPicture asMain10StillPicture() {
        if (sps.chromaFormat != 1 || Math.max(sps.bitDepthLuma, sps.bitDepthChroma) > MAIN_10_DEPTH) {
            throw new IllegalArgumentException("a picture of chroma_format_idc " + sps.chromaFormat + " and "
                    + Math.max(sps.bitDepthLuma, sps.bitDepthChroma) + " bits; Main 10 has 4:2:0 of at most 10");
        }
        if (sps.maxSubLayers > 1) {
            throw new IllegalArgumentException(sps.maxSubLayers + " temporal sub-layers, a still picture has 1");
        }
        return with(Stream.of(parameterSets.get(0), parameterSets.get(1))
                .flatMap(List::stream)
                .map(ProfileTierLevel::main10StillPicture)
                .toList());
    }

    /** With parameter sets in the place of those with the same ids. */
    private HevcPicture with(List<NalUnit> replacements) {
        NalUnitCollector units = new NalUnitCollector();
        try {
            for (List<NalUnit> sets : parameterSets) {
                for (NalUnit set : sets) {
                    units.add(set);
                }
            }
            for (NalUnit unit : replacements) {
                units.add(unit);
            }
            for (NalUnit slice : slices) {
                units.add(slice);
            }
            return new HevcPicture(units);
        } catch (HeifException e) {
            throw new AssertionError("NAL units that were parsed before", e);
        }
    }

    /** Width after the conformance window, luma samples. */
    public int width() {
        return sps.width;
    }

    /** Height after the conformance window, luma samples. */
    public int height() {
        return sps.height;
    }

    /** pic_width_in_luma_samples: a multiple of the smallest coding block. */
    public int codedWidth() {
        return sps.codedWidth;
    }

    /** pic_height_in_luma_samples: a multiple of the smallest coding block. */
    public int codedHeight() {
        return sps.codedHeight;
    }

    /** chroma_format_idc: 0 monochrome, 1 4:2:0, 2 4:2:2, 3 4:4:4. */
    public int chromaFormat() {
        return sps.chromaFormat;
    }

    /** Bits per luma sample, 8..16. */
    public int bitDepthLuma() {
        return sps.bitDepthLuma;
    }

    /** Bits per chroma sample, 8..16; present in the syntax of monochrome pictures too. */
    public int bitDepthChroma() {
        return sps.bitDepthChroma;
    }

    /** general_profile_idc: 1 Main, 2 Main 10, 3 Main Still Picture, 4 format range extensions. */
    public int profile() {
        return sps.profile();
    }

    /** general_level_idc: thirty times the level, 93 for level 3.1. */
    public int level() {
        return sps.level();
    }

    /** SliceQpY of the first slice: {@code 26 + init_qp_minus26 + slice_qp_delta}, clause 7.4.7.1. */
    public int qp() {
        return qp;
    }

    /** What the VUI says on colour; empty if it says nothing. */
    public Optional<ColourDescription> colour() {
        return sps.colour;
    }

    /** HEVCDecoderConfigurationRecord with all parameter sets: the payload of {@code hvcC}. */
    public byte[] decoderConfiguration() {
        return HevcDecoderConfiguration.write(sps, parameterSets);
    }

    /** The slices, each behind its length in four bytes: an item's data. */
    public byte[] sample() {
        BoxWriter out = new BoxWriter();
        for (NalUnit slice : slices) {
            out.u32(slice.bytes().length).bytes(slice.bytes());
        }
        return out.toByteArray();
    }

    /** Parameter sets and slices behind start codes of four bytes: a decoder's input. */
    public byte[] annexB() {
        BoxWriter out = new BoxWriter();
        parameterSets.forEach(sets -> sets.forEach(set -> out.bytes(START_CODE).bytes(set.bytes())));
        slices.forEach(slice -> out.bytes(START_CODE).bytes(slice.bytes()));
        return out.toByteArray();
    }

    @Override
    public String toString() {
        return "HevcPicture[" + width() + "x" + height() + ", QP " + qp + "]";
    }
}
