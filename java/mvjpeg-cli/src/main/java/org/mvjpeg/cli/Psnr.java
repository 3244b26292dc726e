package org.mvjpeg.cli;

import java.awt.image.BufferedImage;
import java.util.Locale;

/**
 * Peak signal-to-noise ratio of two 8-bit pictures, {@code 10 log10(255² / MSE)} in dB; infinite where they are equal.
 *
 * @param luma of full-range BT.601 luma, {@code 0.299 R + 0.587 G + 0.114 B}, not rounded
 * @param rgb of the mean squared error over all three channels
 */
record Psnr(double luma, double rgb) {
    /** Compares two pictures of one size; alpha is ignored. @throws IllegalArgumentException if the sizes differ */
    static Psnr between(BufferedImage a, BufferedImage b) {
        int width = a.getWidth();
        int height = a.getHeight();
        if (b.getWidth() != width || b.getHeight() != height) {
            throw new IllegalArgumentException("pictures of " + width + "x" + height + " and " + b.getWidth() + "x"
                    + b.getHeight() + " cannot be compared");
        }
        int[] rowA = new int[width];
        int[] rowB = new int[width];
        double lumaError = 0;
        long rgbError = 0;
        for (int y = 0; y < height; y++) {
            a.getRGB(0, y, width, 1, rowA, 0, width);
            b.getRGB(0, y, width, 1, rowB, 0, width);
            for (int x = 0; x < width; x++) {
                int red = (rowA[x] >> 16 & 0xFF) - (rowB[x] >> 16 & 0xFF);
                int green = (rowA[x] >> 8 & 0xFF) - (rowB[x] >> 8 & 0xFF);
                int blue = (rowA[x] & 0xFF) - (rowB[x] & 0xFF);
                double luma = 0.299 * red + 0.587 * green + 0.114 * blue;
                lumaError += luma * luma;
                rgbError += red * red + green * green + blue * blue;
            }
        }
        double pixels = (double) width * height;
        return new Psnr(decibels(lumaError / pixels), decibels(rgbError / (3 * pixels)));
    }

    private static double decibels(double meanSquaredError) {
        return meanSquaredError == 0 ? Double.POSITIVE_INFINITY : 10 * Math.log10(255.0 * 255.0 / meanSquaredError);
    }

    /** A ratio with two digits, or {@code exact}. */
    static String format(double decibels) {
        return Double.isInfinite(decibels) ? "exact" : String.format(Locale.ROOT, "%.2f", decibels);
    }
}
