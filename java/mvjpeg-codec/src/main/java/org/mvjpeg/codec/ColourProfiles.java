package org.mvjpeg.codec;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.util.Arrays;

/** What the codec asks of colour spaces. */
final class ColourProfiles {
    private ColourProfiles() {}

    /** Whether samples are sRGB, by the JDK's own instance or by an equal profile. */
    static boolean isSrgb(ColorSpace space) {
        return space.isCS_sRGB() || space instanceof ICC_ColorSpace icc && isSrgb(icc.getProfile());
    }

    private static boolean isSrgb(ICC_Profile profile) {
        return Arrays.equals(
                profile.getData(), ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData());
    }

    /** Whether samples can be coded as they are: sRGB, or RGB in a profile that the file can carry. */
    static boolean isRgb(ColorSpace space) {
        return space.getType() == ColorSpace.TYPE_RGB
                && space.getNumComponents() == 3
                && (space.isCS_sRGB() || space instanceof ICC_ColorSpace);
    }

    /** Whether samples are gray; their values are coded as luma, as JPEG writers do. */
    static boolean isGray(ColorSpace space) {
        return space.getType() == ColorSpace.TYPE_GRAY && space.getNumComponents() == 1;
    }
}
