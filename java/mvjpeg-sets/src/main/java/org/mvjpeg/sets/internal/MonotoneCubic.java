package org.mvjpeg.sets.internal;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Piecewise-cubic Hermite interpolation that neither overshoots nor adds extrema (PCHIP).
 *
 * <p>Source: Fritsch and Carlson, "Monotone Piecewise Cubic Interpolation", SIAM J. Numer. Anal. 17 (1980), with the
 * three-point derivatives of Fritsch and Butland, SIAM J. Sci. Stat. Comput. 5 (1984), the choice of the JCT-VC
 * sheets, MATLAB and SciPy. Through two points it is the line.
 */
public final class MonotoneCubic {
    private final double[] x;
    private final double[] y;
    private final double[] slope;

    /**
     * Interpolates the points.
     *
     * @param points at least 2
     * @param abscissa strictly increasing along the points
     */
    public <P> MonotoneCubic(
            List<P> points, ToDoubleFunction<? super P> abscissa, ToDoubleFunction<? super P> ordinate) {
        x = points.stream().mapToDouble(abscissa).toArray();
        y = points.stream().mapToDouble(ordinate).toArray();
        slope = slopes(x, y);
    }

    /** The least abscissa. */
    public double first() {
        return x[0];
    }

    /** The largest abscissa. */
    public double last() {
        return x[x.length - 1];
    }

    /** The value at an abscissa; beyond the points it goes on as the line that it ends with. */
    public double at(double abscissa) {
        if (abscissa <= first()) {
            return y[0] + slope[0] * (abscissa - first());
        }
        int end = x.length - 1;
        if (abscissa >= last()) {
            return y[end] + slope[end] * (abscissa - last());
        }
        int i = 0;
        while (x[i + 1] <= abscissa) {
            i++;
        }
        double h = x[i + 1] - x[i];
        double t = (abscissa - x[i]) / h;
        double t2 = t * t;
        double t3 = t2 * t;
        return (2 * t3 - 3 * t2 + 1) * y[i]
                + (3 * t2 - 2 * t3) * y[i + 1]
                + h * ((t3 - 2 * t2 + t) * slope[i] + (t3 - t2) * slope[i + 1]);
    }

    /** Mean value over [low, high], exact; the range must lie within the knots and not be empty. */
    public double mean(double low, double high) {
        double sum = 0;
        for (int i = 0; i + 1 < x.length; i++) {
            double from = Math.max(low, x[i]);
            double to = Math.min(high, x[i + 1]);
            if (to > from) {
                sum += integral(i, to) - integral(i, from);
            }
        }
        return sum / (high - low);
    }

    /** Integral of piece {@code i} from its left knot to {@code to}: the Hermite basis, integrated. */
    private double integral(int i, double to) {
        double h = x[i + 1] - x[i];
        double t = (to - x[i]) / h;
        double t2 = t * t;
        double t3 = t2 * t;
        double t4 = t3 * t;
        double value = (t4 / 2 - t3 + t) * y[i] + (t3 - t4 / 2) * y[i + 1];
        double bend = (t4 / 4 - 2 * t3 / 3 + t2 / 2) * slope[i] + (t4 / 4 - t3 / 3) * slope[i + 1];
        return h * (value + h * bend);
    }

    private static double[] slopes(double[] x, double[] y) {
        int pieces = x.length - 1;
        double[] h = new double[pieces];
        double[] secant = new double[pieces];
        for (int i = 0; i < pieces; i++) {
            h[i] = x[i + 1] - x[i];
            secant[i] = (y[i + 1] - y[i]) / h[i];
        }
        if (pieces == 1) {
            return new double[] {secant[0], secant[0]};
        }
        double[] slope = new double[x.length];
        for (int i = 1; i < pieces; i++) {
            if (secant[i - 1] * secant[i] > 0) {
                double left = 2 * h[i] + h[i - 1];
                double right = h[i] + 2 * h[i - 1];
                slope[i] = (left + right) / (left / secant[i - 1] + right / secant[i]);
            }
        }
        slope[0] = endSlope(h[0], h[1], secant[0], secant[1]);
        slope[pieces] = endSlope(h[pieces - 1], h[pieces - 2], secant[pieces - 1], secant[pieces - 2]);
        return slope;
    }

    /** The parabola's slope at the end, held back to where the end piece stays monotone. */
    private static double endSlope(double h, double hNext, double secant, double secantNext) {
        double slope = ((2 * h + hNext) * secant - h * secantNext) / (h + hNext);
        if (Math.signum(slope) != Math.signum(secant)) {
            return 0;
        }
        boolean turns = Math.signum(secant) != Math.signum(secantNext);
        return turns && Math.abs(slope) > 3 * Math.abs(secant) ? 3 * secant : slope;
    }
}
