package org.mvjpeg.heif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mvjpeg.heif.ItemProperty.CleanAperture;

class CleanApertureTest {
    @Test
    void theTopLeftPartIsFoundAgainForEverySize() throws HeifException {
        for (int picture = 1; picture <= 40; picture++) {
            for (int shown = 1; shown <= picture; shown++) {
                CleanAperture clap = CleanAperture.topLeft(shown, 7, picture, 9);

                assertThat(clap.toRectangle(picture, 9)).isEqualTo(new CropRectangle(0, 0, shown, 7));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        // libavif's example: 96x132 of 120x160 around the centre
        "96, 1, 132, 1, 0, 1, 0, 1, 120, 160, 12, 14, 96, 132",
        "60, 1, 80, 1, -30, 1, -40, 1, 120, 160, 0, 0, 60, 80",
        "60, 1, 80, 1, 30, 1, 40, 1, 120, 160, 60, 80, 60, 80",
        // fractions that can be reduced
        "192, 2, 396, 3, 0, 7, -28, 2, 120, 160, 12, 0, 96, 132",
        // left edge at 12.5: down; width 95.5: to the nearest
        "95, 1, 132, 1, 0, 1, 0, 1, 120, 160, 12, 14, 95, 132",
        "191, 2, 132, 1, 0, 1, 0, 1, 120, 160, 12, 14, 96, 132",
        // numerators of 32 bits
        "4294967295, 4294967295, 1, 1, 2147483647, 2147483647, 0, 1, 3, 1, 2, 0, 1, 1",
    })
    void partsAreExact(
            long wN,
            long wD,
            long hN,
            long hD,
            int xN,
            long xD,
            int yN,
            long yD,
            int w,
            int h,
            int x,
            int y,
            int cw,
            int ch)
            throws HeifException {
        CleanAperture clap = new CleanAperture(wN, wD, hN, hD, xN, xD, yN, yD);

        assertThat(clap.toRectangle(w, h)).isEqualTo(new CropRectangle(x, y, cw, ch));
    }

    @ParameterizedTest
    @CsvSource({
        "96, 0, 132, 1, 0, 1, 0, 1, zero",
        "96, 1, 132, 0, 0, 1, 0, 1, zero",
        "96, 1, 132, 1, 0, 0, 0, 1, zero",
        "96, 1, 132, 1, 0, 1, 0, 0, zero",
        "0, 1, 132, 1, 0, 1, 0, 1, inside",
        "96, 1, 1, 3, 0, 1, 0, 1, inside",
        "121, 1, 132, 1, 0, 1, 0, 1, inside",
        "96, 1, 161, 1, 0, 1, 0, 1, inside",
        "96, 1, 132, 1, 13, 1, 0, 1, inside",
        "96, 1, 132, 1, 0, 1, -15, 1, inside",
        "4294967295, 1, 132, 1, 0, 1, 0, 1, inside",
        "96, 1, 132, 1, -2147483648, 1, 0, 1, inside",
        "4294967295, 1, 4294967295, 1, 2147483647, 4294967295, 2147483647, 1, inside",
    })
    void partsThatDoNotLieInsideAreRefused(
            long wN, long wD, long hN, long hD, int xN, long xD, int yN, long yD, String message) {
        CleanAperture clap = new CleanAperture(wN, wD, hN, hD, xN, xD, yN, yD);

        assertThatThrownBy(() -> clap.toRectangle(120, 160))
                .isInstanceOf(HeifException.class)
                .hasMessageContaining("box 'clap'")
                .hasMessageContaining(message);
    }
}
