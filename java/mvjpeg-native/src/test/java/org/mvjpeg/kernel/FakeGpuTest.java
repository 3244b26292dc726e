package org.mvjpeg.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The binding down to the CUDA library's host side, on the native tests' fake CUDA runtime with its emulated GPU. In processes of their
 * own: a process has one CUDA library.
 */
@Timeout(300)
class FakeGpuTest {
    private static final Path LIBRARY = Path.of("target", "native", "tests", "libmvjpeg_fake_cuda.so");

    @Test
    void batchesAndTicketsGiveTheBytesOfTheCpu() throws Exception {
        run("gpus=2", Batches.class);
    }

    @Test
    void aLostGpuStaysLost() throws Exception {
        run("loss=4", Loss.class);
    }

    private static void run(String machine, Class<?> program) throws Exception {
        assumeThat(Files.exists(LIBRARY))
                .as("the fake CUDA library, built with the native tests where CUDA's headers are")
                .isTrue();
        ProcessBuilder builder = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "--enable-native-access=ALL-UNNAMED",
                        "-D" + KernelLibrary.LIBRARY_PROPERTY + "=" + LIBRARY.toAbsolutePath(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        program.getName())
                .redirectErrorStream(true);
        builder.environment().put("MVJPEG_FAKE_CUDA", machine);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(output.strip()).isEqualTo("done");
    }

    static final class Batches {
        public static void main(String[] arguments) {
            CudaStatus status = KernelLibrary.openCuda();
            assertThat(status.available()).as(status.description()).isTrue();
            assertThat(KernelLibrary.cudaDevices())
                    .containsExactly(
                            "0: an emulated GPU, compute capability 8.0", "1: an emulated GPU, compute capability 8.0");
            Kernel gpu = Kernel.load("cuda", Models.human());
            List<BatchOfPictures> batches = new ArrayList<>();
            List<List<byte[]>> expected = new ArrayList<>();
            try (Kernel cpu = Kernel.load("cpu", Models.human())) {
                for (int k = 0; k < 7; k++) {
                    batches.add(new BatchOfPictures(1 + k, k));
                    expected.add(batches.get(k).planesOneByOne(cpu));
                }
            }
            List<Ticket> tickets = new ArrayList<>();
            batches.forEach(batch -> tickets.add(gpu.submit(batch.jobs(), 1)));
            Pointer none = null;
            assertThatThrownBy(() -> gpu.submit(batches.get(0).jobs(), new DeviceMemory(true, true, none)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("picture data is not in a GPU's memory");
            gpu.close();
            for (int k = tickets.size() - 1; k >= 0; k--) {
                tickets.get(k).close();
                assertThat(batches.get(k).planes()).containsExactlyElementsOf(expected.get(k));
            }
            batches.forEach(BatchOfPictures::close);
            System.out.println("done");
        }
    }

    /** The network's upload takes two waits, then two batches follow. */
    static final class Loss {
        public static void main(String[] arguments) {
            assertThat(KernelLibrary.openCuda().available()).isTrue();
            try (Kernel gpu = Kernel.load("cuda", Models.machine());
                    BatchOfPictures pictures = new BatchOfPictures(2, 1)) {
                gpu.submit(pictures.jobs(), 1).await();
                gpu.submit(pictures.jobs(), 1).await();
                Ticket lost = gpu.submit(pictures.jobs(), 1);
                assertThatThrownBy(lost::await).satisfies(Loss::isLoss);
                lost.close();
                assertThatThrownBy(() -> gpu.submit(pictures.jobs(), 1)).satisfies(Loss::isLoss);
                assertThatThrownBy(() -> Kernel.converter("cuda")).satisfies(Loss::isLoss);
                CudaStatus status = KernelLibrary.openCuda();
                assertThat(status.available()).isFalse();
                assertThat(status.lost()).isTrue();
                assertThat(status.description()).contains("CUDA's own words");
            }
            System.out.println("done");
        }

        private static void isLoss(Throwable e) {
            assertThat(e)
                    .isInstanceOfSatisfying(KernelException.class, failure -> assertThat(failure.reason())
                            .isEqualTo(KernelException.Reason.DEVICE_LOST))
                    .hasMessageContaining("CUDA's own words");
        }
    }
}
