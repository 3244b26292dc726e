package org.mvjpeg.training.proxy;

import java.util.Random;
import java.util.function.BiFunction;
import org.mvjpeg.codec.I420;

/** A change of a picture whose effect on the bits a proxy must foretell. */
public enum Perturbation {
    /** Luma, Gaussian of 0.6 samples. */
    BLUR((plane, width) -> gaussian(plane, width, 0.6), false),
    /** Luma, unsharp mask of one sample by 0.5. */
    SHARPEN(Perturbation::sharpened, false),
    /** Luma, Gaussian of 3 steps, the same at every call. */
    NOISE((plane, width) -> noisy(plane), false),
    /** Chroma, Gaussian of 1.5 samples. */
    CHROMA_BLUR((plane, width) -> gaussian(plane, width, 1.5), true);

    private static final double NOISE_STEPS = 3;
    private static final double SHARPENING = 0.5;

    private final BiFunction<double[], Integer, double[]> change;
    private final boolean chroma;

    Perturbation(BiFunction<double[], Integer, double[]> change, boolean chroma) {
        this.change = change;
        this.chroma = chroma;
    }

    /** The changed picture, rounded. */
    public I420 apply(I420 picture) {
        return apply(picture, 1);
    }

    /**
     * The picture and a multiple of the change, rounded.
     *
     * @param step 1 for the whole change, below 0 for the opposite
     */
    public I420 apply(I420 picture, double step) {
        return chroma
                ? new I420(
                        picture.width(),
                        picture.height(),
                        picture.y(),
                        changed(picture.u(), picture.width() / 2, step),
                        changed(picture.v(), picture.width() / 2, step))
                : new I420(
                        picture.width(),
                        picture.height(),
                        changed(picture.y(), picture.width(), step),
                        picture.u(),
                        picture.v());
    }

    private byte[] changed(byte[] plane, int width, double step) {
        double[] samples = new double[plane.length];
        for (int i = 0; i < plane.length; i++) {
            samples[i] = plane[i] & 0xFF;
        }
        double[] result = change.apply(samples, width);
        byte[] rounded = new byte[plane.length];
        for (int i = 0; i < plane.length; i++) {
            double moved = samples[i] + step * (result[i] - samples[i]);
            rounded[i] = (byte) Math.max(0, Math.min(255, Math.round(moved)));
        }
        return rounded;
    }

    private static double[] noisy(double[] plane) {
        Random random = new Random(1);
        double[] noisy = new double[plane.length];
        for (int i = 0; i < plane.length; i++) {
            noisy[i] = plane[i] + NOISE_STEPS * random.nextGaussian();
        }
        return noisy;
    }

    private static double[] sharpened(double[] plane, int width) {
        double[] blurred = gaussian(plane, width, 1);
        double[] sharp = new double[plane.length];
        for (int i = 0; i < plane.length; i++) {
            sharp[i] = plane[i] + SHARPENING * (plane[i] - blurred[i]);
        }
        return sharp;
    }

    private static double[] gaussian(double[] plane, int width, double sigma) {
        int height = plane.length / width;
        double[] rows = filtered(plane, height, width, width, 1, sigma);
        return filtered(rows, width, 1, height, width, sigma);
    }

    /**
     * Filters lines of samples, whose ends go on outside.
     *
     * @param lineStep from a line's first sample to the next line's
     * @param step from a sample to the next of its line
     */
    private static double[] filtered(double[] plane, int lines, int lineStep, int length, int step, double sigma) {
        int radius = (int) Math.ceil(3 * sigma);
        double[] out = new double[plane.length];
        for (int line = 0; line < lines; line++) {
            for (int i = 0; i < length; i++) {
                double sum = 0;
                double weights = 0;
                for (int k = -radius; k <= radius; k++) {
                    double weight = Math.exp(-k * k / (2 * sigma * sigma));
                    int at = Math.max(0, Math.min(length - 1, i + k));
                    sum += weight * plane[line * lineStep + at * step];
                    weights += weight;
                }
                out[line * lineStep + i * step] = sum / weights;
            }
        }
        return out;
    }
}
