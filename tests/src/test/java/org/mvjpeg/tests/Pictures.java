package org.mvjpeg.tests;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Pictures drawn in code, and how far two of them are apart. */
final class Pictures {
    /** The types of {@link BufferedImage}, by number. */
    static final int[] TYPES = IntStream.rangeClosed(BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_BYTE_INDEXED)
            .toArray();

    private Pictures() {}

    /** Slopes, edges and fine lines; the alpha types get a soft hole. */
    static BufferedImage draw(int width, int height, int type) {
        return paint(new BufferedImage(width, height, type));
    }

    /** A drawn picture under fine grain. */
    static BufferedImage textured(int width, int height, int type) {
        BufferedImage image = draw(width, height, type);
        Random random = new Random(7);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int rgb = image.getRGB(x, y);
                int grain = random.nextInt(17) - 8;
                int changed = rgb & 0xFF000000;
                for (int shift = 0; shift <= 16; shift += 8) {
                    changed |= Math.max(0, Math.min(255, (rgb >> shift & 255) + grain)) << shift;
                }
                image.setRGB(x, y, changed);
            }
        }
        return image;
    }

    static BufferedImage paint(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        Graphics2D g = image.createGraphics();
        try {
            g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            g.setPaint(new GradientPaint(0, 0, new Color(30, 60, 140), width, height, new Color(230, 190, 90)));
            g.fillRect(0, 0, width, height);
            g.setPaint(new Color(180, 40, 50));
            g.fill(new Ellipse2D.Double(width * 0.2, height * 0.25, width * 0.4, height * 0.5));
            g.setPaint(Color.WHITE);
            for (int i = 0; i < 6; i++) {
                g.drawLine(i * width / 6, 0, width / 2, height);
            }
        } finally {
            g.dispose();
        }
        if (image.getColorModel().hasAlpha()) {
            fade(image);
        }
        return image;
    }

    private static void fade(BufferedImage image) {
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int alpha = 255 * (x + y + 1) / (image.getWidth() + image.getHeight());
                image.setRGB(x, y, alpha << 24 | image.getRGB(x, y) & 0xffffff);
            }
        }
    }

    /** A picture with 8 or 16 bits per sample in any colour space. */
    static BufferedImage component(int width, int height, ColorSpace space, boolean alpha, int dataType) {
        ComponentColorModel model = new ComponentColorModel(
                space, alpha, false, alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE, dataType);
        WritableRaster raster = Raster.createInterleavedRaster(dataType, width, height, model.getNumComponents(), null);
        int max = dataType == DataBuffer.TYPE_USHORT ? 65535 : 255;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int b = 0; b < raster.getNumBands(); b++) {
                    double wave = 0.5 + 0.4 * Math.sin((x * (b + 1) + y * 2) * 3.0 / (width + height));
                    raster.setSample(x, y, b, (int) Math.round(wave * max));
                }
            }
        }
        return new BufferedImage(model, raster, false, null);
    }

    static byte[] encode(BufferedImage image) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (!ImageIO.write(image, "mvjpeg", out)) {
            throw new IOException("no writer for mvjpeg");
        }
        return out.toByteArray();
    }

    static BufferedImage decode(byte[] file) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(file));
    }

    /** With 16 bits per sample where the file has more than 8. */
    static BufferedImage decodeAsCoded(byte[] file) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("mvjpeg").next();
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(in);
            ImageReadParam param = reader.getDefaultReadParam();
            param.setDestinationType(reader.getRawImageType(0));
            return reader.read(0, param);
        } finally {
            reader.dispose();
        }
    }

    /** Peak signal-to-noise ratio over the red, green and blue of two pictures of one size, dB; infinite where they are equal. */
    static double psnr(BufferedImage a, BufferedImage b) {
        if (a.getWidth() != b.getWidth() || a.getHeight() != b.getHeight()) {
            throw new AssertionError("sizes differ: " + a.getWidth() + "x" + a.getHeight() + " and " + b.getWidth()
                    + "x" + b.getHeight());
        }
        double sum = 0;
        for (int y = 0; y < a.getHeight(); y++) {
            for (int x = 0; x < a.getWidth(); x++) {
                int p = a.getRGB(x, y);
                int q = b.getRGB(x, y);
                for (int shift = 0; shift <= 16; shift += 8) {
                    int d = (p >> shift & 0xff) - (q >> shift & 0xff);
                    sum += d * d;
                }
            }
        }
        return 10 * Math.log10(255 * 255 * 3.0 * a.getWidth() * a.getHeight() / sum);
    }

    /** The largest differences of blue, green, red and alpha of two pictures of one size. */
    static List<Integer> largestDifferences(BufferedImage a, BufferedImage b) {
        int[] largest = new int[4];
        for (int y = 0; y < a.getHeight(); y++) {
            for (int x = 0; x < a.getWidth(); x++) {
                int p = a.getRGB(x, y);
                int q = b.getRGB(x, y);
                for (int c = 0; c < 4; c++) {
                    largest[c] = Math.max(largest[c], Math.abs((p >> 8 * c & 0xff) - (q >> 8 * c & 0xff)));
                }
            }
        }
        return IntStream.of(largest).boxed().toList();
    }

    /** Root of the mean squared difference of the alpha of two pictures of one size. */
    static double alphaError(BufferedImage a, BufferedImage b) {
        double sum = 0;
        for (int y = 0; y < a.getHeight(); y++) {
            for (int x = 0; x < a.getWidth(); x++) {
                int d = (a.getRGB(x, y) >>> 24) - (b.getRGB(x, y) >>> 24);
                sum += d * d;
            }
        }
        return Math.sqrt(sum / a.getWidth() / a.getHeight());
    }

    /** The same samples in sRGB, so that pictures are compared without their profiles. */
    static BufferedImage withoutProfile(BufferedImage image) {
        BufferedImage copy = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
        int[] row = new int[image.getWidth() * image.getRaster().getNumBands()];
        int bands = image.getRaster().getNumBands();
        int[] rgb = new int[image.getWidth() * 3];
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRaster().getPixels(0, y, image.getWidth(), 1, row);
            for (int i = 0; i < rgb.length; i++) {
                rgb[i] = row[i / 3 * bands + Math.min(i % 3, bands - 1)];
            }
            copy.getRaster().setPixels(0, y, image.getWidth(), 1, rgb);
        }
        return copy;
    }
}
