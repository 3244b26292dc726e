package org.mvjpeg.training.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.mvjpeg.training.ProxyKind;
import org.mvjpeg.training.TaskWeight;
import org.mvjpeg.training.Trainer;
import org.mvjpeg.training.TrainingOptions;
import org.mvjpeg.training.TrainingResult;
import org.mvjpeg.training.View;
import org.mvjpeg.training.network.Architecture;
import org.mvjpeg.training.photos.Crops;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Trains a profile for the user's own vision networks from photographs without labels. */
@Command(
        name = "mvjpeg train",
        description = "Trains a preprocessing network for your own vision networks, from photographs without labels.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the model is written",
            "1:something failed",
            "2:the command line is wrong",
            "130, 143:stopped by a signal; the same command goes on"
        })
public final class TrainCommand implements Callable<Integer> {
    static final int OK = 0;
    static final int FAILED = 1;
    /** Never seen from outside: the signal's own code is. */
    private static final int STOPPED = 1;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--teacher",
            required = true,
            paramLabel = "JSON",
            description = "Description of a vision network (docs/training.md). May be repeated.")
    private List<Path> teachers;

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
            names = "--view",
            paramLabel = "LOW:HIGH",
            converter = Range.Converter.class,
            defaultValue = "1:1",
            description = "Pixels of a network's input per pixel of the picture: 1:1 for pictures of the input's size, "
                    + "0.5:0.8 for larger ones. Default: ${DEFAULT-VALUE}.")
    private Range view;

    @Option(
            names = "--zoom",
            paramLabel = "LOW:HIGH",
            converter = Range.Converter.class,
            defaultValue = "1:1.5",
            description = "Shorter side of a photograph in sides of the crop. Default: ${DEFAULT-VALUE}.")
    private Range zoom;

    @Option(names = "--steps", defaultValue = "4000", description = "Default: ${DEFAULT-VALUE}.")
    private int steps;

    @Option(names = "--batch", defaultValue = "8", description = "Pictures in a step. Default: ${DEFAULT-VALUE}.")
    private int batch;

    @Option(names = "--seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--learning-rate", defaultValue = "0.0006", description = "Default: ${DEFAULT-VALUE}.")
    private double learningRate;

    @Option(
            names = "--task-weight",
            paramLabel = "FINE:COARSE",
            converter = Range.Converter.class,
            defaultValue = "1",
            description = "Weight of the task beside the rate at the finest and the coarsest QP, or one for all "
                    + "(docs/training.md). Default: ${DEFAULT-VALUE}.")
    private Range taskWeight;

    @Option(
            names = "--beta",
            defaultValue = "0",
            description = "Weight of the squared change: keeps pictures alike for people. Default: ${DEFAULT-VALUE}.")
    private double beta;

    @Option(
            names = "--feature-weight",
            defaultValue = "0.5",
            description = "Weight of the teachers' inner features. Default: ${DEFAULT-VALUE}.")
    private double featureWeight;

    @Option(names = "--channels", defaultValue = "32", description = "16, 24 or 32. Default: ${DEFAULT-VALUE}.")
    private int channels;

    @Option(names = "--depth", defaultValue = "2", description = "1 to 4. Default: ${DEFAULT-VALUE}.")
    private int depth;

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

    @Option(
            names = "--proxy",
            paramLabel = "KIND",
            converter = ProxyKindConverter.class,
            defaultValue = "transform",
            description =
                    "What stands for x265 where gradients are needed: transform, or hyperprior, a learned codec that "
                            + "is fitted first (docs/training.md). Default: ${DEFAULT-VALUE}.")
    private ProxyKind proxy;

    @Option(
            names = "--proxy-steps",
            defaultValue = "1500",
            description = "Steps of the hyperprior's fit. Default: ${DEFAULT-VALUE}.")
    private int proxySteps;

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

    @Option(names = "--skip-gate", description = "Do not compare the proxy with x265 first.")
    private boolean skipGate;

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

    @Override
    public Integer call() throws IOException {
        TrainingOptions options = options();
        PrintWriter lines = spec.commandLine().getOut();
        if (restart) {
            Files.deleteIfExists(options.work().resolve(Trainer.CHECKPOINT));
        }
        Trainer trainer = new Trainer(options, line -> {
            lines.println(line);
            lines.flush();
        });
        try (StopSignal stop = new StopSignal()) {
            TrainingResult result = trainer.run(stop);
            return result.finished() ? OK : STOPPED;
        }
    }

    private TrainingOptions options() {
        try {
            return new TrainingOptions(
                    teachers,
                    photos,
                    validation,
                    new View(view.low(), view.high()),
                    new Crops(zoom.low(), zoom.high()),
                    steps,
                    batch,
                    seed,
                    learningRate,
                    new TaskWeight(taskWeight.low(), taskWeight.high()),
                    beta,
                    featureWeight,
                    new Architecture(channels, depth),
                    Optional.ofNullable(init),
                    initialLowpass,
                    minQp,
                    maxQp,
                    proxy,
                    proxySteps,
                    validationEvery,
                    validationPhotos,
                    checkpointEvery,
                    threads == null ? Runtime.getRuntime().availableProcessors() : threads,
                    skipGate,
                    work == null ? out : work,
                    out);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
