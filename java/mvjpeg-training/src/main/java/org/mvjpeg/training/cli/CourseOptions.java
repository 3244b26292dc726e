package org.mvjpeg.training.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mvjpeg.training.Course;
import org.mvjpeg.training.Trainer;
import org.mvjpeg.training.network.Architecture;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that every training has. */
final class CourseOptions {
    @Mixin
    private LearningOptions learning;

    @Option(
            names = "--validation",
            paramLabel = "PLACE",
            description = "The same to be judged by. Without it one photograph in ten is held back.")
    private List<Path> validation = List.of();

    @Option(
            names = "--init",
            paramLabel = "MODEL",
            description =
                    "Model file to start from, or checkpoint of another training; then --channels and --init-lowpass mean nothing, "
                            + "and a --depth beyond its own adds layers that pass everything on at first.")
    private Path init;

    @Option(
            names = "--init-lowpass",
            defaultValue = "0",
            description = "Strength of the low-pass at the start, inside -1..1. Default: ${DEFAULT-VALUE}.")
    private double initialLowpass;

    @Option(names = "--validate-every", defaultValue = "250", description = "Steps. Default: ${DEFAULT-VALUE}.")
    private int validationEvery;

    @Option(
            names = "--validation-photos",
            defaultValue = "100",
            description = "At most so many. Default: ${DEFAULT-VALUE}.")
    private int validationPhotos;

    @Option(
            names = "--validation-crops",
            defaultValue = "1",
            description =
                    "Of each of them: the centre, and from the second on any other. More make intervals narrower. "
                            + "Default: ${DEFAULT-VALUE}.")
    private int validationCrops;

    @Option(names = "--checkpoint-every", defaultValue = "50", description = "Steps. Default: ${DEFAULT-VALUE}.")
    private int checkpointEvery;

    @Option(names = "--restart", description = "Begin anew although the work folder holds a checkpoint.")
    private boolean restart;

    @Option(names = "--work", paramLabel = "FOLDER", description = "For checkpoints. Default: the folder of --out.")
    private Path work;

    /**
     * What they say, with what has other defaults in each command.
     *
     * @param depth that was asked for; {@code null} for the model's, or the usual one without a model
     * @throws IllegalArgumentException naming a value that is out of range, and the limit
     */
    Course course(int steps, double learningRate, int channels, Integer depth, int usualDepth) {
        int layers = depth != null ? depth : init == null ? usualDepth : 1;
        return new Course(
                learning.photos,
                validation,
                learning.crops(),
                steps,
                learning.batch,
                learning.seed,
                learningRate,
                new Architecture(channels, layers),
                Optional.ofNullable(init),
                initialLowpass,
                learning.minQp,
                learning.maxQp,
                validationEvery,
                validationPhotos,
                validationCrops,
                checkpointEvery,
                learning.threads(),
                work == null ? learning.out : work,
                learning.out);
    }

    /** Deletes the checkpoint if the training is to begin anew. */
    void restartIfAsked(Course course) throws IOException {
        if (restart) {
            Files.deleteIfExists(course.work().resolve(Trainer.CHECKPOINT));
        }
    }
}
