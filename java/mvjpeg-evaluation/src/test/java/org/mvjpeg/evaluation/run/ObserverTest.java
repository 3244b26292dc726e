package org.mvjpeg.evaluation.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mvjpeg.evaluation.arms.ArmCoder;
import org.mvjpeg.evaluation.arms.Arms;
import org.mvjpeg.evaluation.metrics.Detection;
import org.mvjpeg.evaluation.networks.ReferenceNetworks;

class ObserverTest {
    @TempDir
    Path folder;

    @Test
    void aDetectorsAnswerIsComparedWithTheLastOriginal() throws Exception {
        try (Observer observer = Observer.load(Fixture.detector(folder))) {
            BufferedImage green = plain(0, 204, 0);
            BufferedImage dark = plain(0, 51, 0);
            assertThat(observer.original(green)).isInstanceOfSatisfying(Answer.Objects.class, answer -> {
                assertThat(answer.kl()).isZero();
                assertThat(answer.boxes()).hasSize(1);
            });
            // One score is 0.8 and becomes 0.2; all others are 0 in both.
            double expected = 0.8 * Math.log(4) + 0.2 * Math.log(0.25);
            assertThat(kl(observer.coded(dark))).isCloseTo(expected, within(1e-5));
            assertThat(kl(observer.coded(green))).isZero();
            assertThat(kl(observer.original(dark))).isZero();
            assertThat(kl(observer.coded(dark))).isZero();
            assertThat(kl(observer.coded(green))).isCloseTo(expected, within(1e-5));
        }
    }

    private static BufferedImage plain(int red, int green, int blue) {
        BufferedImage picture = new BufferedImage(32, 32, BufferedImage.TYPE_3BYTE_BGR);
        for (int i = 0; i < 32 * 32; i++) {
            picture.setRGB(i % 32, i / 32, red << 16 | green << 8 | blue);
        }
        return picture;
    }

    private static double kl(Answer answer) {
        return ((Answer.Objects) answer).kl();
    }

    /** Skipped where the networks are not there. */
    @Test
    void theCoarserTheFileTheFartherARealDetectorsAnswer() throws Exception {
        NamedNetwork network =
                NamedNetwork.read(ReferenceNetworks.description("yolox_nano"), ReferenceNetworks.weights());
        BufferedImage drawn = drawn();
        try (Observer observer = Observer.load(network);
                ArmCoder coder = new ArmCoder()) {
            assertThat(((Answer.Objects) observer.original(drawn))
                            .boxes()
                            .get(0)
                            .score())
                    .isGreaterThan(0.8);
            assertThat(kl(observer.coded(drawn))).isZero();
            double last = 0;
            for (int qp : List.of(17, 27, 37, 47)) {
                BufferedImage coded = coder.code(Arms.of("x265"), drawn, qp, List::<Detection>of)
                        .decoded();
                double kl = kl(observer.coded(coded));
                assertThat(kl).as("QP %d", qp).isGreaterThan(last);
                last = kl;
            }
        }
    }

    /** A clock on a wall, which the network is 87 % sure of. */
    private static BufferedImage drawn() {
        BufferedImage picture = new BufferedImage(416, 416, BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < 416; y++) {
            for (int x = 0; x < 416; x++) {
                int grain = (x * x * 7 + y * y * 13 + x * y * 5) % 31;
                picture.setRGB(x, y, 150 + grain << 16 | 120 + grain << 8 | 90 + grain + y / 6);
            }
        }
        Graphics2D graphics = picture.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.translate(208, 208);
        graphics.setColor(Color.DARK_GRAY);
        graphics.fillOval(-150, -150, 300, 300);
        graphics.setColor(Color.WHITE);
        graphics.fillOval(-135, -135, 270, 270);
        graphics.setColor(Color.BLACK);
        for (int hour = 0; hour < 12; hour++) {
            double angle = hour * Math.PI / 6;
            graphics.fillRect((int) (112 * Math.cos(angle)) - 7, (int) (112 * Math.sin(angle)) - 7, 15, 15);
        }
        graphics.setStroke(new BasicStroke(10.7f));
        graphics.drawLine(0, 0, 0, -75);
        graphics.drawLine(0, 0, 75, 37);
        graphics.dispose();
        return picture;
    }
}
