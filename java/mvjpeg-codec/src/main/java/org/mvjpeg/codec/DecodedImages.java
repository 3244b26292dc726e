package org.mvjpeg.codec;

import java.awt.color.CMMException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

/** Images that decoded samples are written to: bytes in the order (alpha,) blue, green, red without gaps. */
final class DecodedImages {
    private static final System.Logger LOG = System.getLogger("org.mvjpeg.codec");

    private DecodedImages() {}

    /** @param icc the profile of the samples; null for sRGB */
    static BufferedImage create(int width, int height, boolean alpha, byte[] icc) {
        ICC_ColorSpace space = icc == null ? null : colourSpace(icc);
        if (space == null || ColourProfiles.isSrgb(space)) {
            return new BufferedImage(
                    width, height, alpha ? BufferedImage.TYPE_4BYTE_ABGR : BufferedImage.TYPE_3BYTE_BGR);
        }
        int[] offsets = alpha ? new int[] {3, 2, 1, 0} : new int[] {2, 1, 0};
        WritableRaster raster = Raster.createInterleavedRaster(
                DataBuffer.TYPE_BYTE, width, height, width * offsets.length, offsets.length, offsets, null);
        ColorModel model = new ComponentColorModel(
                space, alpha, false, alpha ? ColorModel.TRANSLUCENT : ColorModel.OPAQUE, DataBuffer.TYPE_BYTE);
        return new BufferedImage(model, raster, false, null);
    }

    /** @return null where Java cannot use the profile for RGB */
    private static ICC_ColorSpace colourSpace(byte[] icc) {
        try {
            ICC_ColorSpace trial = new ICC_ColorSpace(ICC_Profile.getInstance(icc));
            if (trial.getType() == ColorSpace.TYPE_RGB) {
                // Broken profiles are refused only on first use, which also rewrites the profile: a fresh one is
                // returned.
                trial.toRGB(new float[3]);
                return new ICC_ColorSpace(ICC_Profile.getInstance(icc));
            }
            LOG.log(System.Logger.Level.WARNING, "the file's ICC profile is not RGB; its pixels are taken for sRGB");
        } catch (IllegalArgumentException | CMMException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the file''s ICC profile is refused ({0}); its pixels are taken for sRGB",
                    e.getMessage());
        }
        return null;
    }

    /** Premultiplied to straight alpha, in place. */
    static void divideByAlpha(byte[] abgr) {
        for (int at = 0; at < abgr.length; at += 4) {
            int alpha = abgr[at] & 255;
            for (int c = 1; c < 4; c++) {
                int value = abgr[at + c] & 255;
                abgr[at + c] = (byte) (alpha == 0 ? 0 : Math.min(255, (value * 255 + alpha / 2) / alpha));
            }
        }
    }
}
