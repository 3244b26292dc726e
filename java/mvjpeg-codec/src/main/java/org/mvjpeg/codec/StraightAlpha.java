package org.mvjpeg.codec;

/** Colours that were multiplied by their alpha, as they were before. */
final class StraightAlpha {
    private StraightAlpha() {}

    /**
     * A colour divided by its alpha, rounded; 0 where nothing is seen.
     *
     * @param premultiplied 0 to {@code alpha}; what is beyond counts as {@code alpha}
     * @param alpha on the scale of {@code premultiplied}
     * @param white of the scale of the result
     */
    static int colour(int premultiplied, int alpha, int white) {
        return alpha == 0 ? 0 : (int) Math.min(white, ((long) premultiplied * white + alpha / 2) / alpha);
    }
}
