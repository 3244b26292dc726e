package org.mvjpeg.training.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.mvjpeg.training.DistillationOptions;
import org.mvjpeg.training.Distiller;
import org.mvjpeg.training.network.Architecture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes a network of another size that does what a trained one does. */
@Command(
        name = "distil",
        description = "Teaches a network of another size, a faster one for example, to do what a trained network does.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the network is written",
            "1:something failed",
            "2:the command line is wrong",
            "130, 143:stopped by a signal; nothing is written"
        })
final class DistilCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--model",
            required = true,
            paramLabel = "MODEL",
            description = "Model file to imitate, or the checkpoint of a training, whose best network is meant.")
    private Path model;

    @Mixin
    private LearningOptions learning;

    @Option(names = "--side", defaultValue = "224", description = "Of the crops, pixels. Default: ${DEFAULT-VALUE}.")
    private int side;

    @Option(names = "--steps", defaultValue = "2000", description = "Default: ${DEFAULT-VALUE}.")
    private int steps;

    @Option(names = "--learning-rate", defaultValue = "0.002", description = "Default: ${DEFAULT-VALUE}.")
    private double learningRate;

    @Option(names = "--channels", defaultValue = "24", description = "16, 24 or 32. Default: ${DEFAULT-VALUE}.")
    private int channels;

    @Option(names = "--depth", defaultValue = "1", description = "1 to 4. Default: ${DEFAULT-VALUE}.")
    private int depth;

    @Override
    public Integer call() throws IOException {
        PrintWriter lines = spec.commandLine().getOut();
        Distiller distiller = new Distiller(options(), line -> {
            lines.println(line);
            lines.flush();
        });
        try (StopSignal stop = new StopSignal()) {
            return distiller.run(stop) ? TrainCommand.OK : TrainCommand.STOPPED;
        }
    }

    private DistillationOptions options() {
        try {
            return new DistillationOptions(
                    model,
                    learning.photos,
                    learning.crops(),
                    side,
                    steps,
                    learning.batch,
                    learning.seed,
                    learningRate,
                    new Architecture(channels, depth),
                    learning.minQp,
                    learning.maxQp,
                    learning.threads(),
                    learning.out);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
