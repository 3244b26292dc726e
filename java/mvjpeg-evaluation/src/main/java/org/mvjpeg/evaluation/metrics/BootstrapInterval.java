package org.mvjpeg.evaluation.metrics;

/**
 * A statistic with its 95 % bootstrap interval.
 *
 * @param estimate value over the pictures as they are; NaN where undefined
 * @param low 2.5 % quantile of the defined replicates; NaN where there are none
 * @param high 97.5 % quantile of the defined replicates; NaN where there are none
 * @param bias mean of the defined replicates less the estimate; NaN where either is undefined. Where it is not small
 *     against the interval's width, the interval is shifted by about as much: mean average precision grows when pictures
 *     repeat, the difference of two arms far less so
 * @param replicates resamples drawn, undefined ones included
 * @param undefined resamples whose statistic was not finite and that the quantiles therefore leave out; where they are
 *     more than a few the interval is narrower than it should be
 */
public record BootstrapInterval(double estimate, double low, double high, double bias, int replicates, int undefined) {}
