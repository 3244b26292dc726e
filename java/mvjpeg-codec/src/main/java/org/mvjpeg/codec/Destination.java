package org.mvjpeg.codec;

import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferUShort;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.WritableRaster;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The raster that is decoded to. Samples are named by where they are in its array, which {@link Placement} tells. */
final class Destination {
    private static final VarHandle FOUR_BYTES =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final SampleLayout layout;

    /** One of the two is there. */
    private final byte[] bytes;

    private final short[] shorts;
    private final int first;
    private final int pixelStride;
    private final int rowStride;

    /** @throws IllegalArgumentException if the raster has another layout */
    Destination(WritableRaster raster, SampleLayout layout) {
        this.layout = layout;
        this.bytes = raster.getDataBuffer() instanceof DataBufferByte buffer ? buffer.getData() : null;
        this.shorts = raster.getDataBuffer() instanceof DataBufferUShort buffer ? buffer.getData() : null;
        if (!(raster.getSampleModel() instanceof PixelInterleavedSampleModel model)
                || !Arrays.equals(model.getBandOffsets(), layout.offsets())
                || (layout.bits() == 8 ? bytes == null : shorts == null)) {
            throw new IllegalArgumentException("a raster of another layout than " + layout);
        }
        this.pixelStride = model.getPixelStride();
        this.rowStride = model.getScanlineStride();
        this.first = raster.getDataBuffer().getOffset()
                + (raster.getMinX() - raster.getSampleModelTranslateX()) * pixelStride
                + (raster.getMinY() - raster.getSampleModelTranslateY()) * rowStride;
    }

    /** Bits of a sample, 8 or 16. */
    int bits() {
        return layout.bits();
    }

    /** Index of a pixel. */
    int index(int x, int y) {
        return first + x * pixelStride + y * rowStride;
    }

    /** Indices from a pixel to its right neighbour. */
    int pixelStride() {
        return pixelStride;
    }

    /** Indices from a pixel to the one below. */
    int rowStride() {
        return rowStride;
    }

    /**
     * Writes a row of red.
     *
     * @param at index of the first pixel
     * @param step from a pixel to the next
     */
    void setRed(int at, int step, int[] samples) {
        set(at + layout.red(), step, samples);
    }

    /** Writes a row of green, like {@link #setRed}. */
    void setGreen(int at, int step, int[] samples) {
        set(at + layout.green(), step, samples);
    }

    /** Writes a row of blue, like {@link #setRed}. */
    void setBlue(int at, int step, int[] samples) {
        set(at + layout.blue(), step, samples);
    }

    /** Writes a row of alpha, like {@link #setRed}. */
    void setAlpha(int at, int step, int[] samples) {
        set(at + layout.alpha(), step, samples);
    }

    /**
     * Writes a row of colours of 8 bits, like {@link #setRed}. The alpha that lies between them is not kept.
     *
     * @param pixels red above green above blue, 8 bits each
     */
    void setPacked(int at, int step, int[] pixels) {
        int last = pixels.length - 1;
        int blue = at + layout.blue();
        if (step == layout.samples()) {
            // The fourth byte is the next pixel's, which is written after it, and behind the last one may be others'.
            for (int i = 0; i < last; i++, blue += step) {
                FOUR_BYTES.set(bytes, blue, pixels[i]);
            }
            putPacked(blue, pixels[last]);
            return;
        }
        for (int i = 0; i <= last; i++, blue += step) {
            putPacked(blue, pixels[i]);
        }
    }

    private void putPacked(int blue, int pixel) {
        bytes[blue] = (byte) pixel;
        bytes[blue + 1] = (byte) (pixel >> 8);
        bytes[blue + 2] = (byte) (pixel >> 16);
    }

    private void set(int from, int step, int[] samples) {
        int at = from;
        if (bytes != null) {
            for (int i = 0; i < samples.length; i++, at += step) {
                bytes[at] = (byte) samples[i];
            }
        } else {
            for (int i = 0; i < samples.length; i++, at += step) {
                shorts[at] = (short) samples[i];
            }
        }
    }

    private int get(int at) {
        return bytes != null ? bytes[at] & 0xFF : shorts[at] & 0xFFFF;
    }

    private void put(int at, int sample) {
        if (bytes != null) {
            bytes[at] = (byte) sample;
        } else {
            shorts[at] = (short) sample;
        }
    }

    /** Makes pixels opaque. */
    void setOpaque(int width, int height) {
        int[] row = new int[width];
        Arrays.fill(row, layout.white());
        for (int y = 0; y < height; y++) {
            setAlpha(index(0, y), pixelStride, row);
        }
    }

    /** Premultiplied to straight alpha, in place. */
    void divideByAlpha(int width, int height) {
        int[] colours = {layout.red(), layout.green(), layout.blue()};
        for (int y = 0; y < height; y++) {
            for (int x = 0, pixel = index(0, y); x < width; x++, pixel += pixelStride) {
                int alpha = get(pixel + layout.alpha());
                for (int colour : colours) {
                    int at = pixel + colour;
                    put(at, StraightAlpha.colour(get(at), alpha, layout.white()));
                }
            }
        }
    }
}
