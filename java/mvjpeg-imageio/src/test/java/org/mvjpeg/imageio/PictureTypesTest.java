package org.mvjpeg.imageio;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.util.Optional;
import javax.imageio.ImageTypeSpecifier;
import org.junit.jupiter.api.Test;
import org.mvjpeg.codec.PictureInfo;

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

    private static ImageTypeSpecifier raw(boolean alpha, byte[] icc) {
        return types(alpha, icc).raw();
    }

    private static PictureTypes types(boolean alpha, byte[] icc) {
        return PictureTypes.of(new PictureInfo(4, 3, alpha, Optional.ofNullable(icc)));
    }
}
