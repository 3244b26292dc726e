package org.mvjpeg.codec;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferUShort;

/**
 * The image that is decoded to; its memory is taken when the first data have decoded, not when a header claims a size. Samples are
 * named by where they are in the image's array, which {@link Placement} tells.
 */
final class Destination {
    private final int width;
    private final int height;
    private final SampleLayout layout;
    private final byte[] icc;
    private BufferedImage image;

    /** Set when the image is, one of the two. */
    private byte[] bytes;

    private short[] shorts;

    /** @param icc the profile of the samples; null for sRGB */
    Destination(int width, int height, SampleLayout layout, byte[] icc) {
        this.width = width;
        this.height = height;
        this.layout = layout;
        this.icc = icc;
    }

    BufferedImage image() {
        if (image == null) {
            image = DecodedImages.create(width, height, layout, icc);
            switch (layout.bits()) {
                case 8 -> bytes = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
                default -> shorts = ((DataBufferUShort) image.getRaster().getDataBuffer()).getData();
            }
        }
        return image;
    }

    /** Bits of a sample, 8 or 16. */
    int bits() {
        return layout.bits();
    }

    /** Samples of a pixel. */
    int pixelStride() {
        return layout.samples();
    }

    /**
     * Writes a row of colours.
     *
     * @param first index of the first pixel
     * @param step from a pixel to the next
     */
    void set(int first, int step, int[] red, int[] green, int[] blue) {
        set(first + layout.red(), step, red);
        set(first + layout.green(), step, green);
        set(first + layout.blue(), step, blue);
    }

    /** Writes a row of alpha, like {@link #set(int, int, int[], int[], int[])}. */
    void setAlpha(int first, int step, int[] alpha) {
        set(first + layout.alpha(), step, alpha);
    }

    private void set(int first, int step, int[] samples) {
        image();
        int at = first;
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

    /** Premultiplied to straight alpha, in place. */
    void divideByAlpha() {
        int[] value = new int[1];
        int white = layout.white();
        int[] colours = {layout.red(), layout.green(), layout.blue()};
        for (int pixel = 0; pixel < width * height * pixelStride(); pixel += pixelStride()) {
            int alpha = get(pixel + layout.alpha());
            for (int colour : colours) {
                long scaled = (long) get(pixel + colour) * white + alpha / 2;
                value[0] = alpha == 0 ? 0 : (int) Math.min(white, scaled / alpha);
                set(pixel + colour, 0, value);
            }
        }
    }
}
