package org.mvjpeg.heif;

/** Changes which of the coded samples an SPS has shown, H.265 clause 7.3.2.2. */
final class ConformanceWindow {
    private ConformanceWindow() {}

    /**
     * An SPS that shows the upper left of the coded samples and says otherwise the same.
     *
     * @param unit the NAL unit that {@code sps} was read from
     * @param width luma samples shown
     * @param height luma samples shown
     * @throws IllegalArgumentException if the size is empty, larger than the coded one or leaves half a unit
     */
    static NalUnit set(NalUnit unit, SequenceParameterSet sps, int width, int height) {
        int right = sps.codedWidth - width;
        int bottom = sps.codedHeight - height;
        if (width < 1 || height < 1 || right < 0 || bottom < 0) {
            throw new IllegalArgumentException("a window of " + width + "x" + height + " luma samples in a picture of "
                    + sps.codedWidth + "x" + sps.codedHeight);
        }
        if (right % sps.subWidth() != 0 || bottom % sps.subHeight() != 0) {
            throw new IllegalArgumentException("a window of " + width + "x" + height
                    + " luma samples divides a chroma sample; chroma_format_idc is " + sps.chromaFormat);
        }
        try {
            return unit.withRbsp(rewritten(unit.rbsp(), sps, right / sps.subWidth(), bottom / sps.subHeight()));
        } catch (HeifException e) {
            throw new AssertionError("an SPS that was parsed before", e);
        }
    }

    private static byte[] rewritten(byte[] rbsp, SequenceParameterSet sps, int right, int bottom) throws HeifException {
        BitReader in = new BitReader(rbsp, "SPS");
        BitWriter out = new BitWriter();
        out.copy(in, sps.windowFrom);
        in.skip(sps.windowTo - sps.windowFrom);
        boolean cropped = right > 0 || bottom > 0;
        out.flag(cropped);
        if (cropped) {
            out.ue(0).ue(right).ue(0).ue(bottom);
        }
        out.copy(in, in.stopBit() - sps.windowTo);
        return out.rbsp();
    }
}
