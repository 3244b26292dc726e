package org.mvjpeg.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.mvjpeg.kernel.KernelLibrary;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs all benchmarks and prints one Markdown table; every figure is the median over the iterations of all forks. */
public final class Table {
    private static final String LARGE = "4000x3000";
    private static final double KERNEL_MEGAPIXELS = KernelBenchmark.SIDE * KernelBenchmark.SIDE / 1e6;
    private static final String REFERENCE = "encoderOnly";

    private final List<String> rows = new ArrayList<>();

    private Table() {}

    /** Runs everything, in some five minutes. The table goes to standard output, progress to standard error. */
    public static void main(String[] arguments) throws RunnerException {
        Table table = new Table();
        table.kernel();
        table.writers();
        System.out.println("| | picture | threads | speed | time to x265 alone |");
        System.out.println("|---|---:|---:|---:|---:|");
        table.rows.forEach(System.out::println);
    }

    private void kernel() throws RunnerException {
        String[] targets = KernelLibrary.cpuTargets().toArray(String[]::new);
        ChainedOptionsBuilder options = new OptionsBuilder().include(KernelBenchmark.class.getName() + ".");
        for (RunResult result : run(options.param("target", targets))) {
            double perSecond =
                    median(result, iteration -> iteration.getPrimaryResult().getScore());
            row(
                    "kernel, " + result.getParams().getParam("target"),
                    KernelBenchmark.SIDE + "x" + KernelBenchmark.SIDE,
                    result.getParams().getParam("threads"),
                    String.format(Locale.ROOT, "%.1f MP/s", perSecond * KERNEL_MEGAPIXELS),
                    "");
        }
    }

    private void writers() throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder().include(WriterBenchmark.class.getName() + ".");
        writers(run(options.param("size", "256x256", "1152x864")));
        ChainedOptionsBuilder large = new OptionsBuilder().include(WriterBenchmark.class.getName() + ".");
        // A turn at this size takes ten seconds and more: an iteration is one turn.
        writers(run(large.param("size", LARGE)
                .forks(1)
                .warmupTime(TimeValue.milliseconds(1))
                .measurementIterations(5)
                .measurementTime(TimeValue.milliseconds(1))));
    }

    private void writers(Collection<RunResult> results) {
        for (RunResult result : results) {
            writer("writer `mvjpeg`", "writer", result);
            writer("x265 alone, the writer's planes", REFERENCE, result);
            writer("x265 alone, plain planes", "plainEncoderOnly", result);
            writer("JDK writer `jpeg`", "jpeg", result);
        }
    }

    private void writer(String name, String counter, RunResult result) {
        double perSecond = median(result, i -> 1e9 * counter(i, "pictures") / counter(i, counter));
        double ratio = median(result, i -> counter(i, counter) / counter(i, REFERENCE));
        row(
                name,
                result.getParams().getParam("size"),
                "1",
                String.format(Locale.ROOT, "%.2f images/s", perSecond),
                String.format(Locale.ROOT, "%.3f", ratio));
    }

    private void row(String... cells) {
        rows.add("| " + String.join(" | ", cells) + " |");
    }

    private static Collection<RunResult> run(ChainedOptionsBuilder options) throws RunnerException {
        return new Runner(
                        options.shouldFailOnError(true).build(),
                        OutputFormatFactory.createFormatInstance(System.err, VerboseMode.NORMAL))
                .run();
    }

    private static double counter(IterationResult iteration, String name) {
        return iteration.getSecondaryResults().get(name).getScore();
    }

    private static double median(RunResult result, ToDoubleFunction<IterationResult> figure) {
        List<IterationResult> iterations = new ArrayList<>();
        for (BenchmarkResult fork : result.getBenchmarkResults()) {
            iterations.addAll(fork.getIterationResults());
        }
        double[] sorted = iterations.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
