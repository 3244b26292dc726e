package org.mvjpeg.training.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class AdaptiveQuantisationTest {
    private static double energy(float[] plane, int width, int side, int top, int left) {
        double sum = 0;
        double squares = 0;
        for (int y = top; y < top + side; y++) {
            for (int x = left; x < left + side; x++) {
                sum += plane[y * width + x];
                squares += plane[y * width + x] * plane[y * width + x];
            }
        }
        return squares - sum * sum / (side * side);
    }

    @Test
    void groupsFollowTheEnergyOfTheirBlocks() {
        int height = 64;
        int width = 96;
        try (PointerScope scope = new PointerScope()) {
            PlaneTensors planes = Values.planes(2, height, width, 1);
            float[] qps = {22, 41};
            float[] actual =
                    Values.of(AdaptiveQuantisation.qps(planes.y(), planes.u(), planes.v(), Tensor.create(qps, 2)));
            for (int n = 0; n < 2; n++) {
                for (int group = 0; group < 6; group++) {
                    double offset = 0;
                    for (int block = 0; block < 4; block++) {
                        int top = group / 3 * 32 + block / 2 * 16;
                        int left = group % 3 * 32 + block % 2 * 16;
                        double energy = energy(Values.scene(height, width, 1 + n), width, 16, top, left)
                                + energy(Values.scene(height / 2, width / 2, 1001 + n), width / 2, 8, top / 2, left / 2)
                                + energy(
                                        Values.scene(height / 2, width / 2, 2001 + n), width / 2, 8, top / 2, left / 2);
                        offset += 1.0397 * (Math.log(Math.max(1, energy)) / Math.log(2) - 14.427) / 4;
                    }
                    double expected = Math.max(0, Math.min(51, Math.floor(qps[n] + offset + 0.5)));
                    assertThat((double) actual[n * 6 + group]).isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void flatPicturesAreRefinedAsFarAsThereAreQps() {
        try (PointerScope scope = new PointerScope()) {
            Tensor y = org.bytedeco.pytorch.global.torch.ones(1, 1, 32, 32);
            Tensor c = org.bytedeco.pytorch.global.torch.ones(1, 1, 16, 16);
            assertThat(Values.of(AdaptiveQuantisation.qps(y, c, c, Tensor.create(new float[] {32}, 1))))
                    .containsExactly(17);
            assertThat(Values.of(AdaptiveQuantisation.qps(y, c, c, Tensor.create(new float[] {3}, 1))))
                    .containsExactly(0);
        }
    }
}
