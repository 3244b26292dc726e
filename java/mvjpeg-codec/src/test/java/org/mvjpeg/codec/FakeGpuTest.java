package org.mvjpeg.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.awt.image.BufferedImage;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mvjpeg.kernel.Models;
import org.mvjpeg.kernel.Safetensors;

/**
 * What an application sees of a GPU that works, lacks memory, is lost or is missing: on the native tests' fake CUDA runtime with its
 * emulated GPU. In processes of their own, since a lost GPU stays lost and log lines are counted.
 */
@Timeout(600)
class FakeGpuTest {
    private static final Path LIBRARY =
            Path.of("..", "mvjpeg-native", "target", "native", "tests", "libmvjpeg_fake_cuda.so");

    @Test
    void aGpuThatWorksGivesTheBytesOfTheCpu() throws Exception {
        assertThat(run("gpus=2", "cuda", "1", Encode.class)).containsExactly("GPU 1", "encoded");
    }

    @Test
    void aGpuThatWorksFiltersAsTheCpuDoes() throws Exception {
        assertThat(run("gpus=1", "cuda", null, Filter.class)).containsExactly("GPU 0", "filtered");
    }

    @Test
    void withoutMemoryTheCpuFilters() throws Exception {
        assertThat(run("memory=0", "auto", null, Filter.class))
                .contains("GPU 0", "filtered")
                .anyMatch(line -> line.contains("the GPU lacks memory for a picture"));
    }

    @Test
    void withoutMemoryTheCpuTakesOverWithOneLine() throws Exception {
        for (String device : List.of("auto", "cuda")) {
            assertThat(run("memory=0", device, null, Encode.class))
                    .hasSize(3)
                    .contains("GPU 0", "encoded")
                    .filteredOn(line -> line.startsWith("WARNING"))
                    .singleElement()
                    .asString()
                    .contains("the GPU lacks memory for a picture (GPU memory: out of memory");
        }
    }

    /** Enough for small pictures and their network. */
    @Test
    void littleMemoryIsNoReasonToGiveUpTheGpu() throws Exception {
        assertThat(run("memory=400000 loss=9", "cuda", null, LargeBetweenSmall.class))
                .hasSize(4)
                .anyMatch(line -> line.contains("the GPU lacks memory for a picture"))
                .anyMatch(line -> line.contains("the GPU failed"))
                .contains("GPU 0", "lost after a large picture");
    }

    @Test
    void aLostGpuIsOneLineForWhoDidNotAskForIt() throws Exception {
        assertThat(run("loss=5", "auto", null, Encode.class))
                .hasSize(3)
                .contains("GPU 0", "encoded")
                .filteredOn(line -> line.startsWith("WARNING"))
                .singleElement()
                .asString()
                .containsPattern(
                        "the GPU failed \\(\\w.*: CUDA's own words \\(cudaErrorName\\)\\); the CPU is used from now on");
    }

    @Test
    void aLostGpuIsAnErrorForWhoAskedForIt() throws Exception {
        assertThat(run("loss=4", "cuda", null, Lost.class))
                .hasSize(3)
                .contains("GPU 0", "refused")
                .anyMatch(line -> line.startsWith("WARNING"));
    }

    @Test
    void aGpuThatIsNotThereIsOneLineWithThoseThatAre() throws Exception {
        for (String device : List.of("auto", "cuda")) {
            assertThat(run("gpus=2", device, "7", Encode.class))
                    .hasSize(3)
                    .contains("there is no GPU 7; CUDA lists 0: an emulated GPU, compute capability 8.0; "
                            + "1: an emulated GPU, compute capability 8.0")
                    .contains("encoded")
                    .anyMatch(line -> line.startsWith("WARNING") && line.contains("no GPU (there is no GPU 7"));
        }
    }

    /** @return the lines that were printed, of the log's only the messages */
    private static List<String> run(String machine, String device, String number, Class<?> program) throws Exception {
        assumeThat(Files.exists(LIBRARY))
                .as("the fake CUDA library, built with the native tests where CUDA's headers are")
                .isTrue();
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.util.logging.SimpleFormatter.format=%4$s %5$s%n",
                "-Dmvjpeg.cuda.library=" + LIBRARY.toAbsolutePath(),
                "-Dmvjpeg.device=" + device,
                "-Duser.language=en",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        if (number != null) {
            command.add(1, "-Dmvjpeg.cuda.device=" + number);
        }
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("MVJPEG_FAKE_CUDA", machine);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(200, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output.lines().toList();
    }

    private static EncoderOptions options(Device device) {
        EncoderOptions.Builder builder = EncoderOptions.builder()
                .profile(Profile.HUMAN)
                .speed(Speed.FAST)
                .tile(256);
        return device == null ? builder.build() : builder.device(device).build();
    }

    /** Prints the number of the GPU, or why there is none. */
    private static void printGpu() {
        String gpu = NativeStatus.query().gpu();
        System.out.println(gpu.matches("\\d: .*") ? "GPU " + gpu.charAt(0) : gpu);
    }

    /** Many callers at a time; the bytes must be those of the CPU. */
    static final class Encode {
        public static void main(String[] arguments) throws Exception {
            printGpu();
            List<Pixels> pictures = new ArrayList<>();
            for (int k = 0; k < 6; k++) {
                pictures.add(Pixels.of(Drawings.scene(40 + 3 * k, 50, 1 + k % 2)));
            }
            pictures.add(Pixels.of(Drawings.scene(300, 40, 1)));
            ExecutorService threads = Executors.newFixedThreadPool(6);
            try (MvjpegEncoder encoder = new MvjpegEncoder()) {
                List<Future<?>> all = new ArrayList<>();
                for (Pixels picture : pictures) {
                    all.add(threads.submit(() -> {
                        byte[] expected =
                                encoder.encode(picture, options(Device.CPU)).heif();
                        for (int k = 0; k < 3; k++) {
                            assertThat(encoder.encode(picture, options(null)).heif())
                                    .isEqualTo(expected);
                        }
                    }));
                }
                for (Future<?> one : all) {
                    one.get();
                }
            } finally {
                threads.shutdown();
            }
            System.out.println("encoded");
        }
    }

    /** Post filters on decoded planes and on pixels; the samples must be those of the CPU. */
    static final class Filter {
        public static void main(String[] arguments) throws Exception {
            printGpu();
            Path model = Files.createTempFile("filter", ".safetensors");
            BufferedImage scene = Drawings.scene(131, 77, BufferedImage.TYPE_INT_RGB);
            try (MvjpegEncoder encoder = new MvjpegEncoder();
                    MvjpegDecoder decoder = new MvjpegDecoder();
                    PictureFilter filter = new PictureFilter();
                    OutputStream out = Files.newOutputStream(model)) {
                Safetensors.write(Models.machine(), out);
                out.close();
                byte[] file =
                        encoder.encode(Pixels.of(scene), options(Device.CPU)).heif();
                DecoderOptions onGpu = DecoderOptions.builder()
                        .postFilter(PostFilter.FIDELITY)
                        .postFilterModel(model)
                        .build();
                DecoderOptions onCpu = onGpu.toBuilder().device(Device.CPU).build();
                assertThat(pixels(decoder.decode(file, onGpu))).isEqualTo(pixels(decoder.decode(file, onCpu)));
                assertThat(pixels(filter.apply(scene, 38, onGpu))).isEqualTo(pixels(filter.apply(scene, 38, onCpu)));
            } finally {
                Files.delete(model);
            }
            System.out.println("filtered");
        }

        private static int[] pixels(BufferedImage image) {
            return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        }
    }

    static final class LargeBetweenSmall {
        public static void main(String[] arguments) {
            printGpu();
            Pixels small = Pixels.of(Drawings.scene(40, 50, 1));
            Pixels large = Pixels.of(Drawings.scene(400, 500, 1));
            try (MvjpegEncoder encoder = new MvjpegEncoder()) {
                byte[] expected = encoder.encode(small, options(Device.CPU)).heif();
                assertThat(encoder.encode(small, options(null)).heif()).isEqualTo(expected);
                assertThat(encoder.encode(large, options(null)).heif())
                        .isEqualTo(encoder.encode(large, options(Device.CPU)).heif());
                // The loss can only be seen by who still uses the GPU.
                assertThatThrownBy(() -> {
                            for (int k = 0; k < 10; k++) {
                                assertThat(encoder.encode(small, options(null)).heif())
                                        .isEqualTo(expected);
                            }
                        })
                        .isInstanceOf(CodecException.class);
                System.out.println("lost after a large picture");
            }
        }
    }

    /** Also an encoder that was not there when the GPU was lost. */
    static final class Lost {
        public static void main(String[] arguments) {
            printGpu();
            Pixels picture = Pixels.of(Drawings.scene(40, 50, 1));
            try (MvjpegEncoder encoder = new MvjpegEncoder();
                    MvjpegEncoder later = new MvjpegEncoder()) {
                encoder.encode(picture, options(null));
                for (MvjpegEncoder each : List.of(encoder, encoder, later)) {
                    assertThatThrownBy(() -> {
                                for (int k = 0; k < 3; k++) {
                                    each.encode(picture, options(null));
                                }
                            })
                            .isInstanceOf(CodecException.class)
                            .hasMessageContaining("CUDA's own words (cudaErrorName)");
                }
                assertThat(later.encode(picture, options(Device.AUTO)).heif())
                        .isEqualTo(later.encode(picture, options(Device.CPU)).heif());
            }
            System.out.println("refused");
        }
    }
}
