package org.mvjpeg.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every target gives the bytes of the independent Java reference. */
class KernelMatchesReferenceTest {
    /** Pixels; more than a tile of the processor's kernel has, 1024. */
    private static final int ACROSS_TILES = 1100;

    static Stream<String> targets() {
        Stream<String> cpu = KernelLibrary.cpuTargets().stream();
        return KernelLibrary.openCuda().available() ? Stream.concat(cpu, Stream.of("cuda")) : cpu;
    }

    @ParameterizedTest
    @MethodSource("targets")
    void withRandomNetworks(String target) {
        withRandomNetworks(target, false);
    }

    @ParameterizedTest
    @MethodSource("targets")
    void withSparseRandomNetworks(String target) {
        withRandomNetworks(target, true);
    }

    private static void withRandomNetworks(String target, boolean sparse) {
        Random random = new Random(42);
        int changed = 0;
        for (int channels : new int[] {16, 24, 32}) {
            for (int depth = 1; depth <= 4; depth++) {
                Model model = RandomModel.of(channels, depth, sparse, random);
                try (Kernel kernel = Kernel.load(target, model)) {
                    for (int n = 0; n < 4; n++) {
                        changed += compare(kernel, model, random, 70) ? 1 : 0;
                    }
                }
            }
        }
        assertThat(changed).as("pictures that a network changed").isGreaterThan(24);
    }

    @ParameterizedTest
    @MethodSource("targets")
    void withTheShippedModels(String target) {
        Random random = new Random(43);
        for (Model model : new Model[] {Models.machine(), Models.detection(), Models.human(), Models.jpeg()}) {
            try (Kernel kernel = Kernel.load(target, model)) {
                for (int n = 0; n < 3; n++) {
                    compare(kernel, model, random, 150);
                }
                compare(kernel, model, random, ACROSS_TILES, 24);
                compare(kernel, model, random, 23, ACROSS_TILES);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void withoutANetwork(String target) {
        Random random = new Random(44);
        try (Kernel kernel = Kernel.converter(target)) {
            for (int n = 0; n < 20; n++) {
                compare(kernel, null, random, 600);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void planesWithRandomNetworks(String target) {
        Random random = new Random(45);
        int changed = 0;
        for (int kind = 0; kind < 24; kind++) {
            Model model = RandomModel.of(16 + 8 * (kind % 3), 1 + kind / 3 % 4, kind < 12, random);
            try (Kernel kernel = Kernel.load(target, model)) {
                for (int maxSide : new int[] {4, 70, 70}) {
                    changed += comparePlanes(kernel, model, random, maxSide) ? 1 : 0;
                }
            }
        }
        assertThat(changed).as("pictures that a network changed").isGreaterThan(24);
    }

    @ParameterizedTest
    @MethodSource("targets")
    void planesWithTheShippedModels(String target) {
        Random random = new Random(46);
        for (Model model : new Model[] {Models.machine(), Models.detection(), Models.human(), Models.jpeg()}) {
            try (Kernel kernel = Kernel.load(target, model)) {
                for (int n = 0; n < 3; n++) {
                    comparePlanes(kernel, model, random, 150);
                }
                comparePlanes(kernel, model, random, ACROSS_TILES, 24);
                comparePlanes(kernel, model, random, 22, ACROSS_TILES);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void planesWithoutANetworkAreCopied(String target) {
        Random random = new Random(47);
        try (Kernel kernel = Kernel.converter(target)) {
            for (int n = 0; n < 20; n++) {
                assertThat(comparePlanes(kernel, null, random, 300)).isFalse();
            }
        }
    }

    /** Returns whether the network changed the planes. */
    private static boolean comparePlanes(Kernel kernel, Model model, Random random, int maxSide) {
        int width = 2 * random.nextInt(1, maxSide / 2 + 1);
        int height = 2 * random.nextInt(1, maxSide / 2 + 1);
        return comparePlanes(kernel, model, random, width, height);
    }

    private static boolean comparePlanes(Kernel kernel, Model model, Random random, int width, int height) {
        int qp = random.nextInt(52);
        int luma = width * height;
        byte[] i420 = Arrays.copyOf(picture(width, height, random), luma + luma / 2);
        int[][] planes = new int[3][];
        for (int plane = 0, at = 0; plane < 3; at += planes[plane++].length) {
            planes[plane] = new int[plane == 0 ? luma : luma / 4];
            for (int k = 0; k < planes[plane].length; k++) {
                planes[plane][k] = Byte.toUnsignedInt(i420[at + k]);
            }
        }
        byte[] expected =
                ReferenceKernel.ofPlanes(planes, width, height, model, qp).run(width, height);
        byte[] actual = KernelRun.filter(kernel, i420, width, height, qp, random.nextInt(30), random.nextInt(1, 5));
        assertThat(actual)
                .as("%s: planes of %dx%d QP %d", kernel.target(), width, height, qp)
                .isEqualTo(expected);
        return !Arrays.equals(expected, i420);
    }

    /** Returns whether the network changed the picture. */
    private static boolean compare(Kernel kernel, Model model, Random random, int maxSide) {
        int width = random.nextInt(1, maxSide + 1);
        int height = random.nextInt(1, maxSide + 1);
        return compare(kernel, model, random, width, height);
    }

    private static boolean compare(Kernel kernel, Model model, Random random, int width, int height) {
        int codedWidth = (width + 1) / 2 * 2 + 2 * random.nextInt(4);
        int codedHeight = (height + 1) / 2 * 2 + 2 * random.nextInt(4);
        int qp = random.nextInt(52);
        byte[] pixels = picture(width, height, random);
        int[][] planar = new int[3][width * height];
        for (int k = 0; k < pixels.length; k++) {
            planar[k % 3][k / 3] = Byte.toUnsignedInt(pixels[k]);
        }
        byte[] expected =
                ReferenceKernel.ofPixels(planar, width, height, model, qp).run(codedWidth, codedHeight);
        byte[] actual = KernelRun.rgb(kernel, pixels, width, height, codedWidth, codedHeight, qp);
        assertThat(actual)
                .as("%s: %dx%d coded %dx%d QP %d", kernel.target(), width, height, codedWidth, codedHeight, qp)
                .isEqualTo(expected);
        return model != null
                && !Arrays.equals(
                        expected,
                        ReferenceKernel.ofPixels(planar, width, height, null, qp)
                                .run(codedWidth, codedHeight));
    }

    /** Noise around a flat part and a ramp below it. */
    private static byte[] picture(int width, int height, Random random) {
        byte[] pixels = new byte[width * height * 3];
        random.nextBytes(pixels);
        int flat = random.nextInt(pixels.length + 1) / 2;
        int from = random.nextBoolean() ? 0 : random.nextInt(pixels.length - flat + 1);
        Arrays.fill(pixels, from, from + flat, (byte) random.nextInt(256));
        for (int k = from + flat; k < Math.min(pixels.length, from + flat + flat / 2); k++) {
            pixels[k] = (byte) (k / 64);
        }
        return pixels;
    }
}
