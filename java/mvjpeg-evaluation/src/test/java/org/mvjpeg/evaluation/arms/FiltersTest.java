package org.mvjpeg.evaluation.arms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mvjpeg.evaluation.metrics.Detection;

class FiltersTest {
    @Test
    void sigmaGrowsWithTheQp() {
        assertThat(GaussianBlur.sigma(22)).isCloseTo(0.3, within(1e-12));
        assertThat(GaussianBlur.sigma(47)).isCloseTo(0.8, within(1e-12));
        assertThat(GaussianBlur.sigma(0)).isZero();
    }

    @Test
    void anEdgeBecomesTheIntegralOfTheBell() {
        BufferedImage edge = new BufferedImage(41, 9, BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < 9; y++) {
            for (int x = 20; x < 41; x++) {
                edge.setRGB(x, y, 0xFFFFFF);
            }
        }
        BufferedImage blurred = GaussianBlur.apply(edge, 2);
        // Between samples 19 and 20 lies the edge; 84.1 % of a bell lies below one standard deviation, 97.7 % below
        // two.
        assertThat(blurred.getRGB(21, 4) & 0xFF).isCloseTo((int) (255 * 0.7734), within(4));
        assertThat(blurred.getRGB(23, 4) & 0xFF).isCloseTo((int) (255 * 0.9599), within(4));
        assertThat(blurred.getRGB(16, 4) & 0xFF).isCloseTo((int) (255 * 0.0401), within(4));
        assertThat(edge.getRGB(19, 4) & 0xFF).isZero();
    }

    @Test
    void theMaskKeepsWhatTheDetectorSees() {
        BufferedImage noise = new BufferedImage(100, 80, BufferedImage.TYPE_3BYTE_BGR);
        Random random = new Random(1);
        for (int i = 0; i < 8000; i++) {
            noise.setRGB(i % 100, i / 100, random.nextInt(1 << 24));
        }
        BufferedImage masked = PictureFilter.MASK.apply(
                noise,
                30,
                () -> List.of(new Detection(0, 0.5, 20, 10, 60, 50), new Detection(0, 0.05, 70, 60, 99, 79)));
        int changedInside = 0;
        int changedOutside = 0;
        for (int y = 0; y < 80; y++) {
            for (int x = 0; x < 100; x++) {
                boolean inside = x >= 16 && x < 64 && y >= 6 && y < 54;
                boolean changed = masked.getRGB(x, y) != noise.getRGB(x, y);
                changedInside += inside && changed ? 1 : 0;
                changedOutside += !inside && changed ? 1 : 0;
            }
        }
        assertThat(changedInside).isZero();
        assertThat(changedOutside).isGreaterThan(5500);
    }
}
