package org.mvjpeg.heif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The conformance files of ISO/IEC 23008-12, where the machine has them. */
class HeifConformanceFilesTest {
    /** Size of the primary picture, or the reason why it cannot be read. */
    private static final Map<String, String> EXPECTED = new TreeMap<>(Map.ofEntries(
            Map.entry("C002", "1280x720"),
            Map.entry("C004", "1280x720"),
            Map.entry("C006", "1280x720"),
            Map.entry("C008", "is no HEVC picture"),
            Map.entry("C010", "1280x720"),
            Map.entry("C012", "1280x720"),
            Map.entry("C014", "is no HEVC picture"),
            Map.entry("C016", "1280x720"),
            Map.entry("C018", "640x360"),
            Map.entry("C020", "640x360"),
            Map.entry("C022", "1440x960"),
            Map.entry("C024", "1280x720"),
            Map.entry("C026", "image sequences are not supported"),
            Map.entry("C028", "image sequences are not supported"),
            Map.entry("C030", "image sequences are not supported"),
            Map.entry("C032", "image sequences are not supported"),
            Map.entry("C034", "1280x720"),
            Map.entry("C036", "image sequences are not supported"),
            Map.entry("C038", "image sequences are not supported"),
            Map.entry("C040", "1024x576"),
            Map.entry("C042", "1280x720"),
            Map.entry("C044", "'rref' is essential"),
            Map.entry("C046", "1280x720"),
            Map.entry("C048", "1280x720"),
            Map.entry("C050", "1280x960"),
            Map.entry("C052", "1280x720"),
            Map.entry("MIAF002", "2048x2048"),
            Map.entry("MIAF004", "1280x720"),
            Map.entry("MIAF006", "1920x1440"),
            Map.entry("multilayer002", "512x256"),
            Map.entry("multilayer004", "AVC pictures are not supported")));

    @Test
    void everyPrimaryPictureIsReadOrRefusedWithTheReason() throws IOException {
        Map<String, String> seen = new TreeMap<>();
        for (String name : EXPECTED.keySet()) {
            String outcome = outcome(name);
            seen.put(name, outcome.contains(EXPECTED.get(name)) ? EXPECTED.get(name) : outcome);
        }

        assertThat(seen).isEqualTo(EXPECTED);
    }

    @Test
    void theirAlphaThumbnailsExifAndTransformsAreFound() throws IOException {
        for (String name : List.of("C006", "C052")) {
            HeifFile withAlpha = file(name);
            HeifItem alpha = withAlpha.alphaOf(withAlpha.primary()).orElseThrow();
            assertThat(withAlpha.picture(alpha).width()).isEqualTo(1280);
            assertThat(withAlpha.premultiplied(withAlpha.primary())).isFalse();
        }
        for (String name : List.of("MIAF002", "MIAF004")) {
            HeifFile withThumbnail = file(name);
            assertThat(withThumbnail.thumbnailsOf(withThumbnail.primary())).hasSize(1);
        }
        assertThat(file("C034").exif())
                .hasValueSatisfying(tiff -> assertThat(new String(tiff, 0, 2, StandardCharsets.US_ASCII))
                        .isIn("II", "MM"));
        assertThat(file("C042").primary().properties()).contains(new ItemProperty.Mirror(0));
        assertThat(file("C014").primary().properties()).contains(new ItemProperty.Rotation(1));
        assertThat(file("C014")
                        .primary()
                        .property(ItemProperty.CleanAperture.class)
                        .orElseThrow()
                        .toRectangle(1280, 720))
                .isEqualTo(new CropRectangle(490, 210, 300, 300));
        assertThat(file("MIAF002").picture(file("MIAF002").primary()).bitDepthLuma())
                .isEqualTo(10);
    }

    @Test
    void theirPicturesSurviveOurWriter() throws IOException {
        for (String name : List.of("C002", "C034", "C040", "C050", "MIAF002", "MIAF006")) {
            HeifFile original = file(name);
            HevcPicture picture = original.picture(original.primary());

            HeifFile copy = HeifFile.read(HeifWriter.of(picture).toByteArray(), HeifLimits.DEFAULT);

            assertThat(copy.picture(copy.primary()).annexB()).isEqualTo(picture.annexB());
        }
    }

    private static String outcome(String name) throws IOException {
        try {
            HeifFile file = file(name);
            HeifItem primary = file.primary();
            if (primary.type().equals("grid")) {
                Grid grid = file.grid(primary);
                for (HeifItem tile : grid.tiles()) {
                    file.picture(tile);
                }
                return grid.outputWidth() + "x" + grid.outputHeight();
            }
            HevcPicture picture = file.picture(primary);
            return picture.width() + "x" + picture.height();
        } catch (HeifException e) {
            return e.getMessage();
        }
    }

    private static HeifFile file(String name) throws IOException {
        Optional<Path> folder = folder();
        assumeTrue(folder.isPresent(), "the conformance files are not on this machine");
        return HeifFile.read(Files.readAllBytes(folder.get().resolve(name + ".heic")), HeifLimits.DEFAULT);
    }

    /** MVJPEG_DATA as property or variable, else ../shared/data beside the repository. */
    private static Optional<Path> folder() {
        List<Path> candidates = new ArrayList<>();
        String data = System.getProperty("MVJPEG_DATA", System.getenv("MVJPEG_DATA"));
        if (data != null) {
            candidates.add(Path.of(data));
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.exists(at.resolve("LICENSE"))) {
                candidates.add(at.resolve("../shared/data"));
            }
        }
        return candidates.stream()
                .map(path -> path.resolve("heif_conformance"))
                .filter(Files::isDirectory)
                .findFirst();
    }
}
