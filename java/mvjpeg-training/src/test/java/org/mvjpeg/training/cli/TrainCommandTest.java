package org.mvjpeg.training.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mvjpeg.training.DrawnPhotos;
import org.mvjpeg.training.ModelFiles;
import picocli.CommandLine;

class TrainCommandTest {
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
                "train",
                "--teacher",
                DrawnPhotos.teacher(folder, 1),
                "--photos",
                photos,
                "--validation",
                photos.resolve("picture0.png"),
                "--validation",
                photos.resolve("picture1.png"),
                "--steps",
                2,
                "--batch",
                2,
                "--channels",
                16,
                "--depth",
                1,
                "--threads",
                1,
                "--skip-gate",
                "--min-qp",
                30,
                "--max-qp",
                40,
                "--proxy",
                "hyperprior",
                "--proxy-steps",
                2,
                "--out",
                result);

        assertThat(code).as(err.toString()).isZero();
        assertThat(out.toString())
                .contains("1 teachers, 6 photographs to learn from, 2 to validate with")
                .contains("proxy's fit, step 2/2")
                .contains("anchor for tiny1")
                .contains("step 2/2")
                .contains("BD-rate")
                .contains("wrote " + result.resolve("model.safetensors"));
        Path model = result.resolve("model.safetensors");
        assertThat(model).exists();

        int again = run(
                "train",
                "--teacher",
                folder.resolve("tiny1.json"),
                "--photos",
                photos,
                "--init",
                model,
                "--steps",
                1,
                "--batch",
                1,
                "--threads",
                1,
                "--out",
                folder.resolve("further"));
        assertThat(again).as(err.toString()).isZero();
        assertThat(out.toString())
                .contains("proxy against x265, 2 photographs:")
                .contains("slopes along blur: rate ");
        assertThat(ModelFiles.depth(folder.resolve("further").resolve("model.safetensors")))
                .isEqualTo(1);
    }

    @Test
    void wrongOptionsAreNamed() {
        assertThat(run("train", "--photos", "x")).isEqualTo(2);
        assertThat(err.toString()).contains("--teacher");
        assertThat(run("train", "--teacher", "a", "--photos", "b", "--view", "wide"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("'wide' is neither a number nor two such as 0.5:1");
        assertThat(run("train", "--teacher", "a", "--photos", "b", "--view", "0:1"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("view 0.0:1.0 must rise from above 0");
        assertThat(run("train", "--teacher", "a", "--photos", "b", "--task-weight", "1:0"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("task weight 0.0 is not above 0");
        assertThat(run("train", "--teacher", "a", "--photos", "b", "--steps", "0"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("steps 0 is outside 1..");
        assertThat(run("train", "--teacher", "a", "--photos", "b", "--channels", "20"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("20 channels; there must be 16, 24 or 32");
        assertThat(run("train", "--teacher", "a", "--photos", "b", "--proxy", "jpeg"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("'--proxy'").contains("'jpeg' is not one of [transform, hyperprior]");
        assertThat(run("train", "--teacher", "a", "--photos", "b", "--proxy-steps", "0"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("proxy steps 0 is outside 1..");
        assertThat(run("train", "--teacher", "a", "--photos", "b", "--max-qp", "77"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("largest QP 77 is outside 23..51");
    }

    @Test
    void unusableInputIsNamed() throws IOException {
        Path photos = DrawnPhotos.folder(folder.resolve("photos"), 4);
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Path teacher = DrawnPhotos.teacher(folder, 1);

        assertThat(run("train", "--teacher", teacher, "--photos", empty)).isEqualTo(1);
        assertThat(err.toString()).contains("mvjpeg: " + empty + ": no picture in it");
        assertThat(run("train", "--teacher", teacher, "--photos", folder.resolve("nowhere")))
                .isEqualTo(1);
        assertThat(err.toString()).contains("nowhere: no such file or folder");
        assertThat(run("train", "--teacher", folder.resolve("missing.json"), "--photos", photos))
                .isEqualTo(1);
        assertThat(err.toString()).contains("missing.json: cannot be read");
        assertThat(run("train", "--teacher", teacher, "--photos", photos, "--init", teacher, "--out", empty))
                .isEqualTo(1);
        assertThat(err.toString()).contains("tiny1.json: not a model to start from: ");
        Path broken = Files.writeString(folder.resolve("broken.json"), "{\"file\": \"tiny1.onnx\"}");
        assertThat(run("train", "--teacher", broken, "--photos", photos)).isEqualTo(1);
        assertThat(err.toString()).contains("broken.json: ");
        Files.writeString(folder.resolve("tiny1.onnx"), "no network");
        assertThat(run("train", "--teacher", teacher, "--photos", photos)).isEqualTo(1);
        assertThat(err.toString()).contains("tiny1.onnx");
        assertThat(err.toString()).doesNotContain("\tat ");
    }
}
