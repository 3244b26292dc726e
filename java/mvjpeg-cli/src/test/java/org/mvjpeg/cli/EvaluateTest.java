package org.mvjpeg.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluateTest {
    @TempDir
    Path folder;

    private Path network;
    private Path photos;
    private Path labels;

    /** Pictures of one colour each under some texture, and a network that answers the means of the channels. */
    @BeforeEach
    void draw() throws IOException {
        photos = folder.resolve("photos");
        StringBuilder rows = new StringBuilder("file,label,split\n");
        for (int i = 0; i < 3; i++) {
            BufferedImage picture = DrawnPicture.landscape(64, 48);
            Graphics2D graphics = picture.createGraphics();
            graphics.setColor(new Color(i == 0 ? 255 : 0, i == 1 ? 255 : 0, i == 2 ? 255 : 0));
            graphics.fillRect(4, 4, 40, 40);
            graphics.dispose();
            Drawings.write(photos.resolve("p" + i + ".png"), picture);
            rows.append("p").append(i).append(".png,").append(i).append(i < 2 ? ",test\n" : ",train\n");
        }
        labels = Files.writeString(folder.resolve("labels.csv"), rows);
        network = MeansNetwork.write(folder, "means");
    }

    private CommandRun evaluate(Object... more) {
        List<Object> arguments = new ArrayList<>(List.of(
                "evaluate",
                "--network",
                network,
                "--images",
                photos,
                "--qp",
                "30,45",
                "--resamples",
                "20",
                "--work",
                folder.resolve("work")));
        arguments.addAll(Arrays.asList(more));
        return CommandRun.of(arguments.toArray());
    }

    @Test
    void curvesComeOutAndASecondRunHasNothingToDo() throws Exception {
        CommandRun run = evaluate("--labels", labels, "--where", "split=test", "--threads", "2");
        assertThat(run.err())
                .isEqualTo("mvjpeg: evaluate: 2 pictures (1 without annotation and 0 beyond the limit left out),"
                        + " 20 codings\n");
        assertThat(run.exitCode()).isZero();
        assertThat(run.outLines().get(0)).matches("BD-rate +anchor +arm +measure +bits +95 % interval");
        Path json = folder.resolve("work/report.json");
        assertThat(run.outLines()).contains("wrote " + json, "wrote " + folder.resolve("work/report.html"));
        JsonObject report = JsonParser.object().from(Files.readString(json));
        JsonObject subject = report.getArray("figures").getObject(0);
        assertThat(subject.getString("subject")).isEqualTo("means");
        assertThat(subject.getObject("uncompressed").getObject("top1").getDouble("estimate"))
                .isEqualTo(1);
        assertThat(subject.getArray("points")).hasSize(10);

        byte[] before = Files.readAllBytes(json);
        long lines = Files.size(folder.resolve("work/results.jsonl"));
        evaluate("--labels", labels, "--where", "split=test", "--json", folder.resolve("again.json"));
        assertThat(folder.resolve("again.json")).hasBinaryContent(before);
        assertThat(folder.resolve("work/results.jsonl")).hasSize(lines);
    }

    @Test
    void heldOutNetworksAreMarkedAndPicturesStayOut() throws IOException {
        Path html = folder.resolve("work/report.html");
        assertThat(evaluate("--arms", "x265,machine", "--held-out", network).exitCode())
                .isZero();
        assertThat(Files.readString(html)).contains("means (held out)", "<img ");
        CommandRun run = evaluate("--arms", "x265,machine", "--held-out", network, "--examples", "0");
        assertThat(run.out()).contains("means (held out)");
        assertThat(Files.readString(html)).contains("means (held out)").doesNotContain("<img ");
    }

    @Test
    void answersOfAnEarlierVersionAreSpokenOf() throws IOException {
        Path lines = Files.createDirectories(folder.resolve("work")).resolve("results.jsonl");
        Files.writeString(lines, "{\"key\":\"k\",\"network\":\"old\",\"boxes\":\"0,0.5,0,0,1,1\"}\n");
        CommandRun run = evaluate("--arms", "x265,machine");
        assertThat(run.exitCode()).isZero();
        assertThat(run.err())
                .contains("work has answers of detectors from a version that measured no KL divergence of them (1); ");
        assertThat(run.out()).contains("agreement", "KL divergence");
    }

    @Test
    void aBrokenPictureIsNamedAndTheRestIsDone() throws IOException {
        Files.writeString(photos.resolve("broken.png"), "nothing");
        CommandRun run = evaluate("--arms", "x265,machine");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("mvjpeg: broken.png: skipped: not a picture that ImageIO reads here");
        assertThat(Files.readString(folder.resolve("work/report.html"))).contains("Skipped pictures", "broken.png");
        assertThat(run.out()).contains("agreement");
    }

    @Test
    void wrongCommandLinesAreRefusedBeforeAnythingIsDone() {
        assertUsage(evaluate("--arms", "x265,h264"), "'h264' is not an arm; known are paper, x265, network,");
        assertUsage(evaluate("--qp", "30,52"), "QP 52 is outside 0..51");
        assertUsage(evaluate("--qp", "30,x"), "--qp");
        assertUsage(evaluate("--threads", "0"), "threads 0 is below 1");
        assertUsage(evaluate("--limit", "0"), "0 is below 1");
        assertUsage(evaluate("--where", "a=b"), "'--where' needs '--labels'");
        assertUsage(evaluate("--arm", "x=machine,psy=1"), "unknown x265 option psy");
        assertUsage(evaluate("--anchors", "jpeg"), "the anchor 'jpeg' is not among the arms");
        assertUsage(evaluate("--arms", "mask,x265"), "needs a detector");
        assertThat(folder.resolve("work")).doesNotExist();
    }

    private static void assertUsage(CommandRun run, String message) {
        assertThat(run.err()).contains(message);
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void wrongFilesAreNamed() throws IOException {
        Files.writeString(labels, "other.png,0\n");
        assertFailure(evaluate("--labels", labels), "labels.csv: speaks of none of the 3 pictures");
        Path empty = Files.createDirectories(folder.resolve("empty"));
        assertFailure(
                CommandRun.of("evaluate", "--network", network, "--images", empty, "--work", folder.resolve("work")),
                "empty: no picture in it");
        Files.writeString(folder.resolve("means.cfg"), "[net]\nwidth=8\n[nonsense]\n");
        assertFailure(evaluate(), "means.cfg: cannot be loaded");
        Files.writeString(folder.resolve("work/results.jsonl"), "damaged\nand more\n");
        assertFailure(evaluate(), "results.jsonl: line 1 is damaged");
        assertThat(folder.resolve("work/report.json")).doesNotExist();
    }

    private static void assertFailure(CommandRun run, String message) {
        assertThat(run.err()).contains(message);
        assertThat(run.out()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void oneBudgetNeedsNoNetwork() throws Exception {
        Path work = folder.resolve("work");
        CommandRun run = CommandRun.of(
                "evaluate", "--clic", "--bpp", "3", "--post-filter", "off", "--images", photos, "--work", work);
        assertThat(run.err()).isEqualTo("mvjpeg: evaluate: 3 pictures at 3.0 bpp\n");
        assertThat(run.exitCode()).isZero();
        assertThat(run.outLines().get(0)).matches("way +decoder +bpp +PSNR Y, dB +MS-SSIM +decode ms/MP");
        assertThat(run.outLines())
                .hasSize(9)
                .contains("wrote " + work.resolve("clic.json"), "wrote " + work.resolve("clic.html"));
        assertThat(run.outLines().get(2))
                .matches(
                        "settings, one QP +plain +[\\d.]+ +[\\d.]+ \\(\\+0\\.000\\) +[\\d.]+ \\(\\+0\\.0000\\) +[\\d.]+");
        JsonObject report = JsonParser.object().from(Files.readString(work.resolve("clic.json")));
        assertThat(report.getArray("rows")).hasSize(6);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--network n.json --bpp 0.15; Option '--bpp' needs '--clic'",
                "--network n.json --post-filter off; Option '--post-filter' needs '--clic'",
                "--clic --qp 30,40; Option '--qp' does not go with '--clic'",
                "--clic --arms x265; Option '--arms' does not go with '--clic'",
                "--clic --bpp 0; 0.0 bits per pixel is not above 0 and finite",
                "--clic --post-filter sharp;"
                        + " Invalid value for option '--post-filter': 'sharp' is none of fidelity, machine, jpeg",
                "--qp 30,40; Missing required option: '--network=JSON'",
            })
    void whatDoesNotGoTogetherIsSaid(String options, String message) {
        List<Object> arguments = new ArrayList<>(List.of("evaluate", "--images", photos));
        arguments.addAll(Arrays.asList(options.split(" ")));
        CommandRun run = CommandRun.of(arguments.toArray());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errLines().get(0)).isEqualTo("mvjpeg: " + message);
    }
}
