package org.mvjpeg.training;

import java.nio.file.Path;
import java.util.List;

/**
 * How a preprocessing network is trained.
 *
 * @param course what every training is told
 * @param teachers JSON descriptions of vision networks, at least 1
 * @param view sizes at which pictures will be looked at
 * @param taskWeight weight of the task beside the rate from the finest QP to the coarsest; 1 is what the anchor's slope says
 * @param beta weight of the mean squared change; small for machines, large for people
 * @param featureWeight weight of the error of the teachers' features
 * @param proxy what stands for x265 in the backward pass
 * @param proxySteps of its fit, where it is fitted
 * @param skipGate whether the proxy is not compared with x265 beforehand
 */
public record TrainingOptions(
        Course course,
        List<Path> teachers,
        View view,
        TaskWeight taskWeight,
        double beta,
        double featureWeight,
        ProxyKind proxy,
        int proxySteps,
        boolean skipGate) {
    /** @throws IllegalArgumentException naming a value that is out of range, and the limit */
    public TrainingOptions {
        teachers = List.copyOf(teachers);
        Course.require("teachers", teachers.size(), 1, Course.MAX_COUNT);
        Course.require("proxy steps", proxySteps, 1, Course.MAX_COUNT);
    }
}
