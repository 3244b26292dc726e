package org.mvjpeg.codec;

import java.awt.Rectangle;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.Raster;
import java.awt.image.RenderedImage;

/**
 * The samples of part of an image: views of its own array where the layout allows, converted otherwise.
 *
 * @param samples null where they have more than 8 bits
 * @param deep null where they have not
 * @param profile the profile that they are in; null for sRGB and gray
 */
record ImageSamples(Interleaved samples, DeepSamples deep, ICC_Profile profile) {
    static ImageSamples of(RenderedImage image, Rectangle region) {
        ColorModel model = image.getColorModel();
        if (model == null) {
            throw new IllegalArgumentException("the image has no colour model");
        }
        Raster raster = raster(image, region);
        if (DeepSamples.areIn(model)) {
            return new ImageSamples(null, DeepSamples.of(raster, model, region), profile(model));
        }
        Interleaved view = SharedSamples.view(raster, model, region);
        if (view != null) {
            return new ImageSamples(view, null, profile(model));
        }
        if (ConvertedSamples.keepsComponents(model)) {
            return new ImageSamples(ConvertedSamples.components(raster, model, region), null, profile(model));
        }
        return new ImageSamples(ConvertedSamples.toSrgb(raster, model, region), null, null);
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
