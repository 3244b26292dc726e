package org.mvjpeg.evaluation.report;

import java.util.Map;
import org.mvjpeg.evaluation.arms.Arm;
import org.mvjpeg.evaluation.metrics.BootstrapInterval;

/**
 * What an arm is worth at a point.
 *
 * @param arm the arm
 * @param point QP or JPEG quality
 * @param bpp bits of all files by all pixels
 * @param millis mean time that coding a picture took
 * @param values by measure
 */
public record PointFigures(Arm arm, int point, double bpp, double millis, Map<Measure, BootstrapInterval> values) {}
