package org.mvjpeg.cli;

import java.util.List;
import java.util.function.Supplier;
import org.mvjpeg.evaluation.clic.ClicPlan;
import org.mvjpeg.evaluation.clic.FilterChoice;
import org.mvjpeg.evaluation.data.LabelledPicture;
import org.mvjpeg.evaluation.run.NamedNetwork;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** Options of a comparison at one budget. */
final class ClicMixin {
    private static final double DEFAULT_BPP = 0.15;
    private static final List<String> DEFAULT_FILTERS = List.of("fidelity", "machine", "jpeg");

    /** What speaks of curves, labels or boxes. */
    private static final List<String> OF_CURVES = List.of(
            "--qp",
            "--jpeg-quality",
            "--arms",
            "--arm",
            "--anchors",
            "--mask-network",
            "--examples",
            "--labels",
            "--where",
            "--boxes",
            "--class-names");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--clic",
            description = {
                "Instead of curves, one budget for all pictures, as in compression challenges: JPEG, one QP for all and",
                "set rate control, with and without the preprocessing network and post filters; networks are optional."
            })
    private boolean clic;

    @Option(
            names = "--bpp",
            paramLabel = "X",
            description = "With --clic, the budget: bits of all files for each pixel of all pictures (default 0.15).")
    private Double bitsPerPixel;

    @Option(
            names = "--post-filter",
            paramLabel = "NAME[=FILE]",
            split = ",",
            description = {
                "With --clic, what files are shown through besides plain decoding: fidelity and machine for HEIC,",
                "jpeg for JPEG (default all that there are), or off; each with a network of one's own, if need be."
            })
    private List<String> filters;

    /** Whether one budget is asked for. @throws ParameterException if other options do not go with that */
    boolean asked() {
        ParseResult given = command.commandLine().getParseResult();
        if (!clic) {
            for (String option : List.of("--bpp", "--post-filter")) {
                if (given.hasMatchedOption(option)) {
                    throw wrong("Option '" + option + "' needs '--clic'");
                }
            }
            return false;
        }
        for (String option : OF_CURVES) {
            if (given.hasMatchedOption(option)) {
                throw wrong("Option '" + option + "' does not go with '--clic'");
            }
        }
        return true;
    }

    /** What is to be done. @throws ParameterException if something does not fit */
    ClicPlan plan(List<LabelledPicture> pictures, List<NamedNetwork> networks, int threads) {
        List<String> chosen = filters == null ? DEFAULT_FILTERS : filters;
        List<FilterChoice> choices = checked("Invalid value for option '--post-filter': ", () -> chosen.stream()
                .filter(name -> !name.equalsIgnoreCase("off"))
                .map(FilterChoice::parse)
                .toList());
        double budget = bitsPerPixel == null ? DEFAULT_BPP : bitsPerPixel;
        return checked("", () -> new ClicPlan(pictures, budget, networks, choices, threads));
    }

    private <T> T checked(String before, Supplier<T> use) {
        try {
            return use.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), before + e.getMessage(), e);
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
