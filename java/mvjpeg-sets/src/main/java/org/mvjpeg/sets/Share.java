package org.mvjpeg.sets;

import java.util.List;
import java.util.Locale;

/**
 * What one picture gets of a set's budget, and why.
 *
 * @param picture which one
 * @param pixels of it
 * @param point how it is to be coded: code it with this QP, and its file has this size
 * @param curve all that was measured of it
 * @param commonSlope quality per byte that all pictures were cut at
 */
public record Share(SetPicture picture, long pixels, OperatingPoint point, RateQualityCurve curve, double commonSlope) {
    private static final double KILOBYTE = 1000;

    /** Bits of the file per pixel. */
    public double bitsPerPixel() {
        return 8.0 * point.bytes() / pixels;
    }

    /** Quality per byte of the step along the hull that leads to the point; infinite at the hull's start, NaN off the hull. */
    public double slopeBefore() {
        int at = hull().indexOf(point);
        return at < 0
                ? Double.NaN
                : at == 0 ? Double.POSITIVE_INFINITY : hull().get(at - 1).slopeTo(point);
    }

    /** Quality per byte of the next step along the hull; 0 at its end, NaN off the hull. */
    public double slopeAfter() {
        int at = hull().indexOf(point);
        return at < 0 ? Double.NaN : at == hull().size() - 1 ? 0 : point.slopeTo(hull().get(at + 1));
    }

    /** Whether the common slope leads here; otherwise the point was taken to fill the rest of the budget. */
    public boolean isOnSlope() {
        return slopeBefore() >= commonSlope && slopeAfter() <= commonSlope;
    }

    private List<OperatingPoint> hull() {
        return curve.hull();
    }

    /**
     * Why it got this point, in one line.
     *
     * @param unit of quality; empty for none
     */
    public String why(String unit) {
        int at = hull().indexOf(point);
        if (at < 0) {
            return "off its hull: fits into the rest of the budget";
        }
        String where = "hull point " + (at + 1) + " of " + hull().size();
        String before = at == 0 ? "the cheapest" : "the step to it gains " + slope(slopeBefore(), unit);
        String after = at == hull().size() - 1 ? "it is the best" : "the next " + slope(slopeAfter(), unit);
        return where + ": " + before + ", " + after + (isOnSlope() ? "" : "; taken to fill the rest of the budget");
    }

    private static String slope(double slope, String unit) {
        return String.format(Locale.ROOT, "%.3g %sper kB", KILOBYTE * slope, unit.isEmpty() ? "" : unit + " ");
    }
}
