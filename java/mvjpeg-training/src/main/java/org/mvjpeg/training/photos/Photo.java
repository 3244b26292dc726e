package org.mvjpeg.training.photos;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;

/**
 * An sRGB picture in memory; the array is not copied.
 *
 * @param width pixels
 * @param height pixels
 * @param rgb {@code 3 * width * height} samples: red, green, blue, pixel by pixel, row by row
 */
public record Photo(int width, int height, byte[] rgb) {
    /** @throws IllegalArgumentException if the array has another number of samples */
    public Photo {
        if (width < 1 || height < 1 || rgb.length != 3L * width * height) {
            throw new IllegalArgumentException(rgb.length + " samples do not make " + width + "x" + height + " pixels");
        }
    }

    /** The length of the shorter side in pixels. */
    public int shortSide() {
        return Math.min(width, height);
    }

    /** The pixels in sRGB; transparent ones on black. */
    public static Photo of(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        BufferedImage plain = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = plain.createGraphics();
        try {
            graphics.drawImage(image, 0, 0, null);
        } finally {
            graphics.dispose();
        }
        byte[] bgr = ((DataBufferByte) plain.getRaster().getDataBuffer()).getData();
        byte[] rgb = new byte[bgr.length];
        for (int i = 0; i < bgr.length; i += 3) {
            rgb[i] = bgr[i + 2];
            rgb[i + 1] = bgr[i + 1];
            rgb[i + 2] = bgr[i];
        }
        return new Photo(width, height, rgb);
    }

    /** The same pixels, copied. */
    public BufferedImage image() {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        byte[] bgr = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        for (int i = 0; i < rgb.length; i += 3) {
            bgr[i] = rgb[i + 2];
            bgr[i + 1] = rgb[i + 1];
            bgr[i + 2] = rgb[i];
        }
        return image;
    }
}
