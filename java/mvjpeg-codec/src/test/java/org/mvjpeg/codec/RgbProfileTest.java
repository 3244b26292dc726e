package org.mvjpeg.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.color.ICC_ProfileRGB;
import org.junit.jupiter.api.Test;
import org.mvjpeg.heif.ColourDescription;

class RgbProfileTest {
    private static ICC_Profile profile(int primaries) {
        return ICC_Profile.getInstance(
                RgbProfile.of(new ColourDescription(primaries, 13, 6, true)).orElseThrow());
    }

    /** The colorants of Apple's Display P3 and of BT.2020, adapted to D50, as published in their ICC profiles. */
    @Test
    void colorantsAreThosePublished() {
        assertColorants(12, new float[][] {
            {0.51512f, 0.29198f, 0.15710f}, {0.24120f, 0.69225f, 0.06657f}, {-0.00105f, 0.04189f, 0.78407f}
        });
        assertColorants(9, new float[][] {
            {0.67348f, 0.16566f, 0.12506f}, {0.27904f, 0.67535f, 0.04561f}, {-0.00193f, 0.02998f, 0.79685f}
        });
    }

    private static void assertColorants(int primaries, float[][] expected) {
        float[][] matrix = ((ICC_ProfileRGB) profile(primaries)).getMatrix();
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                assertThat(matrix[row][column])
                        .as("%d, %d", row, column)
                        .isCloseTo(expected[row][column], within(0.0005f));
            }
        }
    }

    @Test
    void graysAreThoseOfSrgb() {
        for (int primaries : new int[] {9, 12}) {
            ICC_ColorSpace space = new ICC_ColorSpace(profile(primaries));
            for (float level = 0; level <= 1; level += 0.125f) {
                for (float sample : space.toRGB(new float[] {level, level, level})) {
                    assertThat(sample).isCloseTo(level, within(0.004f));
                }
            }
        }
    }

    @Test
    void srgbAndHighDynamicRangeHaveNone() {
        assertThat(RgbProfile.of(new ColourDescription(1, 13, 6, true))).isEmpty();
        assertThat(RgbProfile.of(new ColourDescription(9, 16, 9, true))).isEmpty();
        assertThat(RgbProfile.of(new ColourDescription(12, 18, 6, true))).isEmpty();
        assertThat(RgbProfile.of(new ColourDescription(9, 1, 9, true))).isPresent();
    }
}
