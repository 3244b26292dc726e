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
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncodeSetTest {
    private static final int PICTURES = 4;
    private static final long PIXELS = PICTURES * 128L * 96;

    @TempDir
    Path folder;

    private Path photos;
    private Path out;

    /** Landscapes with more and more strokes. */
    @BeforeEach
    void draw() {
        photos = folder.resolve("photos");
        out = folder.resolve("out");
        Random random = new Random(1);
        for (int i = 0; i < PICTURES; i++) {
            BufferedImage picture = DrawnPicture.landscape(128, 96);
            Graphics2D graphics = picture.createGraphics();
            for (int stroke = 0; stroke < 5 << 2 * i; stroke++) {
                graphics.setColor(new Color(random.nextInt(1 << 24)));
                graphics.drawLine(random.nextInt(128), random.nextInt(96), random.nextInt(128), random.nextInt(96));
            }
            graphics.dispose();
            Drawings.write(photos.resolve(i < 3 ? "p" + i + ".png" : "more/p" + i + ".png"), picture);
        }
    }

    private CommandRun encode(Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("encode", photos, "-o", out, "--speed", "fast"));
        arguments.addAll(Arrays.asList(more));
        return CommandRun.of(arguments.toArray());
    }

    private long bytesWritten() throws IOException {
        long bytes = 0;
        for (String name : Drawings.filesIn(out)) {
            bytes += name.endsWith(".heic") ? Files.size(out.resolve(name)) : 0;
        }
        return bytes;
    }

    @ParameterizedTest
    @CsvSource({"psnr, PSNR Y", "ms-ssim, MS-SSIM", "PSNR, PSNR Y"})
    void allFilesTogetherMeetTheBudgetAndTheReportSaysWhy(String metric, String label) throws Exception {
        CommandRun run = encode("--set-bpp", "1.5", "--metric", metric, "--jobs", 2);
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(Drawings.filesIn(out))
                .containsExactly("more/p3.heic", "p0.heic", "p1.heic", "p2.heic", "set.html", "set.json", "set.jsonl");
        long budget = (long) (1.5 * PIXELS / 8);
        assertThat(bytesWritten()).isBetween((long) Math.ceil(0.995 * budget), budget);
        JsonObject report = JsonParser.object().from(Files.readString(out.resolve("set.json")));
        assertThat(report.getString("metric")).isEqualTo(label);
        assertThat(report.getLong("budget")).isEqualTo(budget);
        assertThat(report.getLong("bytes")).isEqualTo(bytesWritten());
        for (Object one : report.getArray("pictures")) {
            JsonObject picture = (JsonObject) one;
            String name =
                    photos.relativize(Path.of(picture.getString("picture"))).toString();
            Path file = out.resolve(name.replace(".png", ".heic"));
            assertThat(picture.getLong("bytes")).isEqualTo(Files.size(file));
            assertThat(picture.getString("why")).isNotEmpty();
            assertThat(ImageIO.read(file.toFile()).getWidth()).isEqualTo(128);
        }
        assertThat(run.outLines()).hasSize(PICTURES + 5);
        assertThat(run.outLines().get(PICTURES)).startsWith("encoded 4 pictures  " + bytesWritten() + " B");
        assertThat(run.outLines().get(PICTURES + 1))
                .matches("set: \\d+ of " + budget + " B, 0\\.\\d\\d % left  mean " + label + " .*");
        assertThat(run.outLines().get(PICTURES + 2))
                .matches("one QP: [\\d.]+  \\d+ B  mean " + label
                        + " [\\d.]+( dB)?; the set gains [+-][\\d.]+( dB)? \\(95 % interval .* to .*\\)");
    }

    @Test
    void aNetworkOfOnesOwnDecidesWhereTheBytesGo() throws Exception {
        Path network = MeansNetwork.write(folder, "means");
        CommandRun run = encode("--set-bpp", "1.5", "--metric", "machine", "--network", network);
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(bytesWritten()).isBetween(1L, (long) (1.5 * PIXELS / 8));
        JsonObject report = JsonParser.object().from(Files.readString(out.resolve("set.json")));
        assertThat(report.getString("metric")).isEqualTo("KL divergence of means");
        assertThat(report.getDouble("meanQuality")).isNotPositive();
        assertThat(run.out()).contains("mean KL divergence of means 0.");
    }

    @Test
    void aRunThatWasCutGoesOnAndEndsWithTheSameFilesAndReports() throws Exception {
        encode("--set-bpp", "1", "--no-comparison");
        Path lines = out.resolve("set.jsonl");
        byte[] json = Files.readAllBytes(out.resolve("set.json"));
        byte[] html = Files.readAllBytes(out.resolve("set.html"));
        byte[] file = Files.readAllBytes(out.resolve("p1.heic"));
        byte[] measured = Files.readAllBytes(lines);
        assertThat(new String(html)).doesNotContain("95 % interval");

        Files.write(lines, Arrays.copyOf(measured, measured.length / 2));
        Files.delete(out.resolve("p1.heic"));
        CommandRun again = encode("--set-bpp", "1", "--no-comparison", "--jobs", 3);
        assertThat(again.exitCode()).isZero();
        assertThat(out.resolve("set.json")).hasBinaryContent(json);
        assertThat(out.resolve("set.html")).hasBinaryContent(html);
        assertThat(out.resolve("p1.heic")).hasBinaryContent(file);

        long size = Files.size(lines);
        encode("--set-bpp", "1", "--no-comparison");
        assertThat(lines).hasSize(size);
    }

    @Test
    void otherOptionsInTheSameFolderAreRefused() {
        encode("--set-bpp", "1", "--no-comparison");
        CommandRun other = encode("--set-bpp", "1", "--metric", "ms-ssim");
        assertThat(other.exitCode()).isEqualTo(1);
        assertThat(other.err())
                .isEqualTo("mvjpeg: " + out.resolve("set.jsonl") + ": its measurements are of metric 'psnr', and this"
                        + " run has 'ms-ssim'; delete the file or take another\n");
        assertThat(encode("--set-bpp", "1", "--metric", "ms-ssim", "--work", folder.resolve("other"), "--no-comparison")
                        .exitCode())
                .isZero();
    }

    @Test
    void whatCannotBeReadIsNamedAndTheBudgetIsThatOfTheOthers() throws IOException {
        Files.write(photos.resolve("p4.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0});
        CommandRun run = encode("--set-bpp", "1.5", "--no-comparison");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errLines())
                .singleElement()
                .asString()
                .startsWith("mvjpeg: " + photos.resolve("p4.png") + ": skipped: ");
        assertThat(bytesWritten()).isBetween((long) (0.99 * 1.5 * PIXELS / 8), (long) (1.5 * PIXELS / 8));
        assertThat(run.outLines()).anyMatch(line -> line.startsWith("encoded 4 pictures") && line.endsWith("1 failed"));
    }

    @Test
    void aBudgetOutOfReachIsRefusedAndNothingIsWritten() {
        CommandRun run = encode("--set-bpp", "0.05");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .matches("mvjpeg: the budget of 307 bytes is out of reach: the 4 pictures take at least \\d+ bytes\n");
        assertThat(Drawings.filesIn(out)).containsExactly("set.jsonl");
    }

    @Test
    void aBudgetThatIsNeverUsedUpIsSaid() {
        CommandRun run = encode("--set-bpp", "50", "--no-comparison");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("QP 0  ", "the budget exceeds what the set can use: all have their best QP");
    }

    @ParameterizedTest
    @CsvSource({
        "--qp, 32, --qp=N",
        "--quality, 0.5, --quality=Q",
        "--target-bytes, 1000, --target-bytes=N",
        "--target-bpp, 1, --target-bpp=X",
    })
    void theBudgetOfASetDecidesEachQp(String option, String value, String named) {
        CommandRun run = encode("--set-bpp", "1", option, value);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errLines().get(0))
                .isEqualTo("mvjpeg: Error: --set-bpp=X, " + named
                        + " are mutually exclusive: the budget of the set decides the QP of each picture");
        assertThat(out).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--metric psnr; Option '--metric' needs '--set-bpp'",
                "--work w; Option '--work' needs '--set-bpp'",
                "--no-comparison; Option '--no-comparison' needs '--set-bpp'",
                "--network n.json; Option '--network' needs '--set-bpp'",
                "--set-bpp 1 --metric vmaf;"
                        + " Invalid value for option '--metric': 'vmaf' is none of psnr, ms-ssim, machine",
                "--set-bpp 1 --metric machine;"
                        + " Option '--metric machine' needs '--network', the description of a network",
                "--set-bpp 1 --network n.json; Option '--network' needs '--metric machine'",
                "--set-bpp 0; Invalid value for option '--set-bpp': 0.0 bits per pixel is not above 0 and finite",
                "--set-bpp much; Invalid value for option '--set-bpp': 'much' is not a double",
            })
    void whatDoesNotFitIsSaid(String options, String message) {
        CommandRun run = encode((Object[]) options.split(" "));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errLines().get(0)).isEqualTo("mvjpeg: " + message);
        assertThat(out).doesNotExist();
    }
}
