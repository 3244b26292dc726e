package org.mvjpeg.heif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConformanceWindowTest {
    private static HevcStream stream(int chromaFormat, boolean everything, int right, int bottom) {
        HevcStream stream = new HevcStream();
        stream.chromaFormat = chromaFormat;
        stream.everySyntaxElement = everything;
        stream.subLayers = everything ? 3 : 1;
        stream.cropRight = right;
        stream.cropBottom = bottom;
        return stream;
    }

    /** The reference is a stream whose SPS was written with the window in the first place. */
    @ParameterizedTest
    @CsvSource({
        "1, false, 0, 0, 6, 0",
        "1, false, 0, 0, 0, 2",
        "1, false, 0, 0, 6, 4",
        "1, true, 0, 0, 62, 46",
        "1, true, 6, 4, 0, 0",
        "1, false, 2, 2, 6, 6",
        "2, true, 0, 0, 2, 5",
        "3, true, 0, 0, 3, 5",
        "0, false, 1, 1, 7, 2"
    })
    void theSpsIsTheOneThatWasWrittenWithTheWindow(
            int chromaFormat, boolean everything, int rightBefore, int bottomBefore, int right, int bottom) {
        HevcPicture before =
                stream(chromaFormat, everything, rightBefore, bottomBefore).picture();

        HevcPicture after = before.withWindow(64 - right, 48 - bottom);

        assertThat(after.width()).isEqualTo(64 - right);
        assertThat(after.height()).isEqualTo(48 - bottom);
        assertThat(after.annexB())
                .isEqualTo(stream(chromaFormat, everything, right, bottom)
                        .picture()
                        .annexB());
    }

    @Test
    void aPictureOfTheSizeStaysAsItIs() {
        HevcPicture picture = stream(1, false, 2, 4).picture();
        assertThat(picture.withWindow(62, 44)).isSameAs(picture);
    }

    @Test
    void windowsThatTheSyntaxCannotSayAreRefused() {
        HevcPicture picture = stream(1, false, 0, 0).picture();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> picture.withWindow(66, 48))
                .withMessageContaining("66x48")
                .withMessageContaining("64x48");
        assertThatIllegalArgumentException().isThrownBy(() -> picture.withWindow(64, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> picture.withWindow(63, 48))
                .withMessageContaining("chroma");
        assertThatIllegalArgumentException().isThrownBy(() -> picture.withWindow(64, 47));
    }
}
