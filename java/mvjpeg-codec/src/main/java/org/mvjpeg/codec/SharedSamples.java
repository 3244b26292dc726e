package org.mvjpeg.codec;

import java.awt.Rectangle;
import java.awt.color.ColorSpace;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferInt;
import java.awt.image.DirectColorModel;
import java.awt.image.Raster;
import java.awt.image.SinglePixelPackedSampleModel;
import java.util.Arrays;

/** Views of rasters whose memory already is interleaved 8-bit RGB or gray. */
final class SharedSamples {
    private static final int MAX_PIXEL_STRIDE = 4;

    private SharedSamples() {}

    /** @return null where the layout is another one */
    static Interleaved view(Raster raster, ColorModel model, Rectangle region) {
        if (model.hasAlpha() && model.isAlphaPremultiplied()) {
            return null;
        }
        if (model instanceof ComponentColorModel
                && raster.getSampleModel() instanceof ComponentSampleModel layout
                && raster.getDataBuffer() instanceof DataBufferByte buffer) {
            return components(raster, layout, buffer, model, region);
        }
        if (model instanceof DirectColorModel direct
                && raster.getSampleModel() instanceof SinglePixelPackedSampleModel layout
                && raster.getDataBuffer() instanceof DataBufferInt buffer) {
            return packed(raster, layout, buffer, direct, region);
        }
        return null;
    }

    private static Interleaved components(
            Raster raster, ComponentSampleModel layout, DataBufferByte buffer, ColorModel model, Rectangle region) {
        boolean gray = ColourProfiles.isGray(model.getColorSpace());
        if (!gray && !ColourProfiles.isRgb(model.getColorSpace())) {
            return null;
        }
        if (Arrays.stream(model.getComponentSize()).anyMatch(bits -> bits != 8)) {
            return null;
        }
        int[] banks = layout.getBankIndices();
        int[] bands = layout.getBandOffsets();
        int first = Arrays.stream(bands).min().orElse(0);
        int last = Arrays.stream(bands).max().orElse(0);
        int pixelStride = layout.getPixelStride();
        if (pixelStride > MAX_PIXEL_STRIDE
                || last - first >= pixelStride
                || Arrays.stream(banks).anyMatch(bank -> bank != banks[0])) {
            return null;
        }
        long offset = buffer.getOffsets()[banks[0]]
                + (long) (region.y - raster.getSampleModelTranslateY()) * layout.getScanlineStride()
                + (long) (region.x - raster.getSampleModelTranslateX()) * pixelStride
                + first;
        int green = gray ? 0 : 1;
        int blue = gray ? 0 : 2;
        int alpha = model.hasAlpha() ? bands[model.getNumComponents() - 1] - first : -1;
        return new Interleaved(
                buffer.getData(banks[0]),
                offset,
                layout.getScanlineStride(),
                pixelStride,
                bands[0] - first,
                bands[green] - first,
                bands[blue] - first,
                alpha,
                region.width,
                region.height);
    }

    private static Interleaved packed(
            Raster raster,
            SinglePixelPackedSampleModel layout,
            DataBufferInt buffer,
            DirectColorModel model,
            Rectangle region) {
        ColorSpace space = model.getColorSpace();
        boolean bytes = isByte(model.getRedMask())
                && isByte(model.getGreenMask())
                && isByte(model.getBlueMask())
                && (!model.hasAlpha() || isByte(model.getAlphaMask()));
        if (!bytes || !ColourProfiles.isRgb(space)) {
            return null;
        }
        long offset = buffer.getOffset()
                + (long) (region.y - raster.getSampleModelTranslateY()) * layout.getScanlineStride()
                + (region.x - raster.getSampleModelTranslateX());
        return new Interleaved(
                buffer.getData(),
                4 * offset,
                4L * layout.getScanlineStride(),
                4,
                byteOfMask(model.getRedMask()),
                byteOfMask(model.getGreenMask()),
                byteOfMask(model.getBlueMask()),
                model.hasAlpha() ? byteOfMask(model.getAlphaMask()) : -1,
                region.width,
                region.height);
    }

    private static boolean isByte(int mask) {
        return mask == 0xFF || mask == 0xFF00 || mask == 0xFF0000 || mask == 0xFF000000;
    }

    private static int byteOfMask(int mask) {
        return Interleaved.byteOfShift(Integer.numberOfTrailingZeros(mask));
    }
}
