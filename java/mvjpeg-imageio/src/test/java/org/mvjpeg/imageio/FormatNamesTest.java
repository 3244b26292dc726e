package org.mvjpeg.imageio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FormatNamesTest {
    @AfterEach
    void claimAll() {
        System.clearProperty(MvjpegFormat.NAMES_PROPERTY);
    }

    @Test
    void everyNameIsClaimedInBothCasesAndOursComesFirst() {
        assertThat(MvjpegFormat.names()).startsWith("mvjpeg").contains("heic", "HEIC", "heif", "HEIF", "hif", "HIF");
        for (String name : MvjpegFormat.names()) {
            assertThat(MvjpegFormat.names()).contains(name.toLowerCase(Locale.ROOT), name.toUpperCase(Locale.ROOT));
        }
    }

    @Test
    void everySuffixIsAName() {
        assertThat(MvjpegFormat.names()).contains(MvjpegFormat.suffixes());
        assertThat(MvjpegFormat.suffixes()).containsExactlyInAnyOrder("heic", "heif", "hif", "mvjpeg");
    }

    @Test
    void thePropertyLimitsWhatIsClaimed() {
        System.setProperty(MvjpegFormat.NAMES_PROPERTY, "mvjpeg");
        assertThat(MvjpegFormat.names()).containsExactly("mvjpeg", "MVJPEG");
        assertThat(MvjpegFormat.suffixes()).containsExactly("mvjpeg");
        assertThat(MvjpegFormat.mimeTypes()).isEmpty();
    }

    @Test
    void severalNamesMayBeClaimed() {
        System.setProperty(MvjpegFormat.NAMES_PROPERTY, "HEIC , hif");
        assertThat(MvjpegFormat.suffixes()).containsExactly("heic", "hif");
        assertThat(MvjpegFormat.mimeTypes()).containsExactly("image/heic", "image/heif");
    }

    @Test
    void unknownNamesAreIgnoredSinceAnExceptionWouldHideOtherPlugIns() {
        System.setProperty(MvjpegFormat.NAMES_PROPERTY, "png");
        assertThat(MvjpegFormat.names()).containsExactly("mvjpeg", "MVJPEG");
        assertThat(new MvjpegImageWriterSpi().getFormatNames()).containsExactly("mvjpeg", "MVJPEG");
        assertThat(new MvjpegImageReaderSpi().getFormatNames()).containsExactly("mvjpeg", "MVJPEG");
    }

    @Test
    void vendorAndVersionAreAlwaysThere() {
        assertThat(MvjpegFormat.vendor()).isNotBlank();
        assertThat(MvjpegFormat.version()).isNotBlank();
    }
}
