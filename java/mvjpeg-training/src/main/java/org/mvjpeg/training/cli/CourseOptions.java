package org.mvjpeg.training.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mvjpeg.training.Course;
import org.mvjpeg.training.Trainer;
import org.mvjpeg.training.network.Architecture;
import org.mvjpeg.training.photos.Crops;
import picocli.CommandLine.Option;

/** The options that every training has. */
final class CourseOptions {
    @Option(
            names = "--photos",
            required = true,
            paramLabel = "PLACE",
            description = "Folder, .txt list or picture to learn from. May be repeated.")
    private List<Path> photos;

    @Option(
            names = "--validation",
            paramLabel = "PLACE",
            description = "The same to be judged by. Without it one photograph in ten is held back.")
    private List<Path> validation = List.of();

    @Option(
            names = "--zoom",
            paramLabel = "LOW:HIGH",
            converter = Range.Converter.class,
            defaultValue = "1:1.5",
            description = "Shorter side of a photograph in sides of the crop. Default: ${DEFAULT-VALUE}.")
    private Range zoom;

    @Option(names = "--batch", defaultValue = "8", description = "Pictures in a step. Default: ${DEFAULT-VALUE}.")
    private int batch;

    @Option(names = "--seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--init",
            paramLabel = "MODEL",
            description =
                    "Model file to start from, or checkpoint of another training; then --channels, --depth and --init-lowpass mean nothing.")
    private Path init;

    @Option(
            names = "--init-lowpass",
            defaultValue = "0",
            description = "Strength of the low-pass at the start, inside -1..1. Default: ${DEFAULT-VALUE}.")
    private double initialLowpass;

    @Option(names = "--min-qp", defaultValue = "22", description = "Finest QP. Default: ${DEFAULT-VALUE}.")
    private int minQp;

    @Option(names = "--max-qp", defaultValue = "47", description = "Coarsest QP. Default: ${DEFAULT-VALUE}.")
    private int maxQp;

    @Option(names = "--validate-every", defaultValue = "250", description = "Steps. Default: ${DEFAULT-VALUE}.")
    private int validationEvery;

    @Option(
            names = "--validation-photos",
            defaultValue = "100",
            description = "At most so many. Default: ${DEFAULT-VALUE}.")
    private int validationPhotos;

    @Option(names = "--checkpoint-every", defaultValue = "50", description = "Steps. Default: ${DEFAULT-VALUE}.")
    private int checkpointEvery;

    @Option(names = "--threads", description = "Of the processor. Default: all.")
    private Integer threads;

    @Option(names = "--restart", description = "Begin anew although the work folder holds a checkpoint.")
    private boolean restart;

    @Option(names = "--work", paramLabel = "FOLDER", description = "For checkpoints. Default: the folder of --out.")
    private Path work;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            defaultValue = "trained",
            description = "For the model and the report. Default: ${DEFAULT-VALUE}.")
    private Path out;

    /**
     * What they say, with what has other defaults in each command.
     *
     * @throws IllegalArgumentException naming a value that is out of range, and the limit
     */
    Course course(int steps, double learningRate, int channels, int depth) {
        return new Course(
                photos,
                validation,
                new Crops(zoom.low(), zoom.high()),
                steps,
                batch,
                seed,
                learningRate,
                new Architecture(channels, depth),
                Optional.ofNullable(init),
                initialLowpass,
                minQp,
                maxQp,
                validationEvery,
                validationPhotos,
                checkpointEvery,
                threads == null ? Runtime.getRuntime().availableProcessors() : threads,
                work == null ? out : work,
                out);
    }

    /** Deletes the checkpoint if the training is to begin anew. */
    void restartIfAsked(Course course) throws IOException {
        if (restart) {
            Files.deleteIfExists(course.work().resolve(Trainer.CHECKPOINT));
        }
    }
}
