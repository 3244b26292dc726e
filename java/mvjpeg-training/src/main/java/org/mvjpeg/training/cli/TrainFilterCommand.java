package org.mvjpeg.training.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.mvjpeg.codec.Profile;
import org.mvjpeg.training.CodecKind;
import org.mvjpeg.training.FilterOptions;
import org.mvjpeg.training.FilterTrainer;
import org.mvjpeg.training.View;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Trains a network that a reader runs behind the decoder. */
@Command(
        name = "train-filter",
        description =
                "Trains a post filter, which a reader runs behind the decoder: for likeness to the original, or for your "
                        + "own vision networks.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the model is written",
            "1:something failed",
            "2:the command line is wrong",
            "130, 143:stopped by a signal; the same command goes on"
        })
final class TrainFilterCommand implements Callable<Integer> {
    private static final int USUAL_DEPTH = 1;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--codec",
            paramLabel = "KIND",
            defaultValue = "x265",
            description = "Behind which codec: x265 or jpeg. Default: ${DEFAULT-VALUE}.")
    private CodecKind codec;

    @Option(
            names = "--profile",
            paramLabel = "PROFILE",
            defaultValue = "off",
            description =
                    "Profile of the coded pictures: machine, detection, human or off. May be repeated; pictures then take turns. "
                            + "Default: ${DEFAULT-VALUE}.")
    private List<Profile> profiles;

    @Option(
            names = "--teacher",
            paramLabel = "JSON",
            description =
                    "Description of a vision network to filter for (docs/training.md). May be repeated. Without it the filter is "
                            + "to bring back the original.")
    private List<Path> teachers = List.of();

    @Option(
            names = "--view",
            paramLabel = "LOW:HIGH",
            converter = Range.Converter.class,
            defaultValue = "1:1",
            description =
                    "With --teacher: pixels of a network's input per pixel of the picture. Default: ${DEFAULT-VALUE}.")
    private Range view;

    @Option(
            names = "--feature-weight",
            defaultValue = "0.5",
            description = "Weight of the teachers' inner features. Default: ${DEFAULT-VALUE}.")
    private double featureWeight;

    @Option(
            names = "--similarity-weight",
            defaultValue = "0.3",
            description =
                    "Without --teacher: weight of 1 - MS-SSIM beside the squared error's 1. Default: ${DEFAULT-VALUE}.")
    private double similarityWeight;

    @Option(
            names = "--pictures",
            defaultValue = "4000",
            description =
                    "Without --teacher: how many squares of photographs are coded and kept in the work folder. Default: ${DEFAULT-VALUE}.")
    private int pictures;

    @Option(
            names = "--side",
            defaultValue = "320",
            description = "Of such a square, pixels, a multiple of 16. Default: ${DEFAULT-VALUE}.")
    private int side;

    @Option(
            names = "--window",
            defaultValue = "176",
            description = "Of it that a step sees, pixels, a multiple of 16. Default: ${DEFAULT-VALUE}.")
    private int window;

    @Option(names = "--steps", defaultValue = "12000", description = "Default: ${DEFAULT-VALUE}.")
    private int steps;

    @Option(names = "--learning-rate", defaultValue = "0.002", description = "Default: ${DEFAULT-VALUE}.")
    private double learningRate;

    @Option(names = "--channels", defaultValue = "24", description = "16, 24 or 32. Default: ${DEFAULT-VALUE}.")
    private int channels;

    @Option(names = "--depth", description = "1 to 4. Default: " + USUAL_DEPTH + ", or the model's with --init.")
    private Integer depth;

    @Mixin
    private CourseOptions common;

    @Override
    public Integer call() throws IOException {
        FilterOptions options = options();
        common.restartIfAsked(options.course());
        PrintWriter lines = spec.commandLine().getOut();
        FilterTrainer trainer = new FilterTrainer(options, line -> {
            lines.println(line);
            lines.flush();
        });
        try (StopSignal stop = new StopSignal()) {
            return trainer.run(stop).finished() ? TrainCommand.OK : TrainCommand.STOPPED;
        }
    }

    private FilterOptions options() {
        try {
            return new FilterOptions(
                    common.course(steps, learningRate, channels, depth, USUAL_DEPTH),
                    teachers,
                    new View(view.low(), view.high()),
                    featureWeight,
                    codec,
                    profiles,
                    similarityWeight,
                    pictures,
                    side,
                    window);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
