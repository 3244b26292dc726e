package org.mvjpeg.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mvjpeg.kernel.Kernel;
import org.mvjpeg.kernel.Model;
import org.mvjpeg.kernel.Models;

class ModelImportTest {
    private static final int[] QPS = {24, 30, 37, 45, 51};
    private static final Pictures PICTURE = Pictures.drawn(96, 96, new Random(1));

    @Test
    void shippedModelsComeBackNearly() {
        comesBackNearly(Models.machine(), new Architecture(16, 1));
        comesBackNearly(Models.detection(), new Architecture(16, 1));
        comesBackNearly(Models.human(), new Architecture(16, 1));
    }

    private static void comesBackNearly(Model model, Architecture architecture) {
        try (PreprocessingNetwork network = PreprocessingNetwork.of(model, 1)) {
            assertThat(network.architecture()).isEqualTo(architecture);
            assertThat(errorPerChange(model, network)).isLessThan(0.05);
        }
    }

    @Test
    void exportedModelsComeBackNearly() {
        try (PreprocessingNetwork original = new PreprocessingNetwork(new Architecture(24, 3), 1, 0.3)) {
            RandomParameters.into(original, new Random(2));
            Model model = original.export(Map.of());
            try (PreprocessingNetwork network = PreprocessingNetwork.of(model, 2)) {
                assertThat(errorPerChange(model, network)).isLessThan(0.01);
            }
        }
    }

    @Test
    void deeperNetworksComputeTheSame() {
        for (int depth : new int[] {1, 2}) {
            try (PreprocessingNetwork original = new PreprocessingNetwork(new Architecture(24, depth), 1, 0.3)) {
                RandomParameters.into(original, new Random(4));
                try (PreprocessingNetwork deeper = original.deepened(4)) {
                    assertThat(deeper.architecture()).isEqualTo(new Architecture(24, 4));
                    assertThat(errorPerChange(original.export(Map.of()), deeper))
                            .isZero();
                }
                assertThatThrownBy(() -> original.deepened(depth - 1))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("depth " + (depth - 1) + " is less than " + depth);
            }
        }
    }

    @Test
    void otherFilesAreRefused() {
        assertThatThrownBy(() -> PreprocessingNetwork.of(new Model(Set.of(), Map.of()), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("0 channels; there must be 16, 24 or 32");
        Model full = Models.machine();
        Model part = new Model(
                full.tensors().stream()
                        .filter(tensor -> !tensor.name().equals("gate.1.bias"))
                        .toList(),
                Map.of());
        assertThatThrownBy(() -> PreprocessingNetwork.of(part, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the model has no tensor 'gate.1.bias'");
    }

    /** Power of the difference between a model and the network's export, by the power of what the model changes. */
    private static double errorPerChange(Model model, PreprocessingNetwork network) {
        double error = 0;
        double change = 0;
        try (Kernel expected = Kernel.load("cpu", model);
                Kernel actual = Kernel.load("cpu", network.export(Map.of()));
                Kernel converter = Kernel.converter("cpu")) {
            for (int qp : QPS) {
                byte[] source = PICTURE.through(converter, qp);
                byte[] wanted = PICTURE.through(expected, qp);
                byte[] got = PICTURE.through(actual, qp);
                for (int k = 0; k < source.length; k++) {
                    error += square(got[k], wanted[k]);
                    change += square(source[k], wanted[k]);
                }
            }
        }
        assertThat(change).isPositive();
        return error / change;
    }

    private static double square(byte a, byte b) {
        int difference = Byte.toUnsignedInt(a) - Byte.toUnsignedInt(b);
        return difference * difference;
    }
}
