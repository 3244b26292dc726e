package org.mvjpeg.cli;

import java.util.concurrent.Callable;
import org.mvjpeg.codec.CodecException;
import org.mvjpeg.codec.MvjpegEncoder;
import org.mvjpeg.codec.NativeStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code mvjpeg doctor}. */
@Command(
        name = "doctor",
        description = "Shows what runs on this machine and tests it.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all checks pass", "1:a check fails", "2:the command line is wrong"})
final class DoctorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() {
        Console console = new Console(command, common);
        TextFacts facts = new TextFacts(console);
        facts.print("mvjpeg", new Main.Version().getVersion()[0].replaceFirst("mvjpeg ", ""));
        facts.print("Java", System.getProperty("java.version") + ", " + System.getProperty("java.vm.name"));
        facts.print("system", System.getProperty("os.name") + ", " + System.getProperty("os.arch"));
        try {
            NativeStatus status = NativeStatus.query();
            facts.print("ISA", status.isa() + " (available: " + String.join(", ", status.isas()) + ")");
            facts.print("GPU", status.gpu());
            if (status.gpus().size() > 1) {
                status.gpus().forEach(gpu -> facts.print("", gpu));
            }
            facts.print("FFmpeg", status.ffmpeg());
            facts.print("x265", status.x265());
            facts.print("cache", status.cache());
            facts.print("memory", "at most " + (MvjpegEncoder.maxBytes() >> 20) + " MB in encoders");
        } catch (IllegalArgumentException e) {
            console.print("FAIL settings: " + Reasons.of(e));
            return ExitCode.FAILED;
        } catch (CodecException | LinkageError e) {
            console.print("FAIL native libraries: " + Reasons.of(e));
            return ExitCode.FAILED;
        }
        boolean passed = true;
        for (SelfTest.Check check : SelfTest.run()) {
            console.print((check.passed() ? "PASS " : "FAIL ") + check.what());
            passed &= check.passed();
        }
        return passed ? ExitCode.OK : ExitCode.FAILED;
    }

    /** Prints names and values in two columns. */
    private record TextFacts(Console console) {
        void print(String name, String value) {
            console.print(String.format("%-8s%s", name, value));
        }
    }
}
