package org.mvjpeg.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mvjpeg.training.network.Architecture;
import org.mvjpeg.training.photos.Crops;
import org.mvjpeg.training.photos.PhotoLibrary;
import org.mvjpeg.training.proxy.HyperpriorProxy;
import org.mvjpeg.training.proxy.PlaneTensors;
import org.mvjpeg.training.proxy.ProxyResult;
import org.mvjpeg.training.tensor.Tensors;

class ProxyFittingTest {
    private static final BooleanSupplier NEVER = () -> false;

    @TempDir
    private Path folder;

    private final List<String> lines = new ArrayList<>();
    private Path photos;

    @BeforeEach
    void draw() throws IOException {
        torch.set_num_threads(1);
        photos = DrawnPhotos.folder(folder.resolve("photos"), 6);
    }

    private TrainingOptions options(String work, long seed) {
        Course course = new Course(
                List.of(photos),
                List.of(),
                new Crops(1, 1.2),
                10,
                2,
                seed,
                0.005,
                new Architecture(16, 1),
                Optional.empty(),
                0,
                22,
                32,
                1000,
                4,
                1,
                1000,
                1,
                folder.resolve(work),
                folder.resolve(work));
        return new TrainingOptions(
                course,
                List.of(folder.resolve("teacher.json")),
                View.SAME_SIZE,
                new TaskWeight(1, 1),
                0,
                0.5,
                ProxyKind.HYPERPRIOR,
                4,
                true);
    }

    /** Bits of a picture by the fitted proxy; nothing if it was stopped. */
    private Optional<float[]> outputs(TrainingOptions options, BooleanSupplier stop) throws IOException {
        ExecutorService executor = Executors.newFixedThreadPool(2);
        try (PointerScope scope = new PointerScope();
                RealCodec codec = new RealCodec(executor)) {
            PhotoSplit split = PhotoSplit.of(options.course());
            BatchLoader loader = new BatchLoader(
                    new PhotoLibrary(split.training(), 1 << 20),
                    options.course().crops(),
                    step -> StepPlan.of(options.course(), step, 1, (judge, share) -> 64),
                    executor);
            Fingerprint fingerprint = Fingerprint.ofProxy(options, List.of("teacher"), split, codec.settings());
            Optional<HyperpriorProxy> proxy =
                    new ProxyFitting(options, fingerprint, new CodedBatches(loader, codec), lines::add).run(stop);
            return proxy.map(fitted -> {
                try (fitted) {
                    return outputs(fitted);
                }
            });
        } finally {
            executor.shutdown();
        }
    }

    private static float[] outputs(HyperpriorProxy proxy) {
        float[] luma = new float[64 * 64];
        for (int i = 0; i < luma.length; i++) {
            luma[i] = (i * 37) % 256;
        }
        Tensor grey = Tensors.of(new float[32 * 32], 1, 1, 32, 32);
        Tensor y = Tensors.of(luma, 1, 1, 64, 64).requires_grad_(true);
        ProxyResult result = proxy.code(new PlaneTensors(y, grey, grey), Tensor.create(new float[] {27}, 1));
        result.bits().sum().backward();
        assertThat(proxy.parameters().values()).noneMatch(Tensor::requires_grad);
        float[] all = Arrays.copyOf(Tensors.floats(result.decoded().y()), 2 * luma.length + 1);
        System.arraycopy(Tensors.floats(y.grad()), 0, all, luma.length, luma.length);
        all[2 * luma.length] = Tensors.floats(result.bits())[0];
        return all;
    }

    private byte[] file(String work) throws IOException {
        return Files.readAllBytes(folder.resolve(work).resolve(ProxyFitting.FILE));
    }

    @Test
    void aFittedProxyIsKeptAndComesBackTheSame() throws IOException {
        float[] fitted = outputs(options("a", 7), NEVER).orElseThrow();
        assertThat(lines).hasSize(4).last().asString().matches("proxy's fit, step 4/4  loss .* s/step  0 s left");
        lines.clear();
        byte[] file = file("a");

        assertThat(outputs(options("a", 7), NEVER).orElseThrow()).isEqualTo(fitted);
        assertThat(lines).singleElement().asString().startsWith("the proxy is that of ");
        assertThat(file("a")).isEqualTo(file);
    }

    @Test
    void aFitThatWasCutBeginsAnewAndComesToTheSame() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        assertThat(outputs(options("cut", 7), () -> asked.getAndIncrement() == 2))
                .isEmpty();
        assertThat(lines).last().isEqualTo("stopped in step 3 of the proxy's fit, which begins anew the next time");
        assertThat(folder.resolve("cut").resolve(ProxyFitting.FILE)).doesNotExist();

        float[] again = outputs(options("cut", 7), NEVER).orElseThrow();
        assertThat(again).isEqualTo(outputs(options("whole", 7), NEVER).orElseThrow());
        assertThat(file("cut")).isEqualTo(file("whole"));
        assertThat(outputs(options("other", 8), NEVER).orElseThrow()).isNotEqualTo(again);
    }

    @Test
    void aProxyOfOtherOptionsIsFittedAnew() throws IOException {
        outputs(options("a", 7), NEVER);
        byte[] before = file("a");
        lines.clear();

        outputs(options("a", 8), NEVER);
        assertThat(lines)
                .first()
                .asString()
                .endsWith("proxy.safetensors was fitted otherwise: seed was 7 and is now 8; the proxy is fitted anew");
        assertThat(file("a")).isNotEqualTo(before);
        lines.clear();
        outputs(options("a", 8), NEVER);
        assertThat(lines).singleElement().asString().startsWith("the proxy is that of ");
    }

    @Test
    void aBrokenFileIsNamedAndReplaced() throws IOException {
        outputs(options("a", 7), NEVER);
        byte[] whole = file("a");
        Path file = folder.resolve("a").resolve(ProxyFitting.FILE);
        lines.clear();

        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        outputs(options("a", 7), NEVER);
        assertThat(lines)
                .first()
                .asString()
                .contains("proxy.safetensors cannot be used: ")
                .endsWith("; the proxy is fitted anew");
        assertThat(file("a")).isEqualTo(whole);
    }
}
