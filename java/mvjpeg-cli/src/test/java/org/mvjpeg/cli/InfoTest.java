package org.mvjpeg.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mvjpeg.codec.MvjpegDecoder;

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
    void anIdentityIsDescribedByThePictureThatItShows() throws IOException, JsonParserException {
        Path derived = Files.write(
                folder.resolve("iden.heic"), DerivedFile.of(Files.readAllBytes(heic), "iden", new byte[0], 1));
        // Without the crop, which DerivedFile leaves out.
        assertShown(derived, "iden", 62, 98);
    }

    @Test
    void anOverlayIsDescribedByItsCanvasAndItsFirstPicture() throws IOException, JsonParserException {
        byte[] canvas = DerivedFile.bytes((short) 0, 0xffff, 0xffff, (short) 50, (short) 40, (short) 3, (short) 4);
        Path derived =
                Files.write(folder.resolve("iovl.heic"), DerivedFile.of(Files.readAllBytes(heic), "iovl", canvas, 1));
        assertShown(derived, "iovl", 40, 50);
    }

    @Test
    void whatIsDerivedFromItselfIsAFailure() throws IOException {
        byte[] file = DerivedFile.of(Files.readAllBytes(heic), "iden", new byte[0], 0);
        String text = new String(file, StandardCharsets.ISO_8859_1);
        file[text.indexOf("dimg") + 4 + 5] = 1;
        CommandRun run = CommandRun.of("info", Files.write(folder.resolve("loop.heic"), file));
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errLines()).hasSize(1);
        assertThat(run.err()).contains("item 1 of type 'iden'");
    }

    /** That text, JSON and decoder agree. */
    private static void assertShown(Path derived, String type, int width, int height)
            throws IOException, JsonParserException {
        CommandRun text = CommandRun.of("info", derived);
        assertThat(text.err()).isEmpty();
        assertThat(text.outLines())
                .contains(
                        "size        " + width + "x" + height,
                        "QP          29",
                        "transforms  rotated by 90 degrees anti-clockwise")
                .anyMatch(line -> line.matches("1 +" + type + " +primary .*"))
                .anyMatch(line -> line.matches("2 +hvc1 +picture .*"));
        JsonObject json = JsonParser.object()
                .from(CommandRun.of("info", derived, "--json").out());
        assertThat(json.getInt("width")).isEqualTo(width);
        assertThat(json.getInt("height")).isEqualTo(height);
        assertThat(json.getInt("qp")).isEqualTo(29);
        assertThat(json.getArray("items").getObject(0).getString("type")).isEqualTo(type);
        try (MvjpegDecoder decoder = new MvjpegDecoder()) {
            BufferedImage shown = decoder.decode(Files.readAllBytes(derived));
            assertThat(List.of(shown.getWidth(), shown.getHeight())).containsExactly(width, height);
        }
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
