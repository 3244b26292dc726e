package org.mvjpeg.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.mvjpeg.codec.EncoderOptions;
import org.mvjpeg.evaluation.run.NamedNetwork;
import org.mvjpeg.evaluation.run.NetworkDivergence;
import org.mvjpeg.sets.QualityMeasure;
import org.mvjpeg.sets.SetOptions;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of a budget for all pictures together. */
final class SetMixin {
    private static final Path DEFAULT_WORK = Path.of("mvjpeg-set");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--set-bpp",
            paramLabel = "X",
            description = {
                "All files together take at most X bits for each pixel of all pictures together: each picture",
                "is measured at several QPs, and the budget goes where it gains most; docs/rate-control.md."
            })
    private Double bitsPerPixel;

    @Option(
            names = "--metric",
            paramLabel = "M",
            description = {
                "With --set-bpp, whose mean over the pictures is to be high: psnr (default) or ms-ssim of luma,",
                "or machine: a small divergence of the answers of --network."
            })
    private String metric;

    @Option(
            names = "--network",
            paramLabel = "JSON",
            description = "With --metric machine: description of a network, as for 'mvjpeg evaluate'.")
    private Path network;

    @Option(
            names = "--weights",
            paramLabel = "DIR",
            description = "Where the files that --network names are, if not beside it.")
    private Path weights;

    @Option(
            names = "--work",
            paramLabel = "DIR",
            description = {
                "With --set-bpp, where measurements (set.jsonl) and reports (set.html, set.json) are kept:",
                "the output folder (default), or mvjpeg-set where there is none. A run that was cut goes on from there."
            })
    private Path work;

    @Option(
            names = "--no-comparison",
            description = {
                "With --set-bpp, leaves the comparison with one QP for all out of the reports;",
                "it takes one to five encodes of each picture."
            })
    private boolean withoutComparison;

    /** Whether there is a budget for all. @throws ParameterException if there is none, but an option that needs one */
    boolean asked() {
        if (bitsPerPixel == null) {
            requireNone("--metric", metric != null);
            requireNone("--network", network != null);
            requireNone("--weights", weights != null);
            requireNone("--work", work != null);
            requireNone("--no-comparison", withoutComparison);
        }
        return bitsPerPixel != null;
    }

    private void requireNone(String option, boolean given) {
        if (given) {
            throw wrong("Option '" + option + "' needs '--set-bpp'");
        }
    }

    /**
     * The options asked for; with a budget.
     *
     * @param other the option that asks for each picture's quantiser or size, if one does
     * @throws ParameterException if something does not fit
     * @throws IOException if the network cannot be read
     */
    SetOptions options(EncoderOptions encoder, Optional<String> other, int jobs) throws IOException {
        if (other.isPresent()) {
            throw wrong("Error: --set-bpp=X, " + other.get()
                    + " are mutually exclusive: the budget of the set decides the QP of each picture");
        }
        QualityMeasure measure = measure();
        try {
            return new SetOptions(bitsPerPixel, encoder, measure, jobs);
        } catch (IllegalArgumentException e) {
            throw wrong("Invalid value for option '--set-bpp': " + e.getMessage());
        }
    }

    private QualityMeasure measure() throws IOException {
        String name = metric == null ? "psnr" : metric.toLowerCase(Locale.ROOT);
        if (name.equals("machine")) {
            if (network == null) {
                throw wrong("Option '--metric machine' needs '--network', the description of a network");
            }
            return new NetworkDivergence(NamedNetwork.read(
                    network, weights == null ? network.toAbsolutePath().getParent() : weights));
        }
        if (network != null || weights != null) {
            throw wrong("Option '" + (network != null ? "--network" : "--weights") + "' needs '--metric machine'");
        }
        return switch (name) {
            case "psnr" -> QualityMeasure.PSNR;
            case "ms-ssim" -> QualityMeasure.MS_SSIM;
            default ->
                throw wrong("Invalid value for option '--metric': '" + metric + "' is none of psnr, ms-ssim, machine");
        };
    }

    private ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    /** Where measurements and reports are kept. */
    Path work(Optional<Path> outputFolder) {
        return work != null ? work : outputFolder.orElse(DEFAULT_WORK);
    }

    boolean compares() {
        return !withoutComparison;
    }
}
