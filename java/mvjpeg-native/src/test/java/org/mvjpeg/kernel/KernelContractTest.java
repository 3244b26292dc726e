package org.mvjpeg.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
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
