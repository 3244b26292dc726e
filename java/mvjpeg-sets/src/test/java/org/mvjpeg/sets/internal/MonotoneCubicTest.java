package org.mvjpeg.sets.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class MonotoneCubicTest {
    private record Knot(double x, double y) {}

    private static final List<Knot> KNOTS =
            List.of(new Knot(28, 9.1), new Knot(38, 7.5), new Knot(41.5, 7.4), new Knot(48, 6.2));

    private final MonotoneCubic cubic = new MonotoneCubic(KNOTS, Knot::x, Knot::y);

    @Test
    void itGoesThroughItsPointsAndFallsBetween() {
        for (Knot knot : KNOTS) {
            assertThat(cubic.at(knot.x())).isCloseTo(knot.y(), within(1e-12));
        }
        for (double x = 28; x < 48; x += 0.25) {
            assertThat(cubic.at(x + 0.25)).isLessThan(cubic.at(x));
        }
    }

    @Test
    void itsMeanIsThatOfItsValues() {
        double sum = 0;
        for (double x = 28.005; x < 48; x += 0.01) {
            sum += cubic.at(x);
        }
        assertThat(cubic.mean(28, 48)).isCloseTo(sum / 2000, within(1e-6));
    }

    @Test
    void beyondItsPointsItIsTheLineThatItEndsWith() {
        double end = cubic.at(48) - cubic.at(47.9999);
        assertThat(cubic.at(50) - cubic.at(48)).isCloseTo(end * 2 / 0.0001, within(1e-3));
        assertThat(cubic.at(49) - cubic.at(48)).isCloseTo(cubic.at(50) - cubic.at(49), within(1e-12));
        assertThat(cubic.at(27) - cubic.at(28)).isCloseTo(cubic.at(26) - cubic.at(27), within(1e-12));
    }
}
