package org.mvjpeg.training.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mvjpeg.codec.EncoderOptions;
import org.mvjpeg.codec.I420;
import org.mvjpeg.codec.PlaneCodec;
import org.mvjpeg.kernel.Kernel;
import org.mvjpeg.kernel.Model;
import org.mvjpeg.kernel.Planes;
import org.mvjpeg.training.NoisePictures;
import org.mvjpeg.training.onnx.ReferenceData;
import org.mvjpeg.training.proxy.PlaneBatches;
import org.mvjpeg.training.proxy.PlaneTensors;
import org.mvjpeg.training.tensor.Tensors;

/** The fake-quantised graph and the exported model in the kernel give the same bytes. */
class KernelEqualityTest {
    private static final int[] QPS = {0, 22, 34, 45, 51};

    @ParameterizedTest
    @CsvSource({"16, 1", "24, 3", "32, 2", "32, 4"})
    void onDrawnPictures(int channels, int depth) {
        Random random = new Random(channels + depth);
        try (PreprocessingNetwork network = new PreprocessingNetwork(new Architecture(channels, depth), 7, 0.4)) {
            RandomParameters.into(network, random);
            for (int[] size : new int[][] {{64, 48}, {33, 71}, {1, 1}, {16, 16}, {90, 31}}) {
                double changed = compare(network, Pictures.drawn(size[0], size[1], random));
                assertThat(changed).as("share of samples that change").isGreaterThan(size[0] > 16 ? 0.2 : -1);
            }
        }
    }

    @Test
    void onPhotos() throws IOException {
        try (PreprocessingNetwork network = new PreprocessingNetwork(new Architecture(32, 2), 8, 0.2)) {
            RandomParameters.into(network, new Random(5));
            for (BufferedImage photo : ReferenceData.photos(3)) {
                assertThat(compare(network, Pictures.of(photo))).isGreaterThan(0.5);
            }
        }
    }

    /** As a post filter: planes extended each by itself. */
    @Test
    void onDecodedPlanes() {
        Random random = new Random(12);
        try (PlaneCodec codec = new PlaneCodec();
                PreprocessingNetwork network = new PreprocessingNetwork(new Architecture(24, 1), 9, 0.3)) {
            RandomParameters.into(network, random);
            network.fakeQuantised(true);
            for (int[] size : new int[][] {{64, 48}, {50, 90}, {16, 16}}) {
                for (int qp : new int[] {22, 37, 51}) {
                    I420 decoded = codec.code(
                                    NoisePictures.next(size[0], size[1], random),
                                    EncoderOptions.builder().qp(qp).threads(1).build())
                            .decoded();
                    assertFilteredAlike(network, decoded, qp);
                }
            }
        }
    }

    private static void assertFilteredAlike(PreprocessingNetwork network, I420 decoded, int qp) {
        for (String target : List.of("scalar", "cpu")) {
            try (PointerScope scope = new PointerScope();
                    NoGradGuard guard = new NoGradGuard();
                    Kernel kernel = Kernel.load(target, network.export(Map.of()))) {
                PlaneTensors graph =
                        network.forward(PlaneBatches.tensors(List.of(decoded)), Tensors.of(new long[] {qp}, 1));
                int width = decoded.width();
                int height = decoded.height();
                Planes from = planes(width, height);
                from.y().put(decoded.y());
                from.u().put(decoded.u());
                from.v().put(decoded.v());
                Planes to = planes(width, height);
                kernel.filter(from, qp, to, 1);
                I420 expected = PlaneBatches.pictures(graph).get(0);
                byte[] found = new byte[width * height];
                to.y().get(found);
                assertThat(found)
                        .as("%s %dx%d QP %d", target, width, height, qp)
                        .isEqualTo(expected.y());
                assertThat(found).isNotEqualTo(decoded.y());
                found = new byte[width * height / 4];
                to.u().get(found);
                assertThat(found).isEqualTo(expected.u());
                to.v().get(found);
                assertThat(found).isEqualTo(expected.v());
            }
        }
    }

    private static Planes planes(int width, int height) {
        long samples = (long) width * height;
        return new Planes(
                new BytePointer(samples),
                new BytePointer(samples / 4),
                new BytePointer(samples / 4),
                width,
                width / 2,
                width / 2,
                width,
                height);
    }

    @Test
    void withParametersAtTheLimits() {
        Random random = new Random(11);
        try (PreprocessingNetwork network = new PreprocessingNetwork(new Architecture(16, 1), 9, 0.9)) {
            for (float magnitude : new float[] {1e-12f, 1e3f, 1e9f}) {
                try (PointerScope scope = new PointerScope();
                        NoGradGuard guard = new NoGradGuard()) {
                    network.parameters().forEach((name, parameter) -> {
                        float[] values = Tensors.floats(parameter);
                        for (int k = 0; k < values.length; k++) {
                            values[k] = (random.nextInt(3) - 1) * (name.endsWith("bias") ? 30 * magnitude : magnitude);
                        }
                        parameter.copy_(Tensors.of(values, parameter.shape()));
                    });
                }
                compare(network, Pictures.drawn(40, 60, random));
            }
        }
    }

    @Test
    void flatPicturesPassUnchanged() {
        try (PreprocessingNetwork network = new PreprocessingNetwork(new Architecture(32, 2), 8, 0.2)) {
            RandomParameters.into(network, new Random(6));
            for (int value : new int[] {0, 255}) {
                assertThat(compare(network, Pictures.flat(50, 40, value))).isZero();
            }
        }
    }

    /** Returns the share of samples that the network changes. */
    private static double compare(PreprocessingNetwork network, Pictures picture) {
        network.fakeQuantised(true);
        Model model = network.export(Map.of());
        int changed = 0;
        int samples = 0;
        for (String target : List.of("scalar", "cpu")) {
            try (PointerScope scope = new PointerScope();
                    NoGradGuard guard = new NoGradGuard();
                    Kernel kernel = Kernel.load(target, model);
                    Kernel converter = Kernel.converter(target)) {
                ExtendedPlanes extended =
                        picture.extended(network.architecture().margin() + 1);
                for (int qp : QPS) {
                    byte[] expected = picture.through(kernel, qp);
                    byte[] actual = Pictures.i420(network.forward(extended, Tensors.of(new long[] {qp}, 1)));
                    assertThat(actual)
                            .as("%s: %dx%d QP %d", kernel.target(), picture.width(), picture.height(), qp)
                            .isEqualTo(expected);
                    byte[] source = picture.through(converter, qp);
                    for (int k = 0; k < source.length; k++) {
                        changed += source[k] != actual[k] ? 1 : 0;
                    }
                    samples += source.length;
                }
            }
        }
        return (double) changed / samples;
    }
}
