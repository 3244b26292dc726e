package org.mvjpeg.heif;

import java.util.Arrays;

/** Changes what profile_tier_level() claims, H.265 clause 7.3.3. */
final class ProfileTierLevel {
    private static final int IN_VPS = 4;
    private static final int IN_SPS = 1;

    private static final int COMPATIBILITY = 1;
    private static final int CONSTRAINTS = 5;
    private static final int LEVEL = 11;

    /** general_profile_compatibility_flag[2], in the first of its four bytes. */
    private static final int MAIN_10_COMPATIBLE = 0x20;

    /** What is said of the source: general_progressive_source_flag to general_frame_only_constraint_flag. */
    private static final int SOURCE = 0xf0;

    /** general_one_picture_only_constraint_flag of profile 2, in the second of six bytes. */
    private static final int ONE_PICTURE_ONLY = 0x10;

    private ProfileTierLevel() {}

    /** A VPS or SPS of the profile Main 10 Still Picture (clause A.3.3), tier and level as before. */
    static NalUnit main10StillPicture(NalUnit unit) {
        byte[] rbsp = unit.rbsp();
        int at = unit.type() == NalUnit.VPS ? IN_VPS : IN_SPS;
        rbsp[at] = (byte) (rbsp[at] & 0xe0 | HevcPicture.MAIN_10);
        int source = rbsp[at + CONSTRAINTS] & SOURCE;
        Arrays.fill(rbsp, at + COMPATIBILITY, at + LEVEL, (byte) 0);
        rbsp[at + COMPATIBILITY] = MAIN_10_COMPATIBLE;
        rbsp[at + CONSTRAINTS] = (byte) source;
        rbsp[at + CONSTRAINTS + 1] = ONE_PICTURE_ONLY;
        return unit.withRbsp(rbsp);
    }
}
