package org.mvjpeg.training.cli;

import java.nio.file.Path;
import java.util.List;
import org.mvjpeg.training.photos.Crops;
import picocli.CommandLine.Option;

/** The options of everything that learns from photographs. */
final class LearningOptions {
    @Option(
            names = "--photos",
            required = true,
            paramLabel = "PLACE",
            description = "Folder, .txt list or picture to learn from. May be repeated.")
    List<Path> photos;

    @Option(
            names = "--zoom",
            paramLabel = "LOW:HIGH",
            converter = Range.Converter.class,
            defaultValue = "1:1.5",
            description = "Shorter side of a photograph in sides of the crop. Default: ${DEFAULT-VALUE}.")
    private Range zoom;

    @Option(names = "--batch", defaultValue = "8", description = "Pictures in a step. Default: ${DEFAULT-VALUE}.")
    int batch;

    @Option(names = "--seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
    long seed;

    @Option(names = "--min-qp", defaultValue = "22", description = "Finest QP. Default: ${DEFAULT-VALUE}.")
    int minQp;

    @Option(names = "--max-qp", defaultValue = "47", description = "Coarsest QP. Default: ${DEFAULT-VALUE}.")
    int maxQp;

    @Option(names = "--threads", description = "Of the processor. Default: all.")
    private Integer threads;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            defaultValue = "trained",
            description = "For what is learned. Default: ${DEFAULT-VALUE}.")
    Path out;

    /** @throws IllegalArgumentException if the zoom is below 1 or falls */
    Crops crops() {
        return new Crops(zoom.low(), zoom.high());
    }

    int threads() {
        return threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    }
}
