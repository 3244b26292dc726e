package org.mvjpeg.training;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mvjpeg.codec.EncoderOptions;
import org.mvjpeg.training.network.Architecture;
import org.mvjpeg.training.photos.Crops;

/**
 * What is trained, with what, for how long.
 *
 * @param teachers JSON descriptions of vision networks, at least 1
 * @param photos folders, lists or files to learn from, at least 1
 * @param validation the same to be judged by; empty to hold back one photograph in ten
 * @param view sizes at which pictures will be looked at
 * @param crops how photographs are cut
 * @param steps of the optimiser
 * @param batch pictures in a step
 * @param seed of everything random
 * @param learningRate of Adam at its height
 * @param taskWeight weight of the task beside the rate from the finest QP to the coarsest; 1 is what the anchor's slope says
 * @param beta weight of the mean squared change; small for machines, large for people
 * @param featureWeight weight of the error of the teachers' features
 * @param architecture of the network
 * @param init model to start from, whose size the architecture then is; empty to start anew
 * @param initialLowpass strength of the low-pass at the start
 * @param minQp finest QP to train for
 * @param maxQp coarsest
 * @param proxy what stands for x265 in the backward pass
 * @param proxySteps of its fit, where it is fitted
 * @param validationEvery steps from a validation to the next
 * @param validationPhotos the most photographs to validate with
 * @param checkpointEvery steps from a checkpoint to the next
 * @param threads of the processor, for LibTorch and x265 each
 * @param skipGate whether the proxy is not compared with x265 beforehand
 * @param work folder for checkpoints
 * @param out folder for the model and the report
 */
public record TrainingOptions(
        List<Path> teachers,
        List<Path> photos,
        List<Path> validation,
        View view,
        Crops crops,
        int steps,
        int batch,
        long seed,
        double learningRate,
        TaskWeight taskWeight,
        double beta,
        double featureWeight,
        Architecture architecture,
        Optional<Path> init,
        double initialLowpass,
        int minQp,
        int maxQp,
        ProxyKind proxy,
        int proxySteps,
        int validationEvery,
        int validationPhotos,
        int checkpointEvery,
        int threads,
        boolean skipGate,
        Path work,
        Path out) {
    private static final int MAX_COUNT = 1_000_000_000;

    /** @throws IllegalArgumentException naming a value that is out of range, and the limit */
    public TrainingOptions {
        teachers = List.copyOf(teachers);
        photos = List.copyOf(photos);
        validation = List.copyOf(validation);
        require("teachers", teachers.size(), 1, MAX_COUNT);
        require("photos", photos.size(), 1, MAX_COUNT);
        require("steps", steps, 1, MAX_COUNT);
        require("batch", batch, 1, 1024);
        require("proxy steps", proxySteps, 1, MAX_COUNT);
        require("validation every", validationEvery, 1, MAX_COUNT);
        require("validation photos", validationPhotos, 2, MAX_COUNT);
        require("checkpoint every", checkpointEvery, 1, MAX_COUNT);
        require("threads", threads, 1, EncoderOptions.MAX_THREADS);
        require("least QP", minQp, 0, EncoderOptions.MAX_QP);
        require("largest QP", maxQp, minQp + 1, EncoderOptions.MAX_QP);
        if (!(learningRate > 0 && learningRate <= 1)) {
            throw new IllegalArgumentException("learning rate " + learningRate + " is not in 0..1");
        }
    }

    private static void require(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " " + value + " is outside " + min + ".." + max);
        }
    }
}
