package org.mvjpeg.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageErrorsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "--qp, 52, 0..51",
        "--qp, -1, 0..51",
        "--quality, 1.5, 0..1",
        "--quality, -0.1, 0..1",
        "--threads, 0, 1..256",
        "--threads, 257, 1..256",
        "--jobs, 0, 1..256",
        "--tile, 100, 256..4096",
        "--bit-depth, 9, 'auto, 8, 10'",
        "--target-bytes, 0, below 1",
        "--target-bpp, -1, above 0",
    })
    void aValueOutOfRangeIsNamedWithItsLimit(String option, String value, String limit) {
        Path input = Drawings.landscape(folder.resolve("a.png"), 32, 32);
        CommandRun run = CommandRun.of("encode", input, option, value);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .startsWith("mvjpeg: ")
                .contains(option, value, limit)
                .contains("--help");
        assertThat(run.out()).isEmpty();
        assertThat(Drawings.filesIn(folder)).containsExactly("a.png");
    }

    @ParameterizedTest
    @CsvSource({
        "--qp, many",
        "--quality, good",
        "--profile, robot",
        "--speed, warp",
        "--device, tpu",
    })
    void aValueOfAnotherKindIsNamed(String option, String value) {
        CommandRun run = CommandRun.of("encode", "a.png", option, value);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(option, value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"encode", "decode", "info", "compare", "doctor"})
    void anUnknownOptionIsNamed(String command) {
        CommandRun run = CommandRun.of(command, "a.heic", "--sharpen");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--sharpen", "mvjpeg " + command + " --help");
    }

    @ParameterizedTest
    @ValueSource(strings = {"encode", "decode", "info", "compare"})
    void aMissingInputIsAsked(String command) {
        CommandRun run = CommandRun.of(command);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("IN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"encode", "decode", "info", "compare", "doctor"})
    void helpTellsTheExitCodes(String command) {
        CommandRun run = CommandRun.of(command, "--help");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("Usage: mvjpeg " + command, "Exit codes:", "  2   the command line is wrong");
    }

    @Test
    void qpAndQualityExcludeEachOther() {
        CommandRun run = CommandRun.of("encode", "a.png", "--qp", 30, "--quality", 0.5);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--qp", "--quality", "mutually exclusive");
    }

    @Test
    void anUnknownCommandIsNamed() {
        CommandRun run = CommandRun.of("encoed");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("encoed", "encode");
    }

    @Test
    void noCommandIsAUsageError() {
        CommandRun run = CommandRun.of();
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("COMMAND", "encode");
    }

    @Test
    void aWrongSystemPropertyIsNamedOnceWithItsValueAndLimit() {
        System.setProperty("mvjpeg.qp", "99");
        try {
            CommandRun run = CommandRun.of("encode", "a.png");
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.errLines())
                    .first()
                    .isEqualTo("mvjpeg: system property mvjpeg.qp=99: QP 99 is outside 0..51");
        } finally {
            System.clearProperty("mvjpeg.qp");
        }
    }

    @Test
    void theVersionIsPrinted() {
        CommandRun run = CommandRun.of("--version");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("mvjpeg ");
    }

    @Test
    void anOutputOfAnotherFormatIsRefused() {
        Path input = Drawings.landscape(folder.resolve("a.png"), 32, 32);
        CommandRun run = CommandRun.of("encode", input, "-o", folder.resolve("a.jpg"));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--output", "a.jpg", ".heic");
    }

    @Test
    void aFileCannotTakeSeveralOutputs() {
        Path a = Drawings.landscape(folder.resolve("a.png"), 32, 32);
        Path b = Drawings.landscape(folder.resolve("b.png"), 32, 32);
        CommandRun run = CommandRun.of("encode", a, b, "-o", b);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--output", "is a file");
    }
}
