package org.mvjpeg.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareTest {
    @TempDir
    Path folder;

    @Test
    void bothArmsAreShown() throws IOException {
        Path input = Drawings.landscape(folder.resolve("a.png"), 400, 300);
        Path png = folder.resolve("both.png");
        CommandRun run = CommandRun.of("compare", input, "-o", png, "--qp", 36);
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.outLines()).hasSize(6);
        assertThat(run.outLines().get(0)).isEqualTo(input + "  400x300  QP 36  profile machine  speed balanced");
        assertThat(run.outLines().get(1)).contains("bytes", "bpp", "PSNR Y", "PSNR RGB");
        assertThat(run.outLines().get(2))
                .matches("plain x265 +\\d+  \\d+\\.\\d{3}  \\d+\\.\\d\\d dB +\\d+\\.\\d\\d dB");
        assertThat(run.outLines().get(3)).startsWith("preprocessed");
        assertThat(run.outLines().get(4)).matches("difference +[+-]\\d+\\.\\d %.* dB.* dB");
        BufferedImage painting = ImageIO.read(png.toFile());
        assertThat(painting.getWidth()).isEqualTo(3 * 400 + 4 * 16);
        assertThat(painting.getHeight()).isGreaterThan(300 + 4 * (400 / 4 * 2 / 3));
    }

    @Test
    void withoutANetworkTheArmsAreEqual() {
        Path input = Drawings.landscape(folder.resolve("a.png"), 100, 80);
        CommandRun run = CommandRun.of("compare", input, "-o", folder.resolve("both.png"), "--profile", "off");
        assertThat(run.outLines().get(4)).contains("+0.0 %", "+0.00 dB");
    }

    @Test
    void theInputIsNotOverwritten() throws IOException {
        Path input = Drawings.landscape(folder.resolve("a.png"), 40, 30);
        byte[] before = Files.readAllBytes(input);
        CommandRun run = CommandRun.of("compare", input, "-o", input);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("would overwrite the input");
        assertThat(input).hasBinaryContent(before);
    }

    @Test
    void aBrokenInputIsNamed() throws IOException {
        Path input = Files.writeString(folder.resolve("a.png"), "nothing");
        CommandRun run = CommandRun.of("compare", input, "-o", folder.resolve("b.png"));
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith("mvjpeg: " + input + ": ");
        assertThat(Drawings.filesIn(folder)).containsExactly("a.png");
    }

    @Test
    void onlyPngIsWritten() {
        CommandRun run = CommandRun.of("compare", "a.png", "-o", "b.jpg");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("b.jpg", ".png");
    }
}
