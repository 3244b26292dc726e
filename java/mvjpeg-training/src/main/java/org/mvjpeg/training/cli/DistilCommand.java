package org.mvjpeg.training.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.mvjpeg.training.DistillationOptions;
import org.mvjpeg.training.Distiller;
import org.mvjpeg.training.network.Architecture;
import org.mvjpeg.training.photos.Crops;
import picocli.CommandLine.Command;
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

    @Option(
            names = "--photos",
            required = true,
            paramLabel = "PLACE",
            description = "Folder, .txt list or picture to learn from. May be repeated.")
    private List<Path> photos;

    @Option(
            names = "--zoom",
            paramLabel = "LOW:HIGH",
            converter = Range.Converter.class,
            defaultValue = "1:1.5",
            description = "Shorter side of a photograph in sides of the crop. Default: ${DEFAULT-VALUE}.")
    private Range zoom;

    @Option(names = "--side", defaultValue = "224", description = "Of the crops, pixels. Default: ${DEFAULT-VALUE}.")
    private int side;

    @Option(names = "--steps", defaultValue = "2000", description = "Default: ${DEFAULT-VALUE}.")
    private int steps;

    @Option(names = "--batch", defaultValue = "8", description = "Pictures in a step. Default: ${DEFAULT-VALUE}.")
    private int batch;

    @Option(names = "--seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--learning-rate", defaultValue = "0.002", description = "Default: ${DEFAULT-VALUE}.")
    private double learningRate;

    @Option(names = "--channels", defaultValue = "24", description = "16, 24 or 32. Default: ${DEFAULT-VALUE}.")
    private int channels;

    @Option(names = "--depth", defaultValue = "1", description = "1 to 4. Default: ${DEFAULT-VALUE}.")
    private int depth;

    @Option(names = "--min-qp", defaultValue = "22", description = "Finest QP. Default: ${DEFAULT-VALUE}.")
    private int minQp;

    @Option(names = "--max-qp", defaultValue = "47", description = "Coarsest QP. Default: ${DEFAULT-VALUE}.")
    private int maxQp;

    @Option(names = "--threads", description = "Of the processor. Default: all.")
    private Integer threads;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            defaultValue = "distilled",
            description = "For the checkpoint, which 'train --init' goes on from. Default: ${DEFAULT-VALUE}.")
    private Path out;

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
                    photos,
                    new Crops(zoom.low(), zoom.high()),
                    side,
                    steps,
                    batch,
                    seed,
                    learningRate,
                    new Architecture(channels, depth),
                    minQp,
                    maxQp,
                    threads == null ? Runtime.getRuntime().availableProcessors() : threads,
                    out);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
