package org.mvjpeg.training.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeblockingTest {
    private static final int HEIGHT = 96;
    private static final int WIDTH = 128;

    /** Slopes with steps of several heights at the borders of a grid of blocks, so that all kinds of filtering occur. */
    private static double[][] blocky(int height, int width, long seed) {
        Random random = new Random(seed);
        double[][] offsets = new double[height / 8 + 1][width / 8 + 1];
        for (double[] row : offsets) {
            for (int i = 0; i < row.length; i++) {
                row[i] = random.nextInt(4) * random.nextInt(6);
            }
        }
        double[][] s = new double[height][width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double noise = (x > width / 2 ? 6 : 0.6) * random.nextDouble();
                s[y][x] = (float) (80 + 0.3 * x + 0.2 * y + offsets[y / 8][x / 8] + noise);
            }
        }
        return s;
    }

    private static Tensor tensor(double[][] s) {
        return Ops.of(s).unsqueeze(0);
    }

    private static void assertSame(Tensor actual, double[][] expected) {
        float[] values = Values.of(actual);
        for (int y = 0; y < expected.length; y++) {
            for (int x = 0; x < expected[0].length; x++) {
                assertThat((double) values[y * expected[0].length + x])
                        .as("row %d, column %d", y, x)
                        .isCloseTo(expected[y][x], within(1e-3));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 33, 45, 51})
    void edgesAreFilteredAsTheStandardSays(int qp) {
        DrawnTree tree = new DrawnTree(HEIGHT, WIDTH, 1, qp);
        Random random = new Random(qp);
        int[][] qps = new int[HEIGHT / 32][WIDTH / 32];
        float[] flat = new float[HEIGHT / 32 * (WIDTH / 32)];
        for (int i = 0; i < flat.length; i++) {
            qps[i / (WIDTH / 32)][i % (WIDTH / 32)] = Math.min(51, qp + random.nextInt(5) - 2);
            flat[i] = qps[i / (WIDTH / 32)][i % (WIDTH / 32)];
        }
        double[][] luma = blocky(HEIGHT, WIDTH, qp);
        double[][] chroma = blocky(HEIGHT / 2, WIDTH / 2, qp + 1);
        SlowDeblocking slow = new SlowDeblocking(tree, qps);
        try (PointerScope scope = new PointerScope();
                Deblocking deblocking = new Deblocking()) {
            Deblocking.Edges edges =
                    Deblocking.Edges.of(tree.tensors(), Tensor.create(flat, 1, HEIGHT / 32, WIDTH / 32));
            Tensor filteredLuma = deblocking.luma(tensor(luma), edges);
            Tensor filteredChroma = deblocking.chroma(tensor(chroma), edges);
            slow.luma(luma);
            slow.chroma(chroma);
            assertSame(filteredLuma, luma);
            assertSame(filteredChroma, chroma);
        }
        assertThat(slow.weak).isPositive();
        assertThat(slow.strong)
                .satisfies(count -> assertThat(count > 0 || qp == 20).isTrue());
    }

    /** Away from decisions and limits the filter is linear, so differences of any size are its derivative. */
    @ParameterizedTest
    @ValueSource(ints = {40})
    void gradientsAreDifferenceQuotients(int qp) {
        try (PointerScope scope = new PointerScope();
                Deblocking deblocking = new Deblocking()) {
            DrawnTree tree = new DrawnTree(32, 64, 1, 4);
            Deblocking.Edges edges = Deblocking.Edges.of(tree.tensors(), Tensor.create(new float[] {qp, qp}, 1, 1, 2));
            double[][] samples = new double[32][64];
            for (int y = 0; y < 32; y++) {
                for (int x = 0; x < 64; x++) {
                    samples[y][x] = 100 + 0.05 * x + 0.03 * y + (x >= 32 ? 2 : 0);
                }
            }
            Tensor weights = Ops.of(new Random(1).doubles(32 * 64, -1, 1).toArray(), 1, 32, 64);
            Tensor input = tensor(samples).requires_grad_(true);
            deblocking.luma(input, edges).mul(weights).sum().backward();
            float[] gradient = Values.of(input.grad());
            for (int x = 26; x < 38; x++) {
                samples[5][x] += 0.25;
                float more = Values.of(
                        deblocking.luma(tensor(samples), edges).mul(weights).sum())[0];
                samples[5][x] -= 0.5;
                float less = Values.of(
                        deblocking.luma(tensor(samples), edges).mul(weights).sum())[0];
                samples[5][x] += 0.25;
                assertThat((double) gradient[5 * 64 + x])
                        .as("column %d", x)
                        .isCloseTo((more - less) / 0.5, within(2e-2));
            }
        }
    }
}
