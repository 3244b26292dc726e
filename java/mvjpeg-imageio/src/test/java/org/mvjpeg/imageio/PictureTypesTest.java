package org.mvjpeg.imageio;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import javax.imageio.ImageTypeSpecifier;
import org.junit.jupiter.api.Test;

class PictureTypesTest {
    @Test
    void srgbPicturesAreByteInterleavedFirst() {
        assertThat(raw(false, null).getBufferedImageType()).isEqualTo(BufferedImage.TYPE_3BYTE_BGR);
        assertThat(raw(true, null).getBufferedImageType()).isEqualTo(BufferedImage.TYPE_4BYTE_ABGR);
    }

    @Test
    void theSrgbProfileItselfIsSrgb() {
        byte[] srgb = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
        assertThat(raw(false, srgb))
                .isEqualTo(ImageTypeSpecifier.createFromBufferedImageType(BufferedImage.TYPE_3BYTE_BGR));
    }

    @Test
    void anotherProfileGivesItsColourSpaceFirstAndSrgbAfterwards() {
        byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
        PictureTypes types = types(true, linear);
        assertThat(types.profileUsable()).isTrue();
        assertThat(types.raw().getColorModel().getColorSpace().isCS_sRGB()).isFalse();
        assertThat(types.raw().getColorModel().hasAlpha()).isTrue();
        assertThat(types.all())
                .extracting(ImageTypeSpecifier::getBufferedImageType)
                .contains(BufferedImage.TYPE_4BYTE_ABGR, BufferedImage.TYPE_INT_ARGB);
    }

    @Test
    void brokenAndForeignProfilesFallBackToSrgb() {
        byte[] gray = ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData();
        for (byte[] profile : new byte[][] {gray, new byte[0], new byte[200], {1, 2, 3}}) {
            PictureTypes types = types(false, profile);
            assertThat(types.profileUsable()).isFalse();
            assertThat(types.raw().getColorModel().getColorSpace().isCS_sRGB()).isTrue();
        }
    }

    @Test
    void moreThanEightBitsAreAnnouncedButNotReadUnasked() {
        for (byte[] profile : new byte[][] {
            null, ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData()
        }) {
            PictureTypes types = types(true, profile, 10);
            assertThat(types.raw().getBitsPerBand(0)).isEqualTo(16);
            assertThat(types.raw().getNumBands()).isEqualTo(4);
            assertThat(types.all()).contains(types.raw()).startsWith(types.standard());
            assertThat(types.standard().getBitsPerBand(0)).isEqualTo(8);
            assertThat(types.raw().getColorModel().getColorSpace())
                    .isSameAs(types.standard().getColorModel().getColorSpace());
        }
    }

    private static ImageTypeSpecifier raw(boolean alpha, byte[] icc) {
        return types(alpha, icc).raw();
    }

    private static PictureTypes types(boolean alpha, byte[] icc) {
        return types(alpha, icc, 8);
    }

    private static PictureTypes types(boolean alpha, byte[] icc, int bitDepth) {
        return PictureTypes.of(PlainInfo.of(4, 3, alpha, icc, bitDepth, null, null));
    }
}
