package org.mvjpeg.imageio;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.SampleModel;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageTypeSpecifier;
import org.mvjpeg.codec.PictureInfo;

/**
 * The image types that a picture can be read as.
 *
 * @param all of them, the one that is read where none is asked for first
 * @param raw the one that the file holds: 16 bits per sample where it is coded with more than 8
 * @param profileUsable whether the file has no ICC profile or one that fits RGB samples
 */
record PictureTypes(List<ImageTypeSpecifier> all, ImageTypeSpecifier raw, boolean profileUsable) {
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
            int[] offsets = picture.hasAlpha() ? new int[] {3, 2, 1, 0} : new int[] {2, 1, 0};
            types.add(interleaved(space, offsets, DataBuffer.TYPE_BYTE));
        }
        IntStream.of(picture.hasAlpha() ? TRANSLUCENT : OPAQUE)
                .mapToObj(ImageTypeSpecifier::createFromBufferedImageType)
                .forEach(types::add);
        ImageTypeSpecifier raw = types.iterator().next();
        if (picture.bitDepth() > 8) {
            int[] offsets = picture.hasAlpha() ? new int[] {0, 1, 2, 3} : new int[] {0, 1, 2};
            raw = interleaved(space, offsets, DataBuffer.TYPE_USHORT);
            types.add(raw);
        }
        boolean ignoresProfile = space.isCS_sRGB()
                && picture.iccProfile().filter(icc -> !Arrays.equals(icc, SRGB)).isPresent();
        return new PictureTypes(List.copyOf(types), raw, !ignoresProfile);
    }

    /** What a read gives where no type is asked for: 8 bits per sample, which every consumer of images takes. */
    ImageTypeSpecifier standard() {
        return all.get(0);
    }

    /** The type to decode to: the raw one where an image of its sample size is asked for, the standard one otherwise. */
    ImageTypeSpecifier decoded(ImageReadParam param) {
        SampleModel asked = null;
        if (param != null && param.getDestination() != null) {
            asked = param.getDestination().getSampleModel();
        } else if (param != null && param.getDestinationType() != null) {
            asked = param.getDestinationType().getSampleModel();
        }
        int bits = raw.getBitsPerBand(0);
        return asked != null && IntStream.of(asked.getSampleSize()).allMatch(size -> size == bits) ? raw : standard();
    }

    private static ImageTypeSpecifier interleaved(ColorSpace space, int[] offsets, int dataType) {
        return ImageTypeSpecifier.createInterleaved(space, offsets, dataType, offsets.length == 4, false);
    }
}
