package org.mvjpeg.evaluation.metrics;

/**
 * What one setting of a coder costs and what it is worth.
 *
 * @param bpp bits per pixel of the whole file, finite, above 0
 * @param quality any measure that grows as pictures get better (top-1, mAP, PSNR in dB, a negated divergence), finite
 */
public record RatePoint(double bpp, double quality) {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException for a rate that is not finite and above 0, or a quality that is not finite
     */
    public RatePoint {
        if (!(bpp > 0 && bpp < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("bpp is " + bpp + ", must be finite and above 0");
        }
        if (!Double.isFinite(quality)) {
            throw new IllegalArgumentException("quality is " + quality + ", must be finite");
        }
    }

    /** Natural logarithm of the rate in bits per pixel. */
    double lnRate() {
        return Math.log(bpp);
    }
}
