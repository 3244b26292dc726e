package org.mvjpeg.training.proxy;

import java.util.Arrays;
import java.util.Locale;

/**
 * How a figure changes along a direction, per whole {@link Perturbation}, mean of the pictures.
 *
 * @param proxy by the proxy's gradient
 * @param codec by the codec's finite difference
 * @param error standard error of the codec's
 */
public record Slope(double proxy, double codec, double error) {
    /** Standard errors to either side within which the codec's slope may lie. */
    private static final double DOUBT = 2;

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
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    /** Whether the codec's slope is at least two standard errors from 0. */
    public boolean sure() {
        return codec != 0 && Math.abs(codec) >= DOUBT * error;
    }

    /** The proxy's by the codec's; means something where that is {@link #sure}. */
    public double ratio() {
        return proxy / codec;
    }

    /**
     * Whether the proxy's slope is this often a slope that the codec's may be, within two standard errors.
     *
     * @param least ratio, above 0
     * @param most ratio
     */
    public boolean within(double least, double most) {
        double low = codec - DOUBT * error;
        double high = codec + DOUBT * error;
        return proxy >= low * (low > 0 ? least : most) && proxy <= high * (high > 0 ? most : least);
    }

    /** Such as {@code x0.75 of +0.120 ± 0.030}, the codec's last; the proxy's own slope instead of the ratio where the codec's is not sure. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                sure() ? "x%.2f of %+.3f ± %.3f" : "%+.3f of %+.3f ± %.3f",
                sure() ? ratio() : proxy,
                codec,
                error);
    }
}
