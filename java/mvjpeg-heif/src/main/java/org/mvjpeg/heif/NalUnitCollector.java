package org.mvjpeg.heif;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Sorts the NAL units of one picture: parameter sets by their id, slices in order; everything else is dropped. */
final class NalUnitCollector {
    /** MaxSliceSegmentsPerPicture of HEVC's highest level is 600. */
    private static final int MAX_SLICE_SEGMENTS = 600;

    /** hvcC has two bytes for the length of a parameter set. */
    private static final int MAX_PARAMETER_SET = 0xffff;

    final SortedMap<Integer, NalUnit> videoSets = new TreeMap<>();
    final SortedMap<Integer, NalUnit> sequenceSets = new TreeMap<>();
    final SortedMap<Integer, NalUnit> pictureSets = new TreeMap<>();
    final SortedMap<Integer, SequenceParameterSet> parsedSequenceSets = new TreeMap<>();
    final SortedMap<Integer, PictureParameterSet> parsedPictureSets = new TreeMap<>();
    final List<NalUnit> slices = new ArrayList<>();

    void add(NalUnit unit) throws HeifException {
        if (unit.layerId() != 0) {
            return; // enhancement layers: the base layer alone is a complete picture
        }
        if (unit.isSlice()) {
            addSlice(unit);
            return;
        }
        if (unit.bytes().length > MAX_PARAMETER_SET) {
            throw new HeifException("HEVC: NAL unit type " + unit.type() + " has " + unit.bytes().length
                    + " bytes, at most " + MAX_PARAMETER_SET + " are allowed");
        }
        // A set sent again under the same id replaces the one before, as in a decoder.
        switch (unit.type()) {
            case NalUnit.VPS -> videoSets.put(unit.bytes()[2] >> 4 & 0xf, unit);
            case NalUnit.SPS -> {
                SequenceParameterSet sps = new SequenceParameterSet(unit);
                sequenceSets.put(sps.id, unit);
                parsedSequenceSets.put(sps.id, sps);
            }
            case NalUnit.PPS -> {
                PictureParameterSet pps = new PictureParameterSet(unit);
                pictureSets.put(pps.id, unit);
                parsedPictureSets.put(pps.id, pps);
            }
            default -> {}
        }
    }

    private void addSlice(NalUnit unit) throws HeifException {
        if (!unit.isIntraRandomAccess()) {
            throw new HeifException("HEVC: NAL unit type " + unit.type() + " is no intra random access picture");
        }
        boolean firstOfPicture = unit.bytes()[2] < 0;
        if (firstOfPicture && !slices.isEmpty()) {
            throw new HeifException("HEVC: more than one picture");
        }
        if (slices.size() == MAX_SLICE_SEGMENTS) {
            throw new HeifException("HEVC: more than " + MAX_SLICE_SEGMENTS + " slice segments");
        }
        slices.add(unit);
    }

    void requireComplete() throws HeifException {
        require(!videoSets.isEmpty(), "VPS");
        require(!sequenceSets.isEmpty(), "SPS");
        require(!pictureSets.isEmpty(), "PPS");
        require(!slices.isEmpty(), "slice");
    }

    private static void require(boolean present, String what) throws HeifException {
        if (!present) {
            throw new HeifException("HEVC: no " + what + " among the NAL units");
        }
    }
}
