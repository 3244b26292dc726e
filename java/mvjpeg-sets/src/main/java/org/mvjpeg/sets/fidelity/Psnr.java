package org.mvjpeg.sets.fidelity;

/** Peak signal-to-noise ratio, {@code 10 log10(255^2 / MSE)}, for a peak of 255. */
public final class Psnr {
    private static final double PEAK = 255;

    private Psnr() {}

    /**
     * Mean squared error of one plane against the other.
     *
     * @return 0 to 65025
     * @throws IllegalArgumentException for planes of two sizes
     */
    public static double meanSquaredError(Plane reference, Plane coded) {
        coded.requireSizeOf(reference);
        double sum = 0;
        for (int y = 0; y < reference.height(); y++) {
            for (int x = 0; x < reference.width(); x++) {
                double difference = (double) reference.at(x, y) - coded.at(x, y);
                sum += difference * difference;
            }
        }
        return sum / ((double) reference.width() * reference.height());
    }

    /**
     * Ratio of one plane to the error of the other.
     *
     * @return dB, 0 or more; positive infinity for equal planes
     * @throws IllegalArgumentException for planes of two sizes
     */
    public static double of(Plane reference, Plane coded) {
        return 10 * Math.log10(PEAK * PEAK / meanSquaredError(reference, coded));
    }
}
