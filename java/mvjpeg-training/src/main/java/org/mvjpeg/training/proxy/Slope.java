package org.mvjpeg.training.proxy;

import java.util.Locale;

/**
 * How a figure changes along a direction, per whole {@link Perturbation}, mean of the pictures.
 *
 * @param proxy by the proxy's gradient
 * @param codec by the codec's finite difference
 * @param error standard error of the codec's
 */
public record Slope(double proxy, double codec, double error) {
    /** A codec's slope below so many standard errors may as well be 0, and a ratio to it anything. */
    private static final double DECISIVE = 2;

    /** The slopes of single pictures, at least 2. */
    static Slope of(double[] proxy, double[] codec) {
        double mean = mean(codec);
        double squares = 0;
        for (double value : codec) {
            squares += (value - mean) * (value - mean);
        }
        return new Slope(mean(proxy), mean, Math.sqrt(squares / (codec.length - 1) / codec.length));
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** Whether the codec's slope is at least two standard errors from 0. */
    public boolean sure() {
        return codec != 0 && Math.abs(codec) >= DECISIVE * error;
    }

    /** The proxy's by the codec's; means something where that is {@link #sure}. */
    public double ratio() {
        return proxy / codec;
    }

    /** Such as {@code x0.75 of +0.120}, the codec's last. */
    @Override
    public String toString() {
        return sure()
                ? String.format(Locale.ROOT, "x%.2f of %+.3f", ratio(), codec)
                : String.format(Locale.ROOT, "%+.3f of %+.3f ± %.3f, unsure", proxy, codec, error);
    }
}
