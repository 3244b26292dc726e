package org.mvjpeg.codec;

import java.awt.Rectangle;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.Raster;
import java.awt.image.RenderedImage;

/**
 * The samples of part of an image.
 *
 * @param samples a view of the image's own array where its layout allows, converted otherwise
 * @param profile the profile that they are in; null for sRGB and gray
 */
record ImageSamples(Interleaved samples, ICC_Profile profile) {
    static ImageSamples of(RenderedImage image, Rectangle region) {
        ColorModel model = image.getColorModel();
        if (model == null) {
            throw new IllegalArgumentException("the image has no colour model");
        }
        Raster raster = raster(image, region);
        Interleaved view = SharedSamples.view(raster, model, region);
        if (view != null) {
            return new ImageSamples(view, profile(model));
        }
        if (ConvertedSamples.keepsComponents(model)) {
            return new ImageSamples(ConvertedSamples.components(raster, model, region), profile(model));
        }
        return new ImageSamples(ConvertedSamples.toSrgb(raster, model, region), null);
    }

    /** A raster that covers the region, in the image's coordinates; the image's own where there is one. */
    static Raster raster(RenderedImage image, Rectangle region) {
        if (image instanceof BufferedImage buffered) {
            return buffered.getRaster();
        }
        if (image.getNumXTiles() == 1 && image.getNumYTiles() == 1) {
            return image.getTile(image.getMinTileX(), image.getMinTileY());
        }
        return image.getData(region);
    }

    private static ICC_Profile profile(ColorModel model) {
        return ColourProfiles.isRgb(model.getColorSpace())
                        && !ColourProfiles.isSrgb(model.getColorSpace())
                        && model.getColorSpace() instanceof ICC_ColorSpace space
                ? space.getProfile()
                : null;
    }
}
