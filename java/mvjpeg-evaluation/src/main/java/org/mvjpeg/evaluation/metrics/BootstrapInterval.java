package org.mvjpeg.evaluation.metrics;

/**
 * A statistic with its 95 % bootstrap interval.
 *
 * @param estimate value over the pictures as they are; NaN where undefined
 * @param low 2.5 % quantile of the defined replicates; NaN where there are none
 * @param high 97.5 % quantile of the defined replicates; NaN where there are none
 * @param replicates resamples drawn, undefined ones included
 * @param undefined resamples whose statistic was not finite and that the quantiles therefore leave out; where they are
 *     more than a few the interval is narrower than it should be
 */
public record BootstrapInterval(double estimate, double low, double high, int replicates, int undefined) {}
