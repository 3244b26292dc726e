package org.mvjpeg.codec;

import java.awt.Rectangle;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.image.ColorConvertOp;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Arrays;

/** Copies of rasters in layouts that the kernel does not read: 8-bit gray, RGB or RGBA. */
final class ConvertedSamples {
    /** Rows that are converted at a time. */
    private static final int BAND = 64;

    private ConvertedSamples() {}

    /** Whether the components are RGB or gray already and only their width, layout or alpha is in the way. */
    static boolean keepsComponents(ColorModel model) {
        int type = model.getTransferType();
        // Java rounds in its own way where it makes sRGB straight, and what getRGB gives is what is expected.
        boolean javasOwn = model.isAlphaPremultiplied() && ColourProfiles.isSrgb(model.getColorSpace());
        return model instanceof ComponentColorModel
                && !javasOwn
                && (type == DataBuffer.TYPE_BYTE || type == DataBuffer.TYPE_USHORT || type == DataBuffer.TYPE_INT)
                && Arrays.stream(model.getComponentSize()).distinct().count() == 1
                && (ColourProfiles.isRgb(model.getColorSpace()) || ColourProfiles.isGray(model.getColorSpace()));
    }

    /** The components in their own colour space, straight, stretched to 8 bits; those of more are {@link DeepSamples}. */
    static Interleaved components(Raster raster, ColorModel model, Rectangle region) {
        int bands = model.getNumComponents();
        boolean gray = ColourProfiles.isGray(model.getColorSpace());
        boolean premultiplied = model.hasAlpha() && model.isAlphaPremultiplied();
        byte[] samples = new byte[PictureSize.arrayLength(region.width, region.height, bands)];
        int max = (1 << model.getComponentSize(0)) - 1;
        int[] row = new int[region.width * bands];
        int to = 0;
        for (int y = 0; y < region.height; y++) {
            raster.getPixels(region.x, region.y + y, region.width, 1, row);
            for (int i = 0; i < row.length; i++) {
                boolean colour = i % bands < bands - 1;
                int whole = premultiplied && colour ? row[i - i % bands + bands - 1] : max;
                samples[to++] = (byte) StraightAlpha.colour(row[i], whole, 255);
            }
        }
        return Interleaved.packed(samples, gray, model.hasAlpha(), region.width, region.height);
    }

    /** Straight sRGB of any colour model. */
    static Interleaved toSrgb(Raster raster, ColorModel model, Rectangle region) {
        boolean profiled = model instanceof ComponentColorModel
                && model.getColorSpace() instanceof ICC_ColorSpace
                && !model.hasAlpha()
                && model.getTransferType() == DataBuffer.TYPE_BYTE;
        return profiled ? throughProfile(raster, model, region) : throughModel(raster, model, region);
    }

    /** CMYK and the like; pixel by pixel the profile's transform would be set up anew for each. */
    private static Interleaved throughProfile(Raster raster, ColorModel model, Rectangle region) {
        ColorConvertOp toSrgb =
                new ColorConvertOp(model.getColorSpace(), ColorSpace.getInstance(ColorSpace.CS_sRGB), null);
        byte[] samples = new byte[PictureSize.arrayLength(region.width, region.height, 3)];
        for (int y = 0; y < region.height; y += BAND) {
            int rows = Math.min(BAND, region.height - y);
            Raster source = raster.createChild(region.x, region.y + y, region.width, rows, 0, 0, null);
            WritableRaster target = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, region.width, rows, 3, null);
            toSrgb.filter(source, target);
            byte[] band = (byte[]) target.getDataElements(0, 0, region.width, rows, null);
            System.arraycopy(band, 0, samples, y * region.width * 3, band.length);
        }
        return Interleaved.packed(samples, PixelFormat.RGB, region.width, region.height);
    }

    private static Interleaved throughModel(Raster raster, ColorModel model, Rectangle region) {
        boolean alpha = model.hasAlpha();
        PixelFormat format = alpha ? PixelFormat.RGBA : PixelFormat.RGB;
        byte[] samples = new byte[PictureSize.arrayLength(region.width, region.height, format.bytes())];
        int[] line = new int[region.width];
        Object pixel = null;
        int to = 0;
        for (int y = region.y; y < region.y + region.height; y++) {
            if (model instanceof IndexColorModel) {
                raster.getSamples(region.x, y, region.width, 1, 0, line);
            }
            for (int x = 0; x < region.width; x++) {
                int argb;
                if (model instanceof IndexColorModel palette) {
                    argb = palette.getRGB(line[x]);
                } else {
                    pixel = raster.getDataElements(region.x + x, y, pixel);
                    argb = model.getRGB(pixel);
                }
                samples[to++] = (byte) (argb >> 16);
                samples[to++] = (byte) (argb >> 8);
                samples[to++] = (byte) argb;
                if (alpha) {
                    samples[to++] = (byte) (argb >> 24);
                }
            }
        }
        return Interleaved.packed(samples, format, region.width, region.height);
    }
}
