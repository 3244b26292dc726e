package org.mvjpeg.evaluation.networks;

import java.awt.image.BufferedImage;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** Brings pictures to a network's input as its description says. */
final class Preprocessing {
    private final int width;
    private final int height;
    private final ResizeRule rule;
    private final Normalisation normalisation;

    Preprocessing(NetworkDescription description) {
        this.width = description.width();
        this.height = description.height();
        this.rule = description.resize();
        this.normalisation = description.normalisation();
    }

    NetworkInput apply(BufferedImage picture) {
        byte[] rgb = Samples.rgb(picture);
        int w = picture.getWidth();
        int h = picture.getHeight();
        if (rule instanceof ResizeRule.Crop crop && (w != h || w > crop.wholeSquaresUpTo())) {
            return crop(rgb, w, h, crop.shortSide());
        }
        if (rule instanceof ResizeRule.Letterbox letterbox) {
            return letterbox(rgb, w, h, letterbox.fill());
        }
        byte[] resized = resize(rgb, w, h, width, height);
        return new NetworkInput(blob(resized, width, height, 0, 0, 0), (double) width / w, (double) height / h);
    }

    private NetworkInput crop(byte[] rgb, int w, int h, int shortSide) {
        double scale = (double) shortSide / Math.min(w, h);
        int toWidth = w <= h ? shortSide : (int) Math.round(w * scale);
        int toHeight = h <= w ? shortSide : (int) Math.round(h * scale);
        byte[] resized = resize(rgb, w, h, toWidth, toHeight);
        return new NetworkInput(
                blob(resized, toWidth, toHeight, (toWidth - width) / 2, (toHeight - height) / 2, 0), scale, scale);
    }

    private NetworkInput letterbox(byte[] rgb, int w, int h, int fill) {
        double scale = Math.min((double) width / w, (double) height / h);
        int toWidth = Math.max((int) (w * scale), 1);
        int toHeight = Math.max((int) (h * scale), 1);
        byte[] resized = resize(rgb, w, h, toWidth, toHeight);
        return new NetworkInput(blob(resized, toWidth, toHeight, 0, 0, fill), scale, scale);
    }

    private static byte[] resize(byte[] rgb, int width, int height, int toWidth, int toHeight) {
        if (width == toWidth && height == toHeight) {
            return rgb;
        }
        boolean shrinks = toWidth <= width && toHeight <= height;
        try (PointerScope scope = new PointerScope()) {
            Mat from = new Mat(height, width, opencv_core.CV_8UC3, new BytePointer(rgb));
            Mat to = new Mat();
            opencv_imgproc.resize(
                    from,
                    to,
                    new Size(toWidth, toHeight),
                    0,
                    0,
                    shrinks ? opencv_imgproc.INTER_AREA : opencv_imgproc.INTER_CUBIC);
            byte[] resized = new byte[3 * toWidth * toHeight];
            to.data().get(resized);
            return resized;
        }
    }

    /** The input-sized part from (left, top) on, filled up where the samples end. */
    private float[] blob(byte[] rgb, int w, int h, int left, int top, int fill) {
        float[] nchw = new float[3 * width * height];
        for (int plane = 0, at = 0; plane < 3; plane++) {
            int channel = normalisation.channels() == ChannelOrder.RGB ? plane : 2 - plane;
            float mean = normalisation.mean().get(plane);
            float scale = normalisation.scale().get(plane);
            for (int y = top; y < top + height; y++) {
                for (int x = left; x < left + width; x++) {
                    int sample = x < w && y < h ? rgb[3 * (y * w + x) + channel] & 0xFF : fill;
                    nchw[at++] = (sample - mean) * scale;
                }
            }
        }
        return nchw;
    }
}
