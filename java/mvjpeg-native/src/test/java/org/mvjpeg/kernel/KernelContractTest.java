package org.mvjpeg.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.BytePointer;
import org.junit.jupiter.api.Test;

class KernelContractTest {
    private static final byte[] PIXELS = new byte[64 * 64 * 3];

    static {
        new Random(1).nextBytes(PIXELS);
    }

    @Test
    void badArgumentsNameValueAndLimit() {
        try (Kernel kernel = Kernel.converter("cpu")) {
            assertThatThrownBy(() -> KernelRun.rgb(kernel, PIXELS, 64, 64, 64, 64, 52))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("QP 52 is outside 0..51");
            assertThatThrownBy(() -> KernelRun.rgb(kernel, PIXELS, 64, 64, 62, 64, 30))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("coded width 62");
        }
    }

    @Test
    void badPlanesNameValueAndLimit() {
        try (Kernel kernel = Kernel.load("cpu", Models.machine());
                BytePointer memory = new BytePointer(64 * 64 * 3)) {
            Planes planes = planes(memory, 64, 64, 64);
            Map<Runnable, String> refused = Map.of(
                    () -> kernel.filter(planes, -1, planes, 1), "QP -1 is outside 0..51",
                    () -> kernel.filter(planes, 52, planes, 1), "QP 52 is outside 0..51",
                    () -> kernel.filter(planes, 30, planes, 0), "threads 0 is outside 1..256",
                    () -> kernel.filter(planes, 30, planes(memory, 62, 64, 64), 1),
                            "coded size 62x64 is not the source's, 64x64",
                    () -> kernel.filter(planes(memory, 63, 64, 64), 30, planes, 1),
                            "source: coded width 63 is not even",
                    () -> kernel.filter(planes(memory, 64, 0, 64), 30, planes, 1),
                            "source: coded height 0 is outside 2..65550",
                    () -> kernel.filter(planes(memory, 64, 64, 63), 30, planes, 1),
                            "source: Y stride 63 is outside 64..9223372036854775807");
            refused.forEach((call, message) -> assertThatThrownBy(call::run)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(message));
            assertThatThrownBy(() -> kernel.filter(null, 30, planes, 1)).isInstanceOf(NullPointerException.class);
        }
    }

    private static Planes planes(BytePointer memory, int width, int height, int stride) {
        return new Planes(memory, memory, memory, stride, stride, stride, width, height);
    }

    @Test
    void targetsThatCannotRunAreRefused() {
        assertThatThrownBy(() -> Kernel.converter("mmx"))
                .isInstanceOf(KernelException.class)
                .hasMessageContaining("'mmx' cannot run here")
                .hasMessageContaining("scalar");
    }

    @Test
    void incompleteModelsAreRefused() {
        List<Tensor> tensors = Models.machine().tensors();
        Model incomplete = new Model(tensors.subList(0, tensors.size() - 1), Map.of());
        assertThatThrownBy(() -> Kernel.load("cpu", incomplete))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'lowpass': is missing");
    }

    @Test
    void oneKernelServesManyThreads() {
        try (Kernel kernel = Kernel.load("cpu", Models.machine())) {
            byte[] expected = KernelRun.rgb(kernel, PIXELS, 64, 64, 64, 64, 40);
            assertThat(IntStream.range(0, 64)
                            .parallel()
                            .mapToObj(n -> KernelRun.rgb(kernel, PIXELS, 64, 64, 64, 64, 40)))
                    .allSatisfy(actual -> assertThat(actual).isEqualTo(expected));
            byte[] filtered = KernelRun.filter(kernel, expected, 64, 64, 40, 0, 1);
            assertThat(filtered).isNotEqualTo(expected);
            assertThat(IntStream.range(0, 64)
                            .parallel()
                            .mapToObj(n -> KernelRun.filter(kernel, expected, 64, 64, 40, n, 1 + n % 3)))
                    .allSatisfy(actual -> assertThat(actual).isEqualTo(filtered));
        }
    }

    @Test
    void aClosedKernelSaysSo() {
        Kernel kernel = Kernel.converter("cpu");
        kernel.close();
        kernel.close();
        assertThatThrownBy(() -> KernelRun.rgb(kernel, PIXELS, 64, 64, 64, 64, 32))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theGpuAnswersInWords() {
        assertThat(KernelLibrary.openCuda().description()).isNotBlank().matches("\\P{Cntrl}+");
        assertThat(KernelLibrary.cpuTargets()).startsWith("scalar");
    }
}
