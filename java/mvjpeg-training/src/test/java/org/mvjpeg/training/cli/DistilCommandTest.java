package org.mvjpeg.training.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mvjpeg.training.DrawnPhotos;

class DistilCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    @Test
    void whatIsMissingOrWrongIsNamed() throws IOException {
        assertThat(run("distil", "--photos", "photos")).isEqualTo(2);
        assertThat(err.toString())
                .contains("Missing required option: '--model=MODEL'")
                .contains("Try 'mvjpeg distil --help'.");

        String photos = DrawnPhotos.folder(folder.resolve("photos"), 2).toString();
        assertThat(run("distil", "--model", "none", "--photos", photos, "--channels", "20"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("20 channels; there must be 16, 24 or 32");

        assertThat(run("distil", "--model", "none", "--photos", photos)).isEqualTo(1);
        assertThat(err.toString()).contains("mvjpeg: none: no such file");
    }
}
