package org.mvjpeg.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mvjpeg.codec.I420;
import org.mvjpeg.kernel.Kernel;
import org.mvjpeg.kernel.Model;
import org.mvjpeg.kernel.Safetensors;
import org.mvjpeg.training.network.Architecture;
import org.mvjpeg.training.network.PreprocessingNetwork;
import org.mvjpeg.training.photos.Crops;
import org.mvjpeg.training.photos.Photo;

class DistillerTest {
    private static final int QP = 33;
    private static final int SIDE = 96;

    @TempDir
    private Path folder;

    private final List<String> lines = new ArrayList<>();
    private Path photos;
    private Path model;

    @BeforeEach
    void drawInputs() throws IOException {
        photos = DrawnPhotos.folder(folder.resolve("photos"), 8);
        model = folder.resolve("large.safetensors");
        try (PreprocessingNetwork large = new PreprocessingNetwork(new Architecture(24, 2), 3, 0.8)) {
            AtomicFiles.write(model, large.export(Map.of()));
        }
    }

    private DistillationOptions options(Path imitated, int steps) {
        return new DistillationOptions(
                imitated,
                List.of(photos),
                new Crops(1, 1.1),
                64,
                steps,
                4,
                5,
                0.02,
                new Architecture(16, 1),
                30,
                36,
                1,
                folder.resolve("out"));
    }

    private boolean distil(DistillationOptions options, BooleanSupplier stop) throws IOException {
        return new Distiller(options, lines::add).run(stop);
    }

    @Test
    void aSmallerNetworkChangesPicturesAlike() throws IOException {
        assertThat(distil(options(model, 60), () -> false)).isTrue();

        Model small = read(folder.resolve("out/model.safetensors"));
        assertThat(small.metadata()).containsEntry("distilled from", "large.safetensors");
        I420 plain;
        I420 wanted;
        I420 found;
        try (Kernel none = Kernel.converter("cpu");
                Kernel large = Kernel.load("cpu", read(model));
                Kernel own = Kernel.load("cpu", small)) {
            Photo unseen = photo(DrawnPhotos.picture(SIDE, SIDE, 77));
            plain = KernelPlanes.of(none, unseen, QP);
            wanted = KernelPlanes.of(large, unseen, QP);
            found = KernelPlanes.of(own, unseen, QP);
        }
        assertThat(squares(plain.y(), wanted.y())).isGreaterThan(2 * SIDE * SIDE);
        assertThat(squares(found.y(), wanted.y())).isLessThan(squares(plain.y(), wanted.y()) / 4);
    }

    @Test
    void whereTheModelDoesNotShipTheNewOneDoesNothing() throws IOException {
        try (PreprocessingNetwork large = new PreprocessingNetwork(new Architecture(24, 2), 3, 0.8)) {
            AtomicFiles.write(model, large.export(Map.of("ships at QP", "30 31")));
        }
        distil(options(model, 60), () -> false);

        Photo unseen = photo(DrawnPhotos.picture(SIDE, SIDE, 77));
        try (Kernel none = Kernel.converter("cpu");
                Kernel own = Kernel.load("cpu", read(folder.resolve("out/model.safetensors")))) {
            assertThat(KernelPlanes.of(own, unseen, 31).y())
                    .isNotEqualTo(KernelPlanes.of(none, unseen, 31).y());
            assertThat(KernelPlanes.of(own, unseen, 36).y())
                    .isEqualTo(KernelPlanes.of(none, unseen, 36).y());
        }
    }

    @Test
    void aTrainingGoesOnFromTheCheckpoint() throws IOException {
        distil(options(model, 3), () -> false);
        Path checkpoint = folder.resolve("out").resolve(Trainer.CHECKPOINT);
        try (PreprocessingNetwork network = InitialNetwork.read(checkpoint, 1).network()) {
            assertThat(network.architecture()).isEqualTo(new Architecture(16, 1));
            Model exported = network.export(Map.of());
            Model written = read(folder.resolve("out/model.safetensors"));
            assertThat(exported.tensor("head.weight").orElseThrow().data())
                    .isEqualTo(written.tensor("head.weight").orElseThrow().data());
        }
        assertThat(distil(options(checkpoint, 2), () -> false)).isTrue();
    }

    @Test
    void theSameSeedGivesTheSameNetwork() throws IOException {
        distil(options(model, 3), () -> false);
        byte[] first = Files.readAllBytes(folder.resolve("out/model.safetensors"));
        distil(options(model, 3), () -> false);
        assertThat(Files.readAllBytes(folder.resolve("out/model.safetensors"))).isEqualTo(first);
    }

    @Test
    void aStopLeavesNothing() throws IOException {
        assertThat(distil(options(model, 3), () -> lines.size() == 1)).isFalse();
        assertThat(lines).last().asString().contains("stopped after step");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void badInputIsNamed() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.safetensors"), "no tensors at all");
        assertThatThrownBy(() -> distil(options(text, 3), () -> false))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("notes.safetensors: not a model to start from");
        assertThatThrownBy(() -> distil(options(folder.resolve("missing"), 3), () -> false))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("missing: no such file");
        assertThatThrownBy(() -> options(model, 0)).hasMessageContaining("steps 0 is outside 1..");
    }

    private static Photo photo(BufferedImage image) {
        byte[] rgb = new byte[3 * SIDE * SIDE];
        for (int i = 0; i < SIDE * SIDE; i++) {
            int pixel = image.getRGB(i % SIDE, i / SIDE);
            rgb[3 * i] = (byte) (pixel >> 16);
            rgb[3 * i + 1] = (byte) (pixel >> 8);
            rgb[3 * i + 2] = (byte) pixel;
        }
        return new Photo(SIDE, SIDE, rgb);
    }

    private static long squares(byte[] a, byte[] b) {
        long sum = 0;
        for (int i = 0; i < a.length; i++) {
            int difference = (a[i] & 0xFF) - (b[i] & 0xFF);
            sum += (long) difference * difference;
        }
        return sum;
    }

    private static Model read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Safetensors.read(in);
        }
    }
}
