package org.mvjpeg.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is promised of the models in the jar. */
class ShippedModelsTest {
    private static final int SIDE = 96;
    /** QPs over which the network of the nearest QP that ships fades out. */
    private static final int FADING = 5;

    @Test
    void modelsSetByHandAreWhatTheirGeneratorsWrite() throws IOException {
        assertThat(resource("jpeg.safetensors")).isEqualTo(bytes(HandSetModel.jpeg()));
        assertThat(resource("detection.safetensors")).isEqualTo(bytes(LowpassModel.detection()));
    }

    @Test
    void flatPicturesPassUnchangedAtEveryQp() {
        for (Model model : new Model[] {Models.machine(), Models.detection(), Models.human(), Models.jpeg()}) {
            try (Kernel kernel = Kernel.load("cpu", model);
                    Kernel converter = Kernel.converter("cpu")) {
                for (int level : new int[] {0, 1, 127, 255}) {
                    byte[] flat = new byte[SIDE * SIDE * 3];
                    Arrays.fill(flat, (byte) level);
                    for (int qp = 0; qp < 52; qp++) {
                        assertThat(run(kernel, flat, qp))
                                .as("level %d, QP %d", level, qp)
                                .isEqualTo(run(converter, flat, qp));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"jpeg, 22, 32, 45", "detection, 20, 24, 32"})
    void modelsSetByHandSmoothTextureMoreAsTheQuantiserGrows(String name, int silent, int fine, int coarse) {
        byte[] texture = texture();
        try (Kernel kernel = Kernel.load("cpu", name.equals("jpeg") ? Models.jpeg() : Models.detection());
                Kernel converter = Kernel.converter("cpu")) {
            byte[] plain = run(converter, texture, 0);
            assertThat(run(kernel, texture, silent)).isEqualTo(plain);
            assertThat(distance(plain, run(kernel, texture, fine))).isGreaterThan(0.5);
            assertThat(distance(plain, run(kernel, texture, coarse)))
                    .isGreaterThan(1.5 * distance(plain, run(kernel, texture, fine)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"machine", "human"})
    void trainedModelsDoNothingAtQpsAtWhichTheyDoNotShip(String name) {
        Model model = name.equals("machine") ? Models.machine() : Models.human();
        byte[] texture = texture();
        List<String> ships = List.of(model.metadata().get("ships at QP").split(" "));
        int finest = Integer.parseInt(ships.get(0));
        int coarsest = Integer.parseInt(ships.get(ships.size() - 1));
        try (Kernel kernel = Kernel.load("cpu", model);
                Kernel converter = Kernel.converter("cpu")) {
            byte[] plain = run(converter, texture, 0);
            for (int qp = 0; qp < 52; qp++) {
                if (ships.contains(Integer.toString(qp))) {
                    assertThat(distance(plain, run(kernel, texture, qp)))
                            .as("QP %d", qp)
                            .isGreaterThan(0.3);
                } else if (qp <= finest - FADING || qp >= coarsest + FADING) {
                    assertThat(run(kernel, texture, qp)).as("QP %d", qp).isEqualTo(plain);
                }
            }
        }
    }

    private static byte[] texture() {
        byte[] texture = new byte[SIDE * SIDE * 3];
        Random random = new Random(5);
        for (int k = 0; k < texture.length; k++) {
            texture[k] = (byte) (128 + random.nextInt(-20, 21));
        }
        return texture;
    }

    private static double distance(byte[] a, byte[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            int difference = Byte.toUnsignedInt(a[k]) - Byte.toUnsignedInt(b[k]);
            sum += difference * difference;
        }
        return Math.sqrt(sum / a.length);
    }

    private static byte[] run(Kernel kernel, byte[] pixels, int qp) {
        return KernelRun.rgb(kernel, pixels, SIDE, SIDE, SIDE, SIDE, qp);
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = Models.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    private static byte[] bytes(Model model) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Safetensors.write(model, out);
        return out.toByteArray();
    }
}
