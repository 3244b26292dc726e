package org.mvjpeg.codec;

import java.awt.Rectangle;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferUShort;
import java.awt.image.DirectColorModel;
import java.awt.image.Raster;
import java.util.Arrays;

/**
 * Interleaved 16-bit samples over their full scale in a heap array that is shared, not copied. Sample {@code c} of pixel
 * {@code (x, y)} is element {@code offset + y * rowStride + x * pixelStride + c}.
 *
 * @param array unsigned
 * @param red element inside the pixel, like green and blue; all three equal for gray
 * @param alpha element inside the pixel, -1 for none
 */
record DeepSamples(
        short[] array,
        int offset,
        int rowStride,
        int pixelStride,
        int red,
        int green,
        int blue,
        int alpha,
        int width,
        int height) {
    static final int WHITE = 0xFFFF;

    /** Whether an image has RGB or gray components of more than 8 bits that can be coded as they are. */
    static boolean areIn(ColorModel model) {
        return (model instanceof ComponentColorModel || model instanceof DirectColorModel)
                && (ColourProfiles.isRgb(model.getColorSpace()) || ColourProfiles.isGray(model.getColorSpace()))
                && Arrays.stream(model.getComponentSize()).max().orElse(0) > Byte.SIZE;
    }

    /** The samples of part of an image: a view of its own array where the layout allows, a copy otherwise. */
    static DeepSamples of(Raster raster, ColorModel model, Rectangle region) {
        if (raster.getSampleModel() instanceof ComponentSampleModel layout
                && raster.getDataBuffer() instanceof DataBufferUShort buffer
                && !(model.hasAlpha() && model.isAlphaPremultiplied())
                && Arrays.stream(model.getComponentSize()).allMatch(bits -> bits == Short.SIZE)
                && Arrays.stream(layout.getBankIndices()).distinct().count() == 1) {
            return view(raster, layout, buffer, model, region);
        }
        return copy(raster, model, region);
    }

    private static DeepSamples view(
            Raster raster, ComponentSampleModel layout, DataBufferUShort buffer, ColorModel model, Rectangle region) {
        int bank = layout.getBankIndices()[0];
        int[] bands = layout.getBandOffsets();
        int offset = buffer.getOffsets()[bank]
                + (region.y - raster.getSampleModelTranslateY()) * layout.getScanlineStride()
                + (region.x - raster.getSampleModelTranslateX()) * layout.getPixelStride();
        boolean gray = ColourProfiles.isGray(model.getColorSpace());
        return new DeepSamples(
                buffer.getData(bank),
                offset,
                layout.getScanlineStride(),
                layout.getPixelStride(),
                bands[0],
                bands[gray ? 0 : 1],
                bands[gray ? 0 : 2],
                model.hasAlpha() ? bands[model.getNumComponents() - 1] : -1,
                region.width,
                region.height);
    }

    private static DeepSamples copy(Raster raster, ColorModel model, Rectangle region) {
        int bands = model.getNumComponents();
        short[] samples = new short[PictureSize.arrayLength(region.width, region.height, bands)];
        for (int band = 0; band < bands; band++) {
            Scale scale = Scale.of(raster.getSampleModel().getDataType(), model.getComponentSize(band));
            double[] row = new double[region.width];
            for (int y = 0; y < region.height; y++) {
                raster.getSamples(region.x, region.y + y, region.width, 1, band, row);
                int at = y * region.width * bands + band;
                for (int x = 0; x < region.width; x++, at += bands) {
                    samples[at] = scale.sample(row[x]);
                }
            }
        }
        boolean gray = ColourProfiles.isGray(model.getColorSpace());
        if (model.hasAlpha() && model.isAlphaPremultiplied()) {
            divideByAlpha(samples, bands);
        }
        return new DeepSamples(
                samples,
                0,
                region.width * bands,
                bands,
                0,
                gray ? 0 : 1,
                gray ? 0 : 2,
                model.hasAlpha() ? bands - 1 : -1,
                region.width,
                region.height);
    }

    /**
     * From an image's sample to 16 bits.
     *
     * @param most what is white
     * @param wrap added to what Java hands out as negative but means an unsigned number
     */
    private record Scale(double most, double wrap) {
        static Scale of(int dataType, int bits) {
            return switch (dataType) {
                case DataBuffer.TYPE_FLOAT, DataBuffer.TYPE_DOUBLE -> new Scale(1, 0);
                case DataBuffer.TYPE_SHORT -> new Scale(Short.MAX_VALUE, 0);
                default -> new Scale((1L << bits) - 1, 1L << Integer.SIZE);
            };
        }

        short sample(double value) {
            double unsigned = value < 0 ? value + wrap : value;
            return (short) Math.round(WHITE * Math.max(0, Math.min(unsigned / most, 1)));
        }
    }

    private static void divideByAlpha(short[] samples, int bands) {
        for (int pixel = 0; pixel < samples.length; pixel += bands) {
            int alpha = samples[pixel + bands - 1] & WHITE;
            for (int c = 0; c < bands - 1; c++) {
                samples[pixel + c] = (short) StraightAlpha.colour(samples[pixel + c] & WHITE, alpha, WHITE);
            }
        }
    }

    /** Samples of 8 bits on the larger scale. */
    static DeepSamples of(Interleaved samples) {
        byte[] bytes = samples.packedBytes();
        short[] widened = new short[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            widened[i] = (short) ((bytes[i] & 0xFF) * (WHITE / 0xFF));
        }
        int stride = samples.pixelStride();
        return new DeepSamples(
                widened,
                0,
                samples.width() * stride,
                stride,
                samples.red(),
                samples.green(),
                samples.blue(),
                samples.alpha(),
                samples.width(),
                samples.height());
    }

    /** The samples rounded to 8 bits. */
    Interleaved toBytes() {
        boolean gray = red == green && green == blue;
        int[] bands = gray ? new int[] {red} : new int[] {red, green, blue};
        if (alpha >= 0) {
            bands = Arrays.copyOf(bands, bands.length + 1);
            bands[bands.length - 1] = alpha;
        }
        byte[] bytes = new byte[PictureSize.arrayLength(width, height, bands.length)];
        int to = 0;
        for (int y = 0; y < height; y++) {
            int at = offset + y * rowStride;
            for (int x = 0; x < width; x++, at += pixelStride) {
                for (int band : bands) {
                    bytes[to++] = (byte) (((array[at + band] & WHITE) * 0xFF + WHITE / 2) / WHITE);
                }
            }
        }
        return Interleaved.packed(bytes, gray, alpha >= 0, width, height);
    }

    /** Whether every pixel's alpha is the full one, or there is none. */
    boolean opaque() {
        if (alpha < 0) {
            return true;
        }
        for (int y = 0; y < height; y++) {
            int at = offset + y * rowStride + alpha;
            for (int x = 0; x < width; x++, at += pixelStride) {
                if (array[at] != -1) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The alpha as gray. */
    DeepSamples ofAlpha() {
        return new DeepSamples(array, offset, rowStride, pixelStride, alpha, alpha, alpha, -1, width, height);
    }

    /** Every {@code stepX}-th column and {@code stepY}-th row, beginning with the first. */
    DeepSamples subsample(int stepX, int stepY) {
        return new DeepSamples(
                array,
                offset,
                rowStride * stepY,
                pixelStride * stepX,
                red,
                green,
                blue,
                alpha,
                (width - 1) / stepX + 1,
                (height - 1) / stepY + 1);
    }

    /**
     * Reads one sample of each pixel of a row.
     *
     * @param sample {@link #red}, {@link #green} or {@link #blue}
     * @param row receives the width of samples; what is beyond it repeats the last
     */
    void row(int sample, int y, int[] row) {
        int at = offset + y * rowStride + sample;
        for (int x = 0; x < width; x++, at += pixelStride) {
            row[x] = array[at] & WHITE;
        }
        Arrays.fill(row, width, row.length, row[width - 1]);
    }
}
