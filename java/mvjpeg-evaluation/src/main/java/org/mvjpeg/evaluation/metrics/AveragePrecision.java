package org.mvjpeg.evaluation.metrics;

/**
 * Average precision, the mean over the classes present.
 *
 * @param ap mean over the IoU thresholds 0.50 to 0.95 by 0.05, 0 to 1; NaN where no class is present
 * @param ap50 at IoU 0.50, 0 to 1; NaN where no class is present
 * @param classes how many classes are present, that is, have an object other than a crowd
 */
public record AveragePrecision(double ap, double ap50, int classes) {}
