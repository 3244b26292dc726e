package org.mvjpeg.training;

import java.nio.file.Path;
import java.util.List;
import org.mvjpeg.codec.EncoderOptions;
import org.mvjpeg.training.network.Architecture;
import org.mvjpeg.training.photos.Crops;

/**
 * Which network is imitated by one of which size, on what, for how long.
 *
 * @param model network to imitate: a model file, or the checkpoint of a training, whose best network is meant
 * @param photos folders, lists or files to learn from, at least 1
 * @param crops how photographs are cut
 * @param side of the crops, pixels, even
 * @param steps of the optimiser
 * @param batch pictures in a step
 * @param seed of everything random
 * @param learningRate of Adam at its height
 * @param architecture of the new network
 * @param minQp finest QP to imitate at
 * @param maxQp coarsest
 * @param threads of the processor
 * @param out folder for the checkpoint and the model
 */
public record DistillationOptions(
        Path model,
        List<Path> photos,
        Crops crops,
        int side,
        int steps,
        int batch,
        long seed,
        double learningRate,
        Architecture architecture,
        int minQp,
        int maxQp,
        int threads,
        Path out) {
    private static final int MIN_SIDE = 64;
    private static final int MAX_SIDE = 1024;

    /** @throws IllegalArgumentException naming a value that is out of range, and the limit */
    public DistillationOptions {
        photos = List.copyOf(photos);
        Course.require("photos", photos.size(), 1, Course.MAX_COUNT);
        Course.require("steps", steps, 1, Course.MAX_COUNT);
        Course.require("batch", batch, 1, Course.MAX_BATCH);
        Course.require("side", side, MIN_SIDE, MAX_SIDE);
        Course.require("side % 2", side % 2, 0, 0);
        Course.require("threads", threads, 1, EncoderOptions.MAX_THREADS);
        Course.require("least QP", minQp, 0, EncoderOptions.MAX_QP);
        Course.require("largest QP", maxQp, minQp, EncoderOptions.MAX_QP);
        Course.requireLearningRate(learningRate);
    }
}
