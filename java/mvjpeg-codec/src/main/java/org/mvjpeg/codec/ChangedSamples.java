package org.mvjpeg.codec;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DirectColorModel;
import java.awt.image.Raster;
import java.awt.image.RenderedImage;
import java.awt.image.WritableRaster;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Copies an image's samples with the difference of two sets of planes added. Chroma's difference goes to all four pixels of its sample, so
 * that a coder which halves chroma by averaging finds it again.
 */
abstract class ChangedSamples {
    /** R'G'B' of full-range BT.601, times 2^16, as {@link YuvToRgb}. */
    private static final int RED_OF_V = (int) Math.round(2 * (1 - 0.299) * 65536);

    private static final int GREEN_OF_U = (int) Math.round(-2 * 0.114 * (1 - 0.114) / 0.587 * 65536);
    private static final int GREEN_OF_V = (int) Math.round(-2 * 0.299 * (1 - 0.299) / 0.587 * 65536);
    private static final int BLUE_OF_U = (int) Math.round(2 * (1 - 0.114) * 65536);
    private static final int HALF = 1 << 15;

    /** @return {@code null} for a colour model whose samples cannot be changed one by one */
    static ChangedSamples of(ColorModel model) {
        boolean gray = ColourProfiles.isGray(model.getColorSpace());
        if (model.isAlphaPremultiplied() && model.hasAlpha()
                || !gray && !ColourProfiles.isRgb(model.getColorSpace())
                || IntStream.of(model.getComponentSize()).anyMatch(bits -> bits != Byte.SIZE)) {
            return null;
        }
        if (model instanceof ComponentColorModel && model.getTransferType() == DataBuffer.TYPE_BYTE) {
            return new Components(gray, model.getNumComponents());
        }
        if (model instanceof DirectColorModel packed && model.getTransferType() == DataBuffer.TYPE_INT) {
            return new Packed(packed);
        }
        return null;
    }

    /** The chosen part of an image, with what distinguishes {@code after} from {@code before} added to it. */
    final BufferedImage copy(
            RenderedImage image, Rectangle region, int stepX, int stepY, WholePlanes before, WholePlanes after) {
        int width = (region.width - 1) / stepX + 1;
        int height = (region.height - 1) / stepY + 1;
        Raster from = ImageSamples.raster(image, region);
        ColorModel model = image.getColorModel();
        WritableRaster to =
                Raster.createWritableRaster(from.getSampleModel().createCompatibleSampleModel(width, height), null);
        Differences differences = new Differences(before, after);
        Object pixels = null;
        for (int y = 0; y < height; y++) {
            differences.read(y);
            pixels = from.getDataElements(region.x, region.y + y * stepY, region.width, 1, pixels);
            change(pixels, width, stepX, differences);
            to.setDataElements(0, y, width, 1, pixels);
        }
        return new BufferedImage(model, to, model.isAlphaPremultiplied(), null);
    }

    /** Gathers every {@code step}-th pixel of a row at its beginning, changed. */
    abstract void change(Object pixels, int width, int step, Differences differences);

    private static int clamp(int sample) {
        return sample < 0 ? 0 : Math.min(sample, 255);
    }

    /** A byte for each component, in the order of the colour model. */
    private static final class Components extends ChangedSamples {
        private final boolean gray;
        private final int count;

        private Components(boolean gray, int count) {
            this.gray = gray;
            this.count = count;
        }

        @Override
        void change(Object pixels, int width, int step, Differences differences) {
            byte[] samples = (byte[]) pixels;
            for (int x = 0; x < width; x++) {
                int at = x * count;
                if (step > 1) {
                    System.arraycopy(samples, at * step, samples, at, count);
                }
                if (gray) {
                    add(samples, at, differences.luma(x));
                } else if (differences.any(x)) {
                    add(samples, at, differences.red(x));
                    add(samples, at + 1, differences.green(x));
                    add(samples, at + 2, differences.blue(x));
                }
            }
        }

        private static void add(byte[] samples, int at, int difference) {
            samples[at] = (byte) clamp((samples[at] & 255) + difference);
        }
    }

    /** All components in an {@code int}. */
    private static final class Packed extends ChangedSamples {
        private final int red;
        private final int green;
        private final int blue;
        private final int rest;

        private Packed(DirectColorModel model) {
            red = Integer.numberOfTrailingZeros(model.getRedMask());
            green = Integer.numberOfTrailingZeros(model.getGreenMask());
            blue = Integer.numberOfTrailingZeros(model.getBlueMask());
            rest = ~(model.getRedMask() | model.getGreenMask() | model.getBlueMask());
        }

        @Override
        void change(Object pixels, int width, int step, Differences differences) {
            int[] samples = (int[]) pixels;
            for (int x = 0; x < width; x++) {
                int pixel = samples[x * step];
                samples[x] = differences.any(x)
                        ? pixel & rest
                                | changed(pixel, red, differences.red(x))
                                | changed(pixel, green, differences.green(x))
                                | changed(pixel, blue, differences.blue(x))
                        : pixel;
            }
        }

        private static int changed(int pixel, int shift, int difference) {
            return clamp((pixel >>> shift & 255) + difference) << shift;
        }
    }

    /** What a row's samples are changed by. */
    private static final class Differences {
        private final WholePlanes before;
        private final WholePlanes after;
        private final int[] luma;
        private final int[] chromaU;
        private final int[] chromaV;
        private final byte[][] rows;

        private Differences(WholePlanes before, WholePlanes after) {
            this.before = before;
            this.after = after;
            luma = new int[before.width()];
            chromaU = new int[before.width() / 2];
            chromaV = new int[before.width() / 2];
            rows = new byte[][] {
                new byte[luma.length], new byte[luma.length],
                new byte[chromaU.length], new byte[chromaU.length],
                new byte[chromaV.length], new byte[chromaV.length]
            };
        }

        /** Goes to a row; rows follow each other from the first. */
        private void read(int row) {
            before.row(0, row, rows[0]);
            after.row(0, row, rows[1]);
            subtract(rows[0], rows[1], luma);
            if ((row & 1) == 0) {
                before.row(1, row / 2, rows[2]);
                before.row(2, row / 2, rows[4]);
                after.row(1, row / 2, rows[3]);
                after.row(2, row / 2, rows[5]);
                subtract(rows[2], rows[3], chromaU);
                subtract(rows[4], rows[5], chromaV);
            }
        }

        private static void subtract(byte[] before, byte[] after, int[] differences) {
            Arrays.setAll(differences, i -> (after[i] & 255) - (before[i] & 255));
        }

        private boolean any(int x) {
            return (luma[x] | chromaU[x / 2] | chromaV[x / 2]) != 0;
        }

        private int luma(int x) {
            return luma[x];
        }

        private int red(int x) {
            return luma[x] + (RED_OF_V * chromaV[x / 2] + HALF >> 16);
        }

        private int green(int x) {
            return luma[x] + (GREEN_OF_U * chromaU[x / 2] + GREEN_OF_V * chromaV[x / 2] + HALF >> 16);
        }

        private int blue(int x) {
            return luma[x] + (BLUE_OF_U * chromaU[x / 2] + HALF >> 16);
        }
    }
}
