package org.mvjpeg.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.mvjpeg.kernel.KernelLibrary;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs all benchmarks and prints one Markdown table; every figure is the median over the iterations of all forks. */
public final class Table {
    private static final String LARGE = "4000x3000";
    private static final double KERNEL_MEGAPIXELS = KernelBenchmark.SIDE * KernelBenchmark.SIDE / 1e6;
    private static final String REFERENCE = "encoderOnly";

    private final List<String> rows = new ArrayList<>();

    private Table() {}

    /** Runs everything, in some seven minutes. The table goes to standard output, progress to standard error. */
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
        for (RunResult result : Runs.run(options.param("target", targets))) {
            double perSecond = Runs.median(
                    result, iteration -> iteration.getPrimaryResult().getScore());
            row(
                    "kernel, " + result.getParams().getParam("target") + ", "
                            + result.getParams().getParam("network"),
                    KernelBenchmark.SIDE + "x" + KernelBenchmark.SIDE,
                    result.getParams().getParam("threads"),
                    String.format(Locale.ROOT, "%.1f MP/s", perSecond * KERNEL_MEGAPIXELS),
                    "");
        }
    }

    private void writers() throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder().include(WriterBenchmark.class.getName() + ".");
        writers(Runs.run(options.param("size", "256x256", "1152x864")));
        ChainedOptionsBuilder large = new OptionsBuilder().include(WriterBenchmark.class.getName() + ".");
        // A turn at this size takes ten seconds and more: an iteration is one turn.
        writers(Runs.run(large.param("size", LARGE)
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
        double perSecond = Runs.median(result, i -> 1e9 * Runs.counter(i, "pictures") / Runs.counter(i, counter));
        double ratio = Runs.median(result, i -> Runs.counter(i, counter) / Runs.counter(i, REFERENCE));
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
}
