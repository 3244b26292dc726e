package org.mvjpeg.training.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mvjpeg.training.DrawnPhotos;
import org.mvjpeg.training.ModelFiles;
import picocli.CommandLine;

class TrainFilterCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(Object... arguments) {
        CommandLine line = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        String[] texts = new String[arguments.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = arguments[i].toString();
        }
        return line.execute(texts);
    }

    @Test
    void trainsFromTheCommandLine() throws IOException {
        Path photos = DrawnPhotos.folder(folder.resolve("photos"), 8);
        Path result = folder.resolve("result");

        int code = run(
                "train-filter",
                "--photos",
                photos,
                "--profile",
                "off",
                "--profile",
                "human",
                "--steps",
                2,
                "--batch",
                2,
                "--channels",
                16,
                "--pictures",
                4,
                "--side",
                80,
                "--window",
                64,
                "--threads",
                1,
                "--min-qp",
                30,
                "--max-qp",
                40,
                "--out",
                result);
        assertThat(code).as(err.toString()).isZero();
        assertThat(out.toString())
                .contains("6 photographs to learn from, 2 to validate with")
                .contains("anchor for MSE")
                .contains("step 2/2")
                .contains("1-MS-SSIM: BD-rate")
                .contains("wrote " + result.resolve("model.safetensors"));

        int again = run(
                "train-filter",
                "--codec",
                "jpeg",
                "--teacher",
                DrawnPhotos.teacher(folder, 1),
                "--photos",
                photos,
                "--init",
                result.resolve("checkpoint.safetensors"),
                "--depth",
                3,
                "--steps",
                1,
                "--batch",
                1,
                "--threads",
                1,
                "--out",
                folder.resolve("further"));
        assertThat(again).as(err.toString()).isZero();
        assertThat(out.toString()).contains("anchor for tiny1");
        assertThat(ModelFiles.depth(result.resolve("model.safetensors"))).isEqualTo(1);
        assertThat(ModelFiles.depth(folder.resolve("further").resolve("model.safetensors")))
                .isEqualTo(3);
    }

    @Test
    void wrongOptionsAreNamed() {
        assertThat(run("train-filter")).isEqualTo(2);
        assertThat(err.toString()).contains("--photos").contains("Try 'mvjpeg train-filter --help'");
        assertThat(run("train-filter", "--photos", "b", "--codec", "avif")).isEqualTo(2);
        assertThat(err.toString())
                .contains("'--codec'")
                .contains("[X265, JPEG]")
                .contains("'avif'");
        assertThat(run("train-filter", "--photos", "b", "--profile", "cats")).isEqualTo(2);
        assertThat(err.toString()).contains("'--profile'").contains("'cats'");
        assertThat(run("train-filter", "--photos", "b", "--window", "336")).isEqualTo(2);
        assertThat(err.toString()).contains("window 336 is outside 16..320");
        assertThat(run("train-filter", "--photos", "b", "--side", "330")).isEqualTo(2);
        assertThat(err.toString()).contains("side 330 and window 176 must be multiples of 16");
        assertThat(run("train-filter", "--photos", "b", "--similarity-weight", "-1"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("similarity weight -1.0 is below 0");
        assertThat(run("train-filter", "--photos", "b", "--depth", "5")).isEqualTo(2);
        assertThat(err.toString()).contains("depth 5 is outside 1..4");
        assertThat(run("train-filter", "--photos", "b", "--pictures", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("pictures 0 is outside 1..");
    }

    @Test
    void unusableInputIsNamed() {
        assertThat(run("train-filter", "--photos", folder.resolve("nowhere"))).isEqualTo(1);
        assertThat(err.toString()).contains("nowhere: no such file or folder");
    }
}
