package org.mvjpeg.evaluation.arms;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** Gaussian blur of RGB samples. */
final class GaussianBlur {
    private GaussianBlur() {}

    /** Standard deviation in pixels: 0.3 at QP 22, 0.8 at QP 47, 0 up to QP 7. */
    static double sigma(int qp) {
        return Math.max(0, 0.02 * (qp - 7));
    }

    /** A blurred copy of a {@code TYPE_3BYTE_BGR} picture; the picture itself where sigma is 0. */
    static BufferedImage apply(BufferedImage picture, double sigma) {
        if (sigma <= 0) {
            return picture;
        }
        int width = picture.getWidth();
        int height = picture.getHeight();
        BufferedImage blurred = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        try (PointerScope scope = new PointerScope()) {
            Mat from = new Mat(height, width, opencv_core.CV_8UC3, new BytePointer(samples(picture)));
            Mat to = new Mat();
            opencv_imgproc.GaussianBlur(from, to, new Size(0, 0), sigma);
            to.data().get(samples(blurred));
        }
        return blurred;
    }

    private static byte[] samples(BufferedImage picture) {
        return ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
    }
}
