package org.mvjpeg.benchmarks;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/**
 * Pictures to measure with: drawn, the same on every machine, with the statistics of a photograph that an encoder feels. Most of the
 * picture has a 1/f amplitude spectrum (each octave of noise as strong as the last, the finest ones damped as by a lens), cut by edges
 * of objects; the upper part is a smooth sky. The system property {@value #PHOTO} names a real photo to use in its place.
 */
public final class PhotoLike {
    /** System property: a picture file to scale to the size wanted. */
    public static final String PHOTO = "mvjpeg.benchmark.photo";

    private static final int OBJECTS = 64;
    private static final double SKY = 0.3;

    private PhotoLike() {}

    /** A picture of {@code TYPE_3BYTE_BGR}, the type that the JDK's JPEG reader makes. */
    public static BufferedImage of(int width, int height) {
        String photo = System.getProperty(PHOTO);
        return photo == null ? draw(width, height) : scaled(new File(photo), width, height);
    }

    private static BufferedImage scaled(File photo, int width, int height) {
        try {
            BufferedImage source = ImageIO.read(photo);
            if (source == null) {
                throw new IllegalArgumentException(PHOTO + ": ImageIO does not read " + photo);
            }
            BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
            Graphics2D graphics = image.createGraphics();
            try {
                graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
                graphics.drawImage(source, 0, 0, width, height, null);
            } finally {
                graphics.dispose();
            }
            return image;
        } catch (IOException e) {
            throw new UncheckedIOException(PHOTO + ": " + e.getMessage(), e);
        }
    }

    private static BufferedImage draw(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        byte[] samples = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        int octaves = 31 - Integer.numberOfLeadingZeros(Math.max(width, height)) - 1;
        int p = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double u = (double) x / width;
                double v = (double) y / height;
                boolean sky = v < SKY + 0.05 * Math.sin(9 * u) + 0.02 * Math.sin(41 * u);
                int object = sky ? 0 : objectAt(u, v, (double) width / height);
                double detail = sky ? 0 : fractal(x, y, octaves, object);
                double light = sky ? 150 + 200 * v : 90 + 8 * (object % 11) + detail;
                samples[p++] = clamp(light + (sky ? 50 : -10 + 5 * (object % 5)));
                samples[p++] = clamp(light + (sky ? 15 : 4));
                samples[p++] = clamp(light + (sky ? -25 : 8 * (object % 4)) + 0.15 * detail);
            }
        }
        return image;
    }

    /** Number of the last of some overlapping discs that covers a point, 0 if none does: edges between different textures. */
    private static int objectAt(double u, double v, double aspect) {
        for (int i = OBJECTS; i > 0; i--) {
            double dx = (u - unit(i, 1, 0)) * aspect;
            double dy = v - (SKY + (1 - SKY) * unit(i, 2, 0));
            double share = unit(i, 3, 0);
            double radius = 0.012 + 0.16 * share * share * share;
            if (dx * dx + dy * dy < radius * radius) {
                return i;
            }
        }
        return 0;
    }

    /** Sums octaves of value noise: equal energy per octave is a 1/f amplitude spectrum. */
    private static double fractal(int x, int y, int octaves, int seed) {
        double contrast = 14 + 12 * unit(seed, 4, 0);
        double sum = 0;
        for (int octave = 0; octave < octaves; octave++) {
            double damping = octave == 0 ? 0.75 : 1;
            sum += damping * noise(x, y, octave + 1, seed);
        }
        return contrast * sum;
    }

    /** Value noise on a lattice of {@code 2^octave} pixels, bilinear, −1 to 1. */
    private static double noise(int x, int y, int octave, int seed) {
        int cell = 1 << octave;
        int i = x >> octave;
        int j = y >> octave;
        double f = (double) (x & cell - 1) / cell;
        double g = (double) (y & cell - 1) / cell;
        int salt = seed * 31 + octave;
        double top = lattice(i, j, salt) * (1 - f) + lattice(i + 1, j, salt) * f;
        double bottom = lattice(i, j + 1, salt) * (1 - f) + lattice(i + 1, j + 1, salt) * f;
        return top * (1 - g) + bottom * g;
    }

    private static double lattice(int i, int j, int salt) {
        return 2 * unit(i, j, salt) - 1;
    }

    /** A number in 0..1 that depends on nothing but the arguments (the finaliser of MurmurHash3). */
    private static double unit(int a, int b, int c) {
        int h = a * 0x8DA6B343 + b * 0xD8163841 + c * 0xCB1AB31F;
        h ^= h >>> 16;
        h *= 0x85EBCA6B;
        h ^= h >>> 13;
        h *= 0xC2B2AE35;
        h ^= h >>> 16;
        return (h >>> 8) / (double) (1 << 24);
    }

    private static byte clamp(double value) {
        return (byte) Math.max(0, Math.min(255, Math.round(value)));
    }
}
