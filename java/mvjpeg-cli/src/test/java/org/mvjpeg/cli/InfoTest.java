package org.mvjpeg.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InfoTest {
    @TempDir
    Path folder;

    private Path heic;

    @BeforeEach
    void encode() {
        Path png = Drawings.landscape(folder.resolve("a.png"), 97, 61);
        heic = folder.resolve("a.heic");
        assertThat(CommandRun.of("encode", png, "--qp", 29).exitCode()).isZero();
    }

    @Test
    void textShowsThePicture() throws IOException {
        CommandRun run = CommandRun.of("info", heic);
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.outLines())
                .contains(
                        "file        " + heic + ", " + Files.size(heic) + " bytes",
                        "size        97x61",
                        "QP          29",
                        "samples     8 bit, 4:2:0")
                .anyMatch(line -> line.startsWith("HEVC        Main Still Picture, level "))
                .anyMatch(line -> line.startsWith("ftyp "))
                .anyMatch(line -> line.startsWith("    ipco "));
    }

    @Test
    void jsonParsesAndSaysTheSame() throws IOException, JsonParserException {
        CommandRun run = CommandRun.of("info", heic, "--json");
        JsonObject json = JsonParser.object().from(run.out());
        long size = Files.size(heic);
        assertThat(json.getLong("bytes")).isEqualTo(size);
        assertThat(json.getInt("width")).isEqualTo(97);
        assertThat(json.getInt("height")).isEqualTo(61);
        assertThat(json.getInt("qp")).isEqualTo(29);
        assertThat(json.getString("profile")).isEqualTo("Main Still Picture");
        assertThat(json.getString("chroma")).isEqualTo("4:2:0");
        assertThat(json.getInt("codedWidth")).isGreaterThanOrEqualTo(97);
        assertThat(json.getDouble("bpp")).isCloseTo(8.0 * size / (97 * 61), within(1e-9));
        assertThat(json.getArray("items").getObject(0).getString("role")).isEqualTo("primary");
        long end = 0;
        for (Object box : json.getArray("boxes")) {
            JsonObject top = (JsonObject) box;
            assertThat(top.getLong("offset")).isEqualTo(end);
            end += top.getLong("size");
        }
        assertThat(end).isEqualTo(size);
        assertThat(json.getArray("boxes").stream()
                        .map(box -> ((JsonObject) box).getString("type"))
                        .toList())
                .isEqualTo(List.of("ftyp", "meta", "mdat"));
    }

    @Test
    void brokenFilesAreNamed() throws IOException {
        byte[] bytes = Files.readAllBytes(heic);
        for (int length : new int[] {0, 7, 40, 200, bytes.length - 1}) {
            Path cut = Files.write(folder.resolve("cut.heic"), Arrays.copyOf(bytes, length));
            CommandRun run = CommandRun.of("info", cut, "--json");
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.out()).isEmpty();
            assertThat(run.errLines()).hasSize(1);
            assertThat(run.err()).startsWith("mvjpeg: " + cut + ": ");
        }
        CommandRun absent = CommandRun.of("info", folder.resolve("absent.heic"));
        assertThat(absent.exitCode()).isEqualTo(1);
        assertThat(absent.err()).contains("no such file");
    }
}
