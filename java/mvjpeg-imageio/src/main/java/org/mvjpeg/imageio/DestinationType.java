package org.mvjpeg.imageio;

import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.RenderedImage;
import java.awt.image.WritableRaster;
import java.util.stream.IntStream;
import javax.imageio.ImageTypeSpecifier;

/**
 * What a destination type can ask of a file: gray, no alpha, another RGB colour space. How its samples lie in memory has no meaning
 * there.
 */
final class DestinationType {
    private DestinationType() {}

    /** Whether the file can hold what the type asks for. */
    static boolean isWritable(ImageTypeSpecifier type) {
        ColorModel model = type.getColorModel();
        return !(model instanceof IndexColorModel) && (isGray(model) || isRgb(model));
    }

    /**
     * Converts part of an image; what has the colours and the alpha of the type stays as it is.
     *
     * @param region of the image; its corner becomes (0, 0)
     * @param type that {@linkplain #isWritable can be written}
     */
    static BufferedImage convert(RenderedImage image, Rectangle region, ImageTypeSpecifier type) {
        ColorModel target = type.getColorModel();
        BufferedImage part = copy(image, region);
        if (!target.hasAlpha() && part.getColorModel().hasAlpha()) {
            part = opaque(part);
        }
        if (isGray(target)) {
            return isGray(part.getColorModel()) ? part : gray(part);
        }
        ColorSpace space = target.getColorSpace();
        boolean same = part.getColorModel().getColorSpace().equals(space);
        return same ? part : new ColorConvertOp(space, null).filter(part, null);
    }

    private static BufferedImage copy(RenderedImage image, Rectangle region) {
        ColorModel model = image.getColorModel();
        WritableRaster raster = image.getData(region).createCompatibleWritableRaster(region);
        image.copyData(raster);
        return new BufferedImage(model, raster.createWritableTranslatedChild(0, 0), model.isAlphaPremultiplied(), null);
    }

    /** The colours alone: nothing lies behind the picture that could shine through. */
    private static BufferedImage opaque(BufferedImage image) {
        ColorModel model = image.getColorModel();
        int width = image.getWidth();
        int height = image.getHeight();
        if (model instanceof ComponentColorModel && !model.isAlphaPremultiplied()) {
            int[] colours = IntStream.range(0, model.getNumColorComponents()).toArray();
            ColorModel without = new ComponentColorModel(
                    model.getColorSpace(), false, false, Transparency.OPAQUE, model.getTransferType());
            WritableRaster raster = image.getRaster().createWritableChild(0, 0, width, height, 0, 0, colours);
            return new BufferedImage(without, raster, false, null);
        }
        BufferedImage opaque = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int[] row = new int[width];
        for (int y = 0; y < height; y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            opaque.setRGB(0, y, width, 1, row, 0, width);
        }
        return opaque;
    }

    /** As Java2D draws: a colour conversion would give linear gray, which nobody means by gray. */
    private static BufferedImage gray(BufferedImage image) {
        BufferedImage gray = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D g = gray.createGraphics();
        try {
            g.drawImage(image, 0, 0, null);
        } finally {
            g.dispose();
        }
        return gray;
    }

    private static boolean isGray(ColorModel model) {
        return model.getColorSpace().getType() == ColorSpace.TYPE_GRAY;
    }

    private static boolean isRgb(ColorModel model) {
        return model.getColorSpace().getType() == ColorSpace.TYPE_RGB;
    }
}
