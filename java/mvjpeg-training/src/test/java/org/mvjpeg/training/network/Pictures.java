package org.mvjpeg.training.network;

import java.awt.image.BufferedImage;
import java.util.Random;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.Tensor;
import org.mvjpeg.kernel.Kernel;
import org.mvjpeg.kernel.Planes;
import org.mvjpeg.kernel.Source;
import org.mvjpeg.training.proxy.PlaneTensors;
import org.mvjpeg.training.tensor.Tensors;

/** RGB pictures for the kernel, and the planes that the kernel's own conversion makes of their surroundings. */
record Pictures(byte[] rgb, int width, int height) {
    static Pictures of(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        byte[] rgb = new byte[3 * width * height];
        for (int k = 0; k < width * height; k++) {
            int pixel = image.getRGB(k % width, k / width);
            for (int c = 0; c < 3; c++) {
                rgb[3 * k + c] = (byte) (pixel >> 8 * (2 - c));
            }
        }
        return new Pictures(rgb, width, height);
    }

    /** A flat upper third, a soft gradient, and noise at the bottom. */
    static Pictures drawn(int width, int height, Random random) {
        byte[] rgb = new byte[3 * width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < 3; c++) {
                    int value = 3 * y < height
                            ? 60 + 40 * c
                            : 3 * y < 2 * height
                                    ? (int) (128 + 90 * Math.sin(0.3 * x + 0.2 * c * y)) + random.nextInt(5)
                                    : random.nextInt(256);
                    rgb[3 * (y * width + x) + c] = (byte) value;
                }
            }
        }
        return new Pictures(rgb, width, height);
    }

    static Pictures flat(int width, int height, int value) {
        byte[] rgb = new byte[3 * width * height];
        java.util.Arrays.fill(rgb, (byte) value);
        return new Pictures(rgb, width, height);
    }

    int codedWidth() {
        return (width + 1) / 2 * 2;
    }

    int codedHeight() {
        return (height + 1) / 2 * 2;
    }

    /** Y, U, V of the coded size. */
    byte[] through(Kernel kernel, int qp) {
        return process(kernel, rgb, width, height, codedWidth(), codedHeight(), qp);
    }

    /** The RGB picture continued by its edges, converted. */
    ExtendedPlanes extended(int margin) {
        int w = 4 * margin + ExtendedPlanes.whole(codedWidth());
        int h = 4 * margin + ExtendedPlanes.whole(codedHeight());
        byte[] large = new byte[3 * w * h];
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                int fromX = Math.max(0, Math.min(x - 2 * margin, width - 1));
                int fromY = Math.max(0, Math.min(y - 2 * margin, height - 1));
                System.arraycopy(rgb, 3 * (fromY * width + fromX), large, 3 * (y * w + x), 3);
            }
        }
        try (Kernel converter = Kernel.converter("cpu")) {
            return new ExtendedPlanes(
                    planes(process(converter, large, w, h, w, h, 0), w, h), margin, codedHeight(), codedWidth());
        }
    }

    static PlaneTensors planes(byte[] i420, int width, int height) {
        int luma = width * height;
        return new PlaneTensors(
                plane(i420, 0, width, height),
                plane(i420, luma, width / 2, height / 2),
                plane(i420, luma + luma / 4, width / 2, height / 2));
    }

    static byte[] i420(PlaneTensors planes) {
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        for (Tensor plane : new Tensor[] {planes.y(), planes.u(), planes.v()}) {
            for (float value : Tensors.floats(plane)) {
                if (value != Math.rint(value) || value < 0 || value > 255) {
                    throw new AssertionError("sample " + value);
                }
                out.write((int) value);
            }
        }
        return out.toByteArray();
    }

    private static Tensor plane(byte[] bytes, int from, int width, int height) {
        float[] values = new float[width * height];
        for (int k = 0; k < values.length; k++) {
            values[k] = Byte.toUnsignedInt(bytes[from + k]);
        }
        return Tensors.of(values, 1, 1, height, width);
    }

    private static byte[] process(
            Kernel kernel, byte[] pixels, int width, int height, int codedWidth, int codedHeight, int qp) {
        int luma = codedWidth * codedHeight;
        try (BytePointer in = new BytePointer(pixels);
                BytePointer out = new BytePointer(luma + luma / 2);
                BytePointer u = out.getPointer(luma);
                BytePointer v = out.getPointer(luma + luma / 4)) {
            kernel.process(
                    new Source(in, 3L * width, 3, 0, 1, 2, width, height),
                    qp,
                    new Planes(out, u, v, codedWidth, codedWidth / 2, codedWidth / 2, codedWidth, codedHeight),
                    1);
            byte[] result = new byte[luma + luma / 2];
            out.get(result);
            return result;
        }
    }
}
