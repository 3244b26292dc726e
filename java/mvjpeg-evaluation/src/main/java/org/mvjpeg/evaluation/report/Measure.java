package org.mvjpeg.evaluation.report;

import java.util.Locale;

/** What is measured over a set of pictures. */
public enum Measure {
    /** Share of pictures whose label is the classifier's best class. */
    TOP1("top1", "top-1", "%", 100, false),

    /** Share of pictures whose label is among the classifier's five best classes. */
    TOP5("top5", "top-5", "%", 100, false),

    /** Mean average precision at IoU 0.50. */
    AP50("map50", "mAP@.5", "%", 100, false),

    /** Mean average precision over IoU 0.50 to 0.95. */
    AP("map", "mAP@[.5:.95]", "%", 100, false),

    /**
     * With the network's own answer to the uncompressed picture: of classifiers the share of pictures with the same best class, of
     * detectors average precision at IoU 0.50 against the boxes that score 0.3 or more there.
     */
    AGREEMENT("agreement", "agreement", "%", 100, false),

    /**
     * Mean Kullback-Leibler divergence from the answer to the uncompressed picture: of classifiers that of the class probabilities, of
     * detectors the sum of those of all scores. The least noisy one, as every picture adds to it.
     */
    KL("kl", "KL divergence", "nats", 1, true),

    /** Mean peak signal-to-noise ratio of luma. */
    PSNR("psnrY", "PSNR Y", "dB", 1, false),

    /** Mean multi-scale structural similarity of luma. */
    MS_SSIM("msSsim", "MS-SSIM", "", 1, false);

    private final String key;
    private final String label;
    private final String unit;
    private final double scale;
    private final boolean lowerIsBetter;

    Measure(String key, String label, String unit, double scale, boolean lowerIsBetter) {
        this.key = key;
        this.label = label;
        this.unit = unit;
        this.scale = scale;
        this.lowerIsBetter = lowerIsBetter;
    }

    /** Its name in JSON. */
    public String key() {
        return key;
    }

    /** Its name in tables. */
    public String label() {
        return label;
    }

    /** The unit in tables and charts: a share is shown in percent. */
    public String unit() {
        return unit;
    }

    /** A value in the unit of tables and charts. */
    public double shown(double value) {
        return scale * value;
    }

    /** The value as tables show it, without its unit. */
    public String format(double value) {
        String form = this == KL ? "%.3f" : this == MS_SSIM ? "%.4f" : "%.1f";
        return Double.isFinite(value) ? String.format(Locale.ROOT, form, shown(value)) : "–";
    }

    /** The value, negated if need be so that more is better. */
    double quality(double value) {
        return lowerIsBetter ? -value : value;
    }
}
