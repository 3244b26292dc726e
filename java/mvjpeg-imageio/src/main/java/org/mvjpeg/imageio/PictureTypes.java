package org.mvjpeg.imageio;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.imageio.ImageTypeSpecifier;
import org.mvjpeg.codec.PictureInfo;

/**
 * The image types that a picture can be read as.
 *
 * @param all of them, the one that the file holds first
 * @param profileUsable whether the file has no ICC profile or one that fits RGB samples
 */
record PictureTypes(List<ImageTypeSpecifier> all, boolean profileUsable) {
    private static final byte[] SRGB =
            ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
    private static final int[] OPAQUE = {
        BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_INT_BGR
    };
    private static final int[] TRANSLUCENT = {
        BufferedImage.TYPE_4BYTE_ABGR,
        BufferedImage.TYPE_INT_ARGB,
        BufferedImage.TYPE_4BYTE_ABGR_PRE,
        BufferedImage.TYPE_INT_ARGB_PRE
    };

    static PictureTypes of(PictureInfo picture) {
        Set<ImageTypeSpecifier> types = new LinkedHashSet<>();
        // Asked for once: ImageIO compares colour spaces by identity.
        ColorSpace space = picture.colorSpace();
        if (!space.isCS_sRGB()) {
            types.add(interleaved(space, picture.hasAlpha()));
        }
        IntStream.of(picture.hasAlpha() ? TRANSLUCENT : OPAQUE)
                .mapToObj(ImageTypeSpecifier::createFromBufferedImageType)
                .forEach(types::add);
        boolean ignoresProfile = space.isCS_sRGB()
                && picture.iccProfile().filter(icc -> !Arrays.equals(icc, SRGB)).isPresent();
        return new PictureTypes(List.copyOf(types), !ignoresProfile);
    }

    ImageTypeSpecifier raw() {
        return all.get(0);
    }

    private static ImageTypeSpecifier interleaved(ColorSpace space, boolean alpha) {
        int[] offsets = alpha ? new int[] {3, 2, 1, 0} : new int[] {2, 1, 0};
        return ImageTypeSpecifier.createInterleaved(space, offsets, DataBuffer.TYPE_BYTE, alpha, false);
    }
}
