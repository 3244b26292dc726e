package org.mvjpeg.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is promised of the models in the jar. */
class ShippedModelsTest {
    private static final int SIDE = 96;

    @Test
    void handSetModelsAreWhatTheirGeneratorWrites() throws IOException {
        assertThat(resource("machine.safetensors")).isEqualTo(bytes(HandSetModel.machine()));
        assertThat(resource("detection.safetensors")).isEqualTo(bytes(LowpassModel.detection()));
    }

    @Test
    void flatPicturesPassUnchangedAtEveryQp() {
        for (Model model : new Model[] {Models.machine(), Models.detection(), Models.human()}) {
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

    @Test
    void textureIsSmoothedMoreAsTheQuantiserGrows() {
        byte[] texture = new byte[SIDE * SIDE * 3];
        Random random = new Random(5);
        for (int k = 0; k < texture.length; k++) {
            texture[k] = (byte) (128 + random.nextInt(-20, 21));
        }
        try (Kernel kernel = Kernel.load("cpu", Models.machine());
                Kernel converter = Kernel.converter("cpu")) {
            byte[] plain = run(converter, texture, 0);
            assertThat(run(kernel, texture, 22)).isEqualTo(plain);
            assertThat(distance(plain, run(kernel, texture, 32))).isGreaterThan(0.5);
            assertThat(distance(plain, run(kernel, texture, 45)))
                    .isGreaterThan(1.5 * distance(plain, run(kernel, texture, 32)));
        }
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
