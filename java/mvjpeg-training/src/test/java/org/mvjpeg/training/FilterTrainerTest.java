package org.mvjpeg.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mvjpeg.codec.Profile;
import org.mvjpeg.kernel.Kernel;
import org.mvjpeg.kernel.Model;
import org.mvjpeg.kernel.Safetensors;
import org.mvjpeg.kernel.Tensor;
import org.mvjpeg.training.network.Architecture;
import org.mvjpeg.training.photos.Crops;

class FilterTrainerTest {
    private static final int QPS = 4;

    @TempDir
    private Path folder;

    private final List<String> lines = new ArrayList<>();
    private Path photos;

    /** What a filter is trained for. */
    enum Kind {
        FIDELITY,
        JPEG,
        MACHINE
    }

    @BeforeEach
    void drawInputs() throws IOException {
        photos = DrawnPhotos.folder(folder.resolve("photos"), 12);
    }

    private FilterOptions options(Kind kind, int steps, String out) throws IOException {
        return options(kind, steps, out, 0);
    }

    private FilterOptions options(Kind kind, int steps, String out, double lowpass) throws IOException {
        Course course = new Course(
                List.of(photos),
                List.of(),
                new Crops(1, 1.2),
                steps,
                4,
                7,
                0.002,
                new Architecture(16, 1),
                Optional.empty(),
                lowpass,
                32,
                47,
                1000,
                4,
                2,
                1000,
                2,
                folder.resolve(out),
                folder.resolve(out));
        return new FilterOptions(
                course,
                kind == Kind.MACHINE
                        ? List.of(DrawnPhotos.teacher(folder, 1), DrawnPhotos.teacher(folder, 2))
                        : List.of(),
                View.SAME_SIZE,
                0.5,
                kind == Kind.JPEG ? CodecKind.JPEG : CodecKind.X265,
                kind == Kind.MACHINE ? List.of(Profile.MACHINE) : List.of(Profile.OFF, Profile.HUMAN),
                0.3,
                20,
                80,
                64);
    }

    private TrainingResult train(FilterOptions options, int stopAfter) throws IOException {
        AtomicInteger asked = new AtomicInteger();
        return new FilterTrainer(options, lines::add).run(() -> asked.getAndIncrement() == stopAfter);
    }

    private static Model read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Safetensors.read(in);
        }
    }

    private static byte[] bytes(Tensor tensor) {
        byte[] bytes = new byte[tensor.data().remaining()];
        tensor.data().get(bytes);
        return bytes;
    }

    /** It starts by sharpening far too much. */
    @Test
    void theLossFallsAndTheModelIsWritten() throws IOException, JsonParserException {
        int steps = 100;
        TrainingResult result = train(options(Kind.FIDELITY, steps, "out", -0.9), -1);

        Model checkpoint = read(folder.resolve("out").resolve(Trainer.CHECKPOINT));
        float[] figures = new float[steps * StepFigures.COUNT];
        checkpoint.tensor("history/steps").orElseThrow().data().asFloatBuffer().get(figures);
        assertThat(mean(figures, steps - 20, steps)).isLessThan(mean(figures, 0, 5) - 0.005);

        Model model = read(result.model().orElseThrow());
        assertThat(model.metadata())
                .containsEntry("teachers", "MSE 1-MS-SSIM")
                .containsEntry("steps", Integer.toString(steps))
                .containsEntry("proxy gate", "none is needed")
                .containsKeys("codec", "gain by QP", "ships at QP");
        Kernel.load("scalar", model).close();

        JsonObject report =
                JsonParser.object().from(Files.readString(folder.resolve("out").resolve("training-report.json")));
        assertThat(report.getArray("ship_rule")).hasSize(QPS);
        assertThat(report.getArray("validations").getObject(0).getArray("teachers"))
                .hasSize(2);
        assertThat(folder.resolve("out").resolve("training-report.html"))
                .content()
                .contains("<svg", "1-MS-SSIM", "validation after step " + steps);
    }

    private static double mean(float[] figures, int from, int to) {
        double sum = 0;
        for (int step = from; step < to; step++) {
            sum += figures[step * StepFigures.COUNT];
        }
        return sum / (to - from);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void goesOnExactly(Kind kind) throws IOException {
        assertThat(train(options(kind, 4, "whole"), -1).finished()).isTrue();

        TrainingResult stopped = train(options(kind, 4, "parts"), 2);
        assertThat(stopped.finished()).isFalse();
        assertThat(stopped.steps()).isEqualTo(2);
        TrainingResult finished = train(options(kind, 4, "parts"), -1);
        assertThat(finished.finished()).isTrue();
        assertThat(lines).anyMatch(line -> line.contains("going on after step 2 of 4"));

        Model whole = read(folder.resolve("whole").resolve(Trainer.CHECKPOINT));
        Model parts = read(folder.resolve("parts").resolve(Trainer.CHECKPOINT));
        assertThat(parts.tensors()).hasSameSizeAs(whole.tensors()).hasSizeGreaterThan(40);
        for (Tensor tensor : whole.tensors()) {
            assertThat(bytes(parts.tensor(tensor.name()).orElseThrow()))
                    .as(tensor.name())
                    .isEqualTo(bytes(tensor));
        }
        assertThat(parts.metadata().get("validations"))
                .isEqualTo(whole.metadata().get("validations"));
    }

    @Test
    void anotherTrainingIsNotContinued() throws IOException {
        train(options(Kind.FIDELITY, 4, "out"), 1);
        assertThatThrownBy(() -> train(options(Kind.JPEG, 4, "out"), -1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("checkpoint.safetensors is of another training: codec was ")
                .hasMessageContaining("and is now JPEG of the JDK");
    }

    @Test
    void codedSquaresAreKeptAndBrokenOnesNamed() throws IOException {
        train(options(Kind.FIDELITY, 4, "out"), 1);
        Path squares;
        try (var found = Files.list(folder.resolve("out"))) {
            squares = found.filter(file -> file.getFileName().toString().startsWith("coded-"))
                    .findFirst()
                    .orElseThrow();
        }
        try (var found = Files.list(squares)) {
            for (Path file : found.toList()) {
                Files.write(file, new byte[7]);
            }
        }
        assertThatThrownBy(() -> train(options(Kind.FIDELITY, 4, "out"), -1))
                .hasMessageContaining(".planes has 7 bytes; two pictures of 80x80 need 19204");
    }

    @Test
    void memoryStaysFlat() throws IOException {
        List<Long> tracked = new ArrayList<>();
        new FilterTrainer(options(Kind.FIDELITY, 30, "long"), lines::add).run(() -> {
            tracked.add(Pointer.totalCount());
            return false;
        });
        // Every tensor that a step leaves behind would be counted.
        assertThat(tracked.get(29) - tracked.get(25)).isLessThan(50);
    }
}
