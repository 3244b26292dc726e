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

/** Images that decoded samples are written to, without gaps. */
final class DecodedImages {
    private static final System.Logger LOG = System.getLogger("org.mvjpeg.codec");

    private DecodedImages() {}

    /** @param icc the profile of the samples; null for sRGB */
    static BufferedImage create(int width, int height, SampleLayout layout, byte[] icc) {
        boolean alpha = layout.hasAlpha();
        ColorSpace space = icc == null ? null : colourSpace(icc);
        if (space == null || ColourProfiles.isSrgb(space)) {
            if (layout.bits() == 8) {
                return new BufferedImage(
                        width, height, alpha ? BufferedImage.TYPE_4BYTE_ABGR : BufferedImage.TYPE_3BYTE_BGR);
            }
            space = ColorSpace.getInstance(ColorSpace.CS_sRGB);
        }
        int type = layout.bits() == 8 ? DataBuffer.TYPE_BYTE : DataBuffer.TYPE_USHORT;
        WritableRaster raster = Raster.createInterleavedRaster(
                type, width, height, width * layout.samples(), layout.samples(), layout.offsets(), null);
        ColorModel model =
                new ComponentColorModel(space, alpha, false, alpha ? ColorModel.TRANSLUCENT : ColorModel.OPAQUE, type);
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
}
