package org.mvjpeg.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mvjpeg.kernel.Kernel;
import org.mvjpeg.kernel.Model;

class FadeTest {
    private static final Pictures PICTURE = Pictures.drawn(64, 64, new Random(3));

    @Test
    void aNetworkFadesOutOverFourQps() {
        Model whole = network();
        Model faded = Fade.of(whole, Set.of(30, 31));
        assertThat(faded.metadata()).containsEntry("note", "random");
        double full = change(whole, 30);
        assertThat(change(faded, 30)).isEqualTo(full);
        assertThat(change(faded, 31)).isEqualTo(change(whole, 31));
        double before = full;
        for (int qp = 29; qp > 25; qp--) {
            double change = change(faded, qp);
            assertThat(change).as("QP %d", qp).isBetween(before - 0.3 * full, before - 0.1 * full);
            before = change;
        }
        for (int qp : new int[] {0, 24, 25, 36, 51}) {
            assertThat(change(faded, qp)).as("QP %d", qp).isZero();
        }
        assertThat(change(faded, 35)).isPositive();
    }

    @Test
    void nothingShipsAtNoQp() {
        Model faded = Fade.of(network(), Set.of());
        for (int qp = 0; qp <= 51; qp++) {
            assertThat(change(faded, qp)).as("QP %d", qp).isZero();
        }
    }

    @Test
    void qpsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> Fade.of(network(), Set.of(52)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("QP 52 is outside 0..51");
    }

    private static Model network() {
        try (PreprocessingNetwork network = new PreprocessingNetwork(new Architecture(16, 2), 8, 0.2)) {
            RandomParameters.into(network, new Random(6));
            return network.export(Map.of("note", "random"));
        }
    }

    /** Mean absolute change of the samples. */
    private static double change(Model model, int qp) {
        try (Kernel kernel = Kernel.load("cpu", model);
                Kernel converter = Kernel.converter("cpu")) {
            byte[] plain = PICTURE.through(converter, qp);
            byte[] changed = PICTURE.through(kernel, qp);
            long sum = 0;
            for (int k = 0; k < plain.length; k++) {
                sum += Math.abs(Byte.toUnsignedInt(plain[k]) - Byte.toUnsignedInt(changed[k]));
            }
            return sum / (double) plain.length;
        }
    }
}
