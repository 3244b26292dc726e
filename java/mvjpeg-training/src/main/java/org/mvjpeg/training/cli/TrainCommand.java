package org.mvjpeg.training.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.mvjpeg.training.ProxyKind;
import org.mvjpeg.training.TaskWeight;
import org.mvjpeg.training.Trainer;
import org.mvjpeg.training.TrainingOptions;
import org.mvjpeg.training.View;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Trains a profile for the user's own vision networks from photographs without labels. */
@Command(
        name = "train",
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
    static final int STOPPED = 1;

    private static final int USUAL_DEPTH = 2;

    @Spec
    private CommandSpec spec;

    @Mixin
    private CourseOptions common;

    @Option(
            names = "--teacher",
            required = true,
            paramLabel = "JSON",
            description = "Description of a vision network (docs/training.md). May be repeated.")
    private List<Path> teachers;

    @Option(
            names = "--view",
            paramLabel = "LOW:HIGH",
            converter = Range.Converter.class,
            defaultValue = "1:1",
            description = "Pixels of a network's input per pixel of the picture: 1:1 for pictures of the input's size, "
                    + "0.5:0.8 for larger ones. Default: ${DEFAULT-VALUE}.")
    private Range view;

    @Option(names = "--steps", defaultValue = "4000", description = "Default: ${DEFAULT-VALUE}.")
    private int steps;

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

    @Option(names = "--depth", description = "1 to 4. Default: " + USUAL_DEPTH + ", or the model's with --init.")
    private Integer depth;

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

    @Option(names = "--skip-gate", description = "Do not compare the proxy with x265 first.")
    private boolean skipGate;

    @Override
    public Integer call() throws IOException {
        TrainingOptions options = options();
        common.restartIfAsked(options.course());
        PrintWriter lines = spec.commandLine().getOut();
        Trainer trainer = new Trainer(options, line -> {
            lines.println(line);
            lines.flush();
        });
        try (StopSignal stop = new StopSignal()) {
            return trainer.run(stop).finished() ? OK : STOPPED;
        }
    }

    private TrainingOptions options() {
        try {
            return new TrainingOptions(
                    common.course(steps, learningRate, channels, depth, USUAL_DEPTH),
                    teachers,
                    new View(view.low(), view.high()),
                    new TaskWeight(taskWeight.low(), taskWeight.high()),
                    beta,
                    featureWeight,
                    proxy,
                    proxySteps,
                    skipGate);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
