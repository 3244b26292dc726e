package org.mvjpeg.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeasurementFileTest {
    private static final Map<String, String> SETTINGS = Map.of("metric", "psnr");
    private static final Measurement FIRST =
            new Measurement(new OperatingPoint(38.015625, 1234, 31.234567890123456), 5_000_000_000L);
    private static final Measurement SECOND = new Measurement(new OperatingPoint(40, 999, -1.0e-17), 100);

    @TempDir
    Path folder;

    private Path path;

    @BeforeEach
    void fill() throws IOException {
        path = folder.resolve("new/set.jsonl");
        try (MeasurementFile file = MeasurementFile.open(path)) {
            file.require(SETTINGS);
            file.add("a stripped", "pict \"ure\"\n", FIRST);
            file.add("b", "other", SECOND);
        }
    }

    @Test
    void measurementsComeBackToTheLastDigit() throws IOException {
        try (MeasurementFile file = MeasurementFile.open(path)) {
            file.require(SETTINGS);
            assertThat(file.of("a stripped", 38.015625)).contains(FIRST);
            assertThat(file.of("b", 40)).contains(SECOND);
            assertThat(file.of("b", 41)).isEmpty();
            assertThat(file.of("a", 38.015625)).isEmpty();
        }
        assertThat(Files.readAllLines(path)).hasSize(3);
    }

    @Test
    void whereverTheLastLineIsCutOnlyItIsLost() throws IOException {
        byte[] whole = Files.readAllBytes(path);
        int lastLine = Files.readString(path).lastIndexOf("{\"picture\"");
        for (int length = lastLine; length < whole.length; length++) {
            Files.write(path, Arrays.copyOf(whole, length));
            try (MeasurementFile file = MeasurementFile.open(path)) {
                file.require(SETTINGS);
                assertThat(file.of("a stripped", 38.015625)).contains(FIRST);
                assertThat(file.of("b", 40)).isEmpty();
            }
        }
    }

    @Test
    void oneRunAtATimeHasItOpen() throws IOException {
        try (MeasurementFile file = MeasurementFile.open(path)) {
            assertThatIOException()
                    .isThrownBy(() -> MeasurementFile.open(path))
                    .withMessage(path + ": another run works on it");
        }
    }

    @Test
    void otherSettingsAreRefusedByName() throws IOException {
        try (MeasurementFile file = MeasurementFile.open(path)) {
            assertThatIOException()
                    .isThrownBy(() -> file.require(Map.of("metric", "ms-ssim")))
                    .withMessage(path + ": its measurements are of metric 'psnr', and this run has 'ms-ssim';"
                            + " delete the file or take another");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"format\":\"mvjpeg-set 2\",\"settings\":{}}",
                "{\"picture\":\"a\",\"qp\":30,\"bytes\":5,\"pixels\":9,\"quality\":1}",
                "{\"format\":\"mvjpeg-set 1\",\"settings\":{\"metric\":7}}",
                "no JSON",
                "[]",
                "{}",
            })
    void aFileOfAnotherKindIsRefusedByItsFirstLine(String line) throws IOException {
        String rest = Files.readString(path);
        Files.writeString(path, line + "\n" + rest);
        assertThatIOException()
                .isThrownBy(() -> MeasurementFile.open(path))
                .withMessageContainingAll(path.toString(), "line 1 is damaged");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"bytes\":0", "\"bytes\":-5", "\"bytes\":\"many\""})
    void aMeasurementThatCannotBeIsRefused(String bytes) throws IOException {
        Files.writeString(path, Files.readString(path).replace("\"bytes\":1234", bytes));
        assertThatIOException()
                .isThrownBy(() -> MeasurementFile.open(path))
                .withMessageContainingAll(path.toString(), "line 2 is damaged");
    }
}
