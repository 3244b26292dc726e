package org.mvjpeg.training;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mvjpeg.codec.EncoderOptions;
import org.mvjpeg.training.network.Architecture;
import org.mvjpeg.training.photos.Crops;

/**
 * What every training is told, whatever it teaches the network.
 *
 * @param photos folders, lists or files to learn from, at least 1
 * @param validation the same to be judged by; empty to hold back one photograph in ten
 * @param crops how photographs are cut
 * @param steps of the optimiser
 * @param batch pictures in a step
 * @param seed of everything random
 * @param learningRate of Adam at its height
 * @param architecture of the network
 * @param init model to start from, which keeps its channels and gets the architecture's depth if that is larger; empty to start anew
 * @param initialLowpass strength of the low-pass at the start
 * @param minQp finest QP to train for
 * @param maxQp coarsest
 * @param validationEvery steps from a validation to the next
 * @param validationPhotos the most photographs to validate with
 * @param validationCrops of each of them
 * @param checkpointEvery steps from a checkpoint to the next
 * @param threads of the processor, for LibTorch and the codec each
 * @param work folder for checkpoints
 * @param out folder for the model and the report
 */
public record Course(
        List<Path> photos,
        List<Path> validation,
        Crops crops,
        int steps,
        int batch,
        long seed,
        double learningRate,
        Architecture architecture,
        Optional<Path> init,
        double initialLowpass,
        int minQp,
        int maxQp,
        int validationEvery,
        int validationPhotos,
        int validationCrops,
        int checkpointEvery,
        int threads,
        Path work,
        Path out) {
    /** More than any training has of anything. */
    static final int MAX_COUNT = 1_000_000_000;

    static final int MAX_BATCH = 1024;

    /** @throws IllegalArgumentException naming a value that is out of range, and the limit */
    public Course {
        photos = List.copyOf(photos);
        validation = List.copyOf(validation);
        require("photos", photos.size(), 1, MAX_COUNT);
        require("steps", steps, 1, MAX_COUNT);
        require("batch", batch, 1, MAX_BATCH);
        require("validation every", validationEvery, 1, MAX_COUNT);
        require("validation photos", validationPhotos, 2, MAX_COUNT);
        require("validation crops", validationCrops, 1, MAX_BATCH);
        require("checkpoint every", checkpointEvery, 1, MAX_COUNT);
        require("threads", threads, 1, EncoderOptions.MAX_THREADS);
        require("least QP", minQp, 0, EncoderOptions.MAX_QP);
        require("largest QP", maxQp, minQp + 1, EncoderOptions.MAX_QP);
        requireLearningRate(learningRate);
    }

    /** @throws IllegalArgumentException naming the value if it is outside 0..1 */
    static void requireLearningRate(double learningRate) {
        if (!(learningRate > 0 && learningRate <= 1)) {
            throw new IllegalArgumentException("learning rate " + learningRate + " is not in 0..1");
        }
    }

    /** @throws IllegalArgumentException naming the value and its limits if it is outside */
    static void require(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " " + value + " is outside " + min + ".." + max);
        }
    }
}
