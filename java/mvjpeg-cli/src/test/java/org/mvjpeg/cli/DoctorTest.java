package org.mvjpeg.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DoctorTest {
    @Test
    void thisMachinePasses() {
        CommandRun run = CommandRun.of("doctor");
        assertThat(run.exitCode()).isZero();
        assertThat(run.outLines().stream().map(line -> line.split(" +")[0]).toList())
                .containsExactly(
                        "mvjpeg", "Java", "system", "ISA", "GPU", "FFmpeg", "x265", "cache", "memory", "PASS", "PASS",
                        "PASS");
        assertThat(run.out()).contains("scalar");
    }
}
