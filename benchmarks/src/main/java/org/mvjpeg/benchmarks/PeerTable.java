package org.mvjpeg.benchmarks;

import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs {@link PeerBenchmark} and prints one Markdown table; every figure is the median over the iterations of all forks. */
public final class PeerTable {
    private static final String KERNEL = "kernel";

    private PeerTable() {}

    /** Runs for some four minutes. The table goes to standard output, progress to standard error. */
    public static void main(String[] arguments) throws RunnerException {
        StringBuilder table =
                new StringBuilder("| one thread, 1024x1024 | network | computes | ms | kernel is faster by |\n");
        table.append("|---|---|---|---:|---:|\n");
        for (RunResult result : Runs.run(new OptionsBuilder().include(PeerBenchmark.class.getName() + "."))) {
            boolean branch = result.getParams().getParam("part").equals("BRANCH");
            String part = branch ? "branch B" : "all but colour and pooling";
            table.append(row("kernel", "everything", KERNEL, result));
            table.append(row("ONNX Runtime fp32", part, "onnxRuntime", result));
            table.append(row("ONNX Runtime int8", part, "onnxRuntimeInteger", result));
            table.append(row("OpenCV DNN fp32", part, "openCv", result));
            if (branch) {
                table.append(row("LibTorch fp32", part, "libTorch", result));
            }
        }
        System.out.print(table);
    }

    private static String row(String name, String part, String counter, RunResult result) {
        double nanoseconds = Runs.median(result, i -> Runs.counter(i, counter) / Runs.counter(i, "pictures"));
        double ratio = Runs.median(result, i -> Runs.counter(i, counter) / Runs.counter(i, KERNEL));
        return String.format(
                Locale.ROOT,
                "| %s | `%s` | %s | %.1f | %.2f |%n",
                name,
                result.getParams().getParam("network"),
                part,
                nanoseconds / 1e6,
                ratio);
    }
}
