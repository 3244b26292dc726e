package org.mvjpeg.evaluation.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mvjpeg.evaluation.metrics.Detection;

class ResultsFileTest {
    private static final Coding CODING = new Coding(1234, 5_000_000_000L, 31.25, 0.9876543210987654, 12.5);
    private static final Answer CLASSES = new Answer.Classes(List.of(7, 0, 3), 0.123456789012345678, 1.0e-17);
    private static final Answer OBJECTS = new Answer.Objects(
            List.of(new Detection(3, 0.125, 1.25, 2.5, 3.75, 4), new Detection(0, 0.5, 0, 0, 640, 480)),
            12.345678901234567);

    @TempDir
    Path folder;

    private void fill() throws IOException {
        try (ResultsFile file = ResultsFile.open(folder)) {
            file.append(List.of(
                    Line.of("c", "pict \"ure\"\n", "x265", 32, CODING),
                    Line.of("k", "p", "x265", 32, "net", CLASSES),
                    Line.of("o", "p", "x265", 32, "net", OBJECTS),
                    Line.of("n", "p", "x265", 32, "net", new Answer.Objects(List.of(), 0))));
        }
    }

    @Test
    void resultsComeBackToTheLastDigit() throws IOException {
        fill();
        try (ResultsFile file = ResultsFile.open(folder)) {
            assertThat(file.coding("c")).contains(CODING);
            assertThat(file.answer("k")).contains(CLASSES);
            assertThat(file.answer("o")).contains(OBJECTS);
            assertThat(file.answer("n")).contains(new Answer.Objects(List.of(), 0));
            assertThat(file.answer("c")).isEmpty();
        }
    }

    @Test
    void whereverTheLastLineIsCutOnlyItIsLost() throws IOException {
        fill();
        Path lines = folder.resolve("results.jsonl");
        byte[] whole = Files.readAllBytes(lines);
        int lastLine = Files.readString(lines).lastIndexOf("{\"key\"");
        for (int length = lastLine; length < whole.length; length++) {
            Files.write(lines, java.util.Arrays.copyOf(whole, length));
            try (ResultsFile file = ResultsFile.open(folder)) {
                assertThat(file.answer("o")).contains(OBJECTS);
                assertThat(file.answer("n")).isEmpty();
            }
            assertThat(lines).hasSize(lastLine);
        }
    }

    @Test
    void aDamagedLastLineIsDroppedAndTheNextOneStandsAlone() throws IOException {
        fill();
        Path lines = folder.resolve("results.jsonl");
        Files.writeString(lines, "{\"key\": \"z\", \"bytes\"\n", StandardOpenOption.APPEND);
        try (ResultsFile file = ResultsFile.open(folder)) {
            file.append(List.of(Line.of("d", "p", "x265", 37, CODING)));
        }
        try (ResultsFile file = ResultsFile.open(folder)) {
            assertThat(file.coding("d")).contains(CODING);
        }
    }

    @Test
    void damageElsewhereIsNotHidden() throws IOException {
        fill();
        Path lines = folder.resolve("results.jsonl");
        Files.writeString(lines, Files.readString(lines).replaceFirst("\"bytes\"", "bytes\""));
        assertThatIOException()
                .isThrownBy(() -> ResultsFile.open(folder))
                .withMessageContaining("results.jsonl: line 1 is damaged");
    }

    @Test
    void answersOfAnEarlierVersionCountAsNotThere() throws IOException {
        fill();
        Path lines = folder.resolve("results.jsonl");
        String now = Files.readString(lines);
        // Detectors' answers once had no divergence.
        String once = now.lines()
                .map(line -> line.contains("boxes") ? line.replaceFirst(",\"kl\":[^,}]+", "") : line)
                .collect(Collectors.joining("\n", "", "\n"));
        assertThat(once).isNotEqualTo(now);
        Files.writeString(lines, once);
        try (ResultsFile file = ResultsFile.open(folder)) {
            assertThat(file.outdated()).isEqualTo(2);
            assertThat(file.coding("c")).contains(CODING);
            assertThat(file.answer("k")).contains(CLASSES);
            assertThat(file.answer("o")).isEmpty();
            file.append(List.of(Line.of("o", "p", "x265", 32, "net", OBJECTS)));
            assertThat(file.answer("o")).contains(OBJECTS);
        }
        try (ResultsFile file = ResultsFile.open(folder)) {
            assertThat(file.outdated()).isEqualTo(1);
            assertThat(file.answer("o")).contains(OBJECTS);
        }
    }

    @Test
    void twoRunsDoNotShareAFile() throws IOException {
        try (ResultsFile file = ResultsFile.open(folder)) {
            assertThatIOException()
                    .isThrownBy(() -> ResultsFile.open(folder))
                    .withMessageContaining("another run works on it");
            assertThat(file.coding("c")).isEmpty();
        }
    }
}
