package org.mvjpeg.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.mvjpeg.evaluation.arms.Arm;
import org.mvjpeg.evaluation.arms.Arms;
import org.mvjpeg.evaluation.clic.Clic;
import org.mvjpeg.evaluation.clic.ClicPlan;
import org.mvjpeg.evaluation.clic.ClicResults;
import org.mvjpeg.evaluation.data.PictureSet;
import org.mvjpeg.evaluation.metrics.BootstrapInterval;
import org.mvjpeg.evaluation.metrics.PairedBootstrap;
import org.mvjpeg.evaluation.report.Analysis;
import org.mvjpeg.evaluation.report.ClassNames;
import org.mvjpeg.evaluation.report.ClicHtml;
import org.mvjpeg.evaluation.report.ClicJson;
import org.mvjpeg.evaluation.report.ClicReport;
import org.mvjpeg.evaluation.report.Comparison;
import org.mvjpeg.evaluation.report.Example;
import org.mvjpeg.evaluation.report.Examples;
import org.mvjpeg.evaluation.report.HtmlReport;
import org.mvjpeg.evaluation.report.JsonReport;
import org.mvjpeg.evaluation.report.Pairs;
import org.mvjpeg.evaluation.report.Report;
import org.mvjpeg.evaluation.report.SubjectFigures;
import org.mvjpeg.evaluation.run.Evaluator;
import org.mvjpeg.evaluation.run.NamedNetwork;
import org.mvjpeg.evaluation.run.Plan;
import org.mvjpeg.evaluation.run.Results;
import org.mvjpeg.evaluation.run.ResultsFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mvjpeg evaluate}. */
@Command(
        name = "evaluate",
        description = {
            "Measures what coding costs a vision network: codes pictures by several arms at several QPs, lets the",
            "network look at the decoded files, and tells how many bits each arm needs for the same result;",
            "or, with --clic, how good pictures are when all files share one budget.",
            "Results are kept in the work folder: a run that was cut goes on where it was."
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all pictures were evaluated",
            "1:some were skipped, or nothing could be evaluated",
            "2:the command line is wrong"
        },
        footer = {"", "docs/evaluation.md explains arms, measures and formats."})
final class EvaluateCommand implements Callable<Integer> {
    private static final String DEFAULT_ARMS = "paper,x265,network,settings,machine";

    @Spec
    private CommandSpec command;

    @Option(
            names = "--network",
            paramLabel = "JSON",
            description = "Description of a network, beside its file; needed unless --clic; may be repeated.")
    private List<Path> networks = new ArrayList<>();

    @Option(
            names = "--held-out",
            paramLabel = "JSON",
            description =
                    "The same, of a network that none of the arms was trained with: reports say so. May be repeated.")
    private List<Path> heldOut = new ArrayList<>();

    @Option(
            names = "--weights",
            paramLabel = "DIR",
            description = "Where the files that descriptions name are, if not beside them.")
    private Path weights;

    @Mixin
    private EvaluationData data;

    @Mixin
    private ClicMixin clic;

    @Option(
            names = "--qp",
            paramLabel = "N",
            split = ",",
            defaultValue = "22,27,32,37,42,47",
            description = "Quantisers (default ${DEFAULT-VALUE}).")
    private List<Integer> qps;

    @Option(
            names = "--jpeg-quality",
            paramLabel = "N",
            split = ",",
            defaultValue = "10,20,35,55,75,90",
            description = "Qualities of the arms that write JPEG, percent (default ${DEFAULT-VALUE}).")
    private List<Integer> qualities;

    @Option(
            names = "--arms",
            paramLabel = "NAME",
            split = ",",
            defaultValue = DEFAULT_ARMS,
            description = {
                "What is compared (default ${DEFAULT-VALUE});",
                "also known: detection, human, gauss, mask, jpeg, jpeg+network."
            })
    private List<String> arms;

    @Option(
            names = "--arm",
            paramLabel = "NAME=PROFILE[,OPTION=VALUE]...",
            description = {
                "An arm of your own: profile machine, detection, human or off, then speed=, filter=gauss|mask,",
                "post-filter=fidelity|machine or options of x265, as in --arm psy5=machine,psy-rd=5; may be repeated."
            })
    private List<String> ownArms = new ArrayList<>();

    @Option(
            names = "--anchors",
            paramLabel = "NAME",
            split = ",",
            description = "Arms that the others are compared with (default paper and x265).")
    private List<String> anchors = new ArrayList<>();

    @Option(
            names = "--mask-network",
            paramLabel = "JSON",
            description = "The detector of the arm 'mask' (default: the first detector given).")
    private Path maskNetwork;

    @Option(
            names = "--work",
            paramLabel = "DIR",
            defaultValue = "mvjpeg-evaluation",
            description = "Where results are kept (default ${DEFAULT-VALUE}).")
    private Path work;

    @Option(names = "--json", paramLabel = "FILE", description = "The report for programs (default DIR/report.json).")
    private Path json;

    @Option(names = "--html", paramLabel = "FILE", description = "The report to read (default DIR/report.html).")
    private Path html;

    @Option(
            names = "--resamples",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Resamples behind the intervals (default ${DEFAULT-VALUE}).")
    private int resamples;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Decides --limit, resamples and example pictures (default ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--examples",
            paramLabel = "N",
            defaultValue = "4",
            description = "Pictures shown in the HTML report, 0 to keep them out of it (default ${DEFAULT-VALUE}).")
    private int exampleCount;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "Pictures worked on at once (default ${DEFAULT-VALUE}).")
    private int threads;

    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Console console = new Console(command, common);
        PairedBootstrap bootstrap = checked(() -> new PairedBootstrap(resamples, seed));
        if (clic.asked()) {
            atOneBudget(bootstrap, console);
        } else {
            curves(bootstrap, console);
        }
        return console.exitCode();
    }

    private List<NamedNetwork> named() throws IOException {
        List<NamedNetwork> named = new ArrayList<>();
        for (Path network : networks) {
            named.add(network(network));
        }
        for (Path network : heldOut) {
            named.add(network(network).heldOut());
        }
        return named;
    }

    private void atOneBudget(PairedBootstrap bootstrap, Console console) throws IOException, InterruptedException {
        List<NamedNetwork> named = named();
        ClicPlan plan = clic.plan(data.pictures(named, data.names(), seed).pictures(), named, threads);
        console.note("evaluate: " + plan.pictures().size() + " pictures at " + plan.bitsPerPixel() + " bpp");
        ClicResults results;
        try (SetProgress progress = new SetProgress(console)) {
            results = new Clic(plan, work, progress).run();
        }
        results.notes().forEach(note -> console.note("evaluate: " + note));
        ClicReport report = ClicReport.of(new Main.Version().getVersion()[0], results, bootstrap);
        ClicTable.lines(report).forEach(console::print);
        write(json == null ? work.resolve("clic.json") : json, ClicJson.of(report), console);
        write(html == null ? work.resolve("clic.html") : html, ClicHtml.of(report), console);
    }

    private void curves(PairedBootstrap bootstrap, Console console) throws IOException, InterruptedException {
        if (networks.isEmpty()) {
            throw new ParameterException(command.commandLine(), "Missing required option: '--network=JSON'");
        }
        List<Arm> chosen = checked(this::chosenArms);
        List<Analysis.Pair> pairs = checked(() -> Pairs.of(chosen, anchors));
        List<NamedNetwork> named = named();
        Optional<NamedNetwork> mask = maskNetwork == null ? Optional.empty() : Optional.of(network(maskNetwork));
        ClassNames names = data.names();
        PictureSet set = data.pictures(named, names, seed);
        Plan plan = checked(() -> new Plan(set.pictures(), chosen, qps, qualities, named, mask, threads));
        long codings = (long) plan.codingsPerPicture() * set.pictures().size();
        console.note("evaluate: " + set.pictures().size() + " pictures (" + set.withoutAnnotation()
                + " without annotation and " + set.beyondLimit() + " beyond the limit left out), " + codings
                + " codings");
        try (ResultsFile file = ResultsFile.open(work)) {
            if (file.outdated() > 0) {
                console.note("evaluate: " + work + " has answers of detectors from a version that measured no KL"
                        + " divergence of them (" + file.outdated()
                        + "); those that this run needs are measured again");
            }
            Results results;
            try (EvaluationProgress progress = new EvaluationProgress(codings, console)) {
                results = new Evaluator(plan, file, progress).run();
            }
            write(results, set, Analysis.of(results, pairs, bootstrap), pairs, names, console);
        }
    }

    private NamedNetwork network(Path description) throws IOException {
        return NamedNetwork.read(
                description, weights == null ? description.toAbsolutePath().getParent() : weights);
    }

    private List<Arm> chosenArms() {
        List<Arm> chosen = new ArrayList<>();
        arms.stream()
                .filter(name -> !name.isBlank())
                .map(String::strip)
                .map(Arms::of)
                .forEach(chosen::add);
        ownArms.stream().map(Arms::parse).forEach(chosen::add);
        return chosen;
    }

    private <T> T checked(Supplier<T> use) {
        try {
            return use.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }

    private void write(
            Results results,
            PictureSet set,
            List<SubjectFigures> figures,
            List<Analysis.Pair> pairs,
            ClassNames names,
            Console console)
            throws IOException {
        Report report = new Report(
                new Main.Version().getVersion()[0],
                results,
                set,
                figures,
                examples(results, pairs, names),
                resamples,
                seed);
        table(figures).forEach(console::print);
        write(json == null ? work.resolve("report.json") : json, JsonReport.of(report), console);
        write(html == null ? work.resolve("report.html") : html, HtmlReport.of(report), console);
    }

    private static void write(Path file, String text, Console console) throws IOException {
        AtomicFile.write(file, text.getBytes(StandardCharsets.UTF_8));
        console.print("wrote " + file);
    }

    /** The product, or the last arm, beside x265's defaults, or the first anchor. */
    private List<Example> examples(Results results, List<Analysis.Pair> pairs, ClassNames names) throws IOException {
        List<Analysis.Pair> byQp = pairs.stream()
                .filter(pair -> pair.test().byQp() && pair.anchor().byQp())
                .toList();
        if (byQp.isEmpty() || exampleCount <= 0) {
            return List.of();
        }
        Analysis.Pair shown = byQp.stream()
                .filter(pair -> pair.test().name().equals(Arms.MACHINE)
                        && pair.anchor().name().equals(Arms.X265))
                .findFirst()
                .orElse(byQp.get(byQp.size() - 1));
        try (Examples examples = new Examples(results, names)) {
            return examples.draw(shown.test(), shown.anchor(), exampleCount, seed);
        }
    }

    private static List<String> table(List<SubjectFigures> figures) {
        TextTable table = new TextTable().row("BD-rate", "anchor", "arm", "measure", "bits", "95 % interval");
        for (SubjectFigures subject : figures) {
            for (Comparison one : subject.comparisons()) {
                if (subject.headlines().contains(one.measure())) {
                    BootstrapInterval rate = one.rate();
                    table.row(
                            subject.name(),
                            one.anchor().name(),
                            one.test().name(),
                            one.measure().label(),
                            percent(rate.estimate()),
                            percent(rate.low()) + " to " + percent(rate.high()));
                }
            }
        }
        return table.lines();
    }

    private static String percent(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%+.1f %%", value) : "undefined";
    }
}
