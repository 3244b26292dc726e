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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mvjpeg.kernel.Kernel;
import org.mvjpeg.kernel.Model;
import org.mvjpeg.kernel.Safetensors;
import org.mvjpeg.kernel.Tensor;
import org.mvjpeg.training.network.Architecture;
import org.mvjpeg.training.network.PreprocessingNetwork;
import org.mvjpeg.training.photos.Crops;
import org.mvjpeg.training.tensor.Tensors;

class TrainerTest {
    @TempDir
    private Path folder;

    private final List<String> lines = new ArrayList<>();
    private Path photos;
    private List<Path> teachers;

    @BeforeEach
    void drawInputs() throws IOException {
        photos = DrawnPhotos.folder(folder.resolve("photos"), 12);
        teachers = List.of(DrawnPhotos.teacher(folder, 1), DrawnPhotos.teacher(folder, 2));
    }

    private TrainingOptions options(int steps, String out) {
        return options(steps, out, ProxyKind.TRANSFORM);
    }

    private TrainingOptions options(int steps, String out, ProxyKind proxy) {
        return options(steps, out, proxy, Optional.empty());
    }

    private TrainingOptions options(int steps, String out, ProxyKind proxy, Optional<Path> init) {
        Course course = new Course(
                List.of(photos),
                List.of(),
                new Crops(1, 1.2),
                steps,
                4,
                7,
                0.005,
                new Architecture(16, 1),
                init,
                0,
                22,
                32,
                1000,
                4,
                2,
                1000,
                1,
                folder.resolve(out),
                folder.resolve(out));
        return new TrainingOptions(course, teachers, View.SAME_SIZE, new TaskWeight(1, 1), 0, 0.5, proxy, 3, true);
    }

    private TrainingResult train(TrainingOptions options, int stopAfter) throws IOException {
        AtomicInteger asked = new AtomicInteger();
        return new Trainer(options, lines::add).run(() -> asked.getAndIncrement() == stopAfter);
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

    /** Sixty leave it to the processor's rounding whether the gain is seen, and a hundred and twenty on some. */
    @Test
    void theLossFallsAndTheModelShips() throws IOException, JsonParserException {
        int steps = 240;
        TrainingResult result = train(options(steps, "out"), -1);

        assertThat(result.finished()).isTrue();
        Model checkpoint = read(folder.resolve("out").resolve(Trainer.CHECKPOINT));
        float[] figures = new float[steps * StepFigures.COUNT];
        checkpoint.tensor("history/steps").orElseThrow().data().asFloatBuffer().get(figures);
        // The noise costs bytes, and teachers that look at means do not need it.
        assertThat(mean(figures, steps - 20, steps)).isLessThan(mean(figures, 0, 10));

        Model model = read(result.model().orElseThrow());
        assertThat(model.metadata())
                .containsEntry("teachers", "tiny1 tiny2")
                .containsEntry("photos", "10")
                .containsEntry("steps", Integer.toString(steps))
                .containsEntry("seed", "7")
                .containsEntry("proxy gate", "skipped")
                .containsKeys("seconds", "gain by QP", "ships at QP");
        Kernel.load("scalar", model).close();

        JsonObject report =
                JsonParser.object().from(Files.readString(folder.resolve("out").resolve("training-report.json")));
        JsonObject last = report.getArray("validations").getObject(0);
        assertThat(last.getDouble("gain")).isLessThan(-0.05);
        assertThat(report.getArray("ship_rule")).hasSize(3);
        assertThat(folder.resolve("out").resolve("training-report.html"))
                .content()
                .contains("<svg", "tiny1", "validation after step " + steps);
    }

    private static double mean(float[] figures, int from, int to) {
        double sum = 0;
        for (int step = from; step < to; step++) {
            sum += figures[step * StepFigures.COUNT];
        }
        return sum / (to - from);
    }

    @ParameterizedTest
    @EnumSource(ProxyKind.class)
    void goesOnExactly(ProxyKind proxy) throws IOException {
        assertThat(train(options(4, "whole", proxy), -1).finished()).isTrue();

        // It is asked before the steps of the proxy's fit, too.
        TrainingResult stopped = train(options(4, "parts", proxy), proxy == ProxyKind.HYPERPRIOR ? 5 : 2);
        assertThat(stopped.finished()).isFalse();
        assertThat(stopped.steps()).isEqualTo(2);
        assertThat(folder.resolve("parts").resolve("model.safetensors")).doesNotExist();
        TrainingResult finished = train(options(4, "parts", proxy), -1);
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
        Model model = read(folder.resolve("whole").resolve("model.safetensors"));
        for (Tensor tensor : read(finished.model().orElseThrow()).tensors()) {
            assertThat(bytes(tensor))
                    .isEqualTo(bytes(model.tensor(tensor.name()).orElseThrow()));
        }
    }

    @Test
    void aStopInTheProxysFitIsNoFailure() throws IOException {
        TrainingResult stopped = train(options(4, "out", ProxyKind.HYPERPRIOR), 1);
        assertThat(stopped.finished()).isFalse();
        assertThat(stopped.steps()).isZero();
        assertThat(folder.resolve("out").resolve(Trainer.CHECKPOINT)).doesNotExist();
    }

    @Test
    void startsExactlyWithTheBestNetworkOfAnotherTraining() throws IOException {
        train(options(4, "out"), -1);
        Path checkpoint = folder.resolve("out").resolve(Trainer.CHECKPOINT);
        Model file = read(checkpoint);
        try (PreprocessingNetwork network = InitialNetwork.of(
                options(4, "next", ProxyKind.TRANSFORM, Optional.of(checkpoint)).course())) {
            assertThat(network.architecture()).isEqualTo(new Architecture(16, 1));
            network.parameters().forEach((name, values) -> {
                float[] best = new float[Math.toIntExact(values.numel())];
                file.tensor("best/" + name).orElseThrow().data().asFloatBuffer().get(best);
                assertThat(Tensors.floats(values)).as(name).isEqualTo(best);
            });
        }
        assertThat(train(options(2, "next", ProxyKind.TRANSFORM, Optional.of(checkpoint)), -1)
                        .finished())
                .isTrue();

        Path text = Files.writeString(folder.resolve("notes.safetensors"), "no tensors at all");
        assertThatThrownBy(() -> train(options(2, "other", ProxyKind.TRANSFORM, Optional.of(text)), -1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("notes.safetensors: not a model to start from");
    }

    @Test
    void anotherTrainingIsNotContinued() throws IOException {
        train(options(4, "out"), 1);

        assertThatThrownBy(() -> train(options(4, "out", ProxyKind.HYPERPRIOR), -1))
                .hasMessageContaining("proxy was transform and is now hyperprior of 3 steps");

        assertThatThrownBy(() -> train(options(5, "out"), -1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("checkpoint.safetensors is of another training: steps was 4 and is now 5");
    }

    @Test
    void brokenCheckpointsAreNamed() throws IOException {
        train(options(4, "out"), 1);
        Path file = folder.resolve("out").resolve(Trainer.CHECKPOINT);
        byte[] whole = Files.readAllBytes(file);

        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(() -> train(options(4, "out"), -1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("checkpoint.safetensors: not a checkpoint");
        Files.writeString(file, "nothing of the kind");
        assertThatThrownBy(() -> train(options(4, "out"), -1)).isInstanceOf(IOException.class);
    }

    @Test
    void badPhotosAreLeftOutAndNamed() throws IOException {
        Files.writeString(photos.resolve("picture3.png"), "no picture");
        Files.write(photos.resolve("zempty.png"), new byte[0]);

        assertThat(train(options(4, "out"), -1).finished()).isTrue();
        assertThat(lines).anyMatch(line -> line.contains("picture3.png"));
    }

    @Test
    void memoryStaysFlat() throws IOException {
        train(options(3, "first"), -1);
        List<Long> physical = new ArrayList<>();
        List<Long> tracked = new ArrayList<>();
        new Trainer(options(30, "long"), lines::add).run(() -> {
            tracked.add(Pointer.totalCount());
            physical.add(Pointer.physicalBytes());
            return false;
        });

        // Every tensor that a step leaves behind would be counted.
        assertThat(tracked.get(29) - tracked.get(25)).isLessThan(50);
        assertThat(physical.get(29) - physical.get(10)).isLessThan(64L << 20);
    }
}
