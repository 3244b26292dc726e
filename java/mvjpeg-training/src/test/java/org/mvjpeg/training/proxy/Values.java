package org.mvjpeg.training.proxy;

import java.util.Random;
import org.bytedeco.pytorch.Tensor;
import org.mvjpeg.training.tensor.Tensors;

/** Tensors made in code, and their values. */
final class Values {
    private Values() {}

    static float[] of(Tensor tensor) {
        return Tensors.floats(tensor);
    }

    /** A plane with edges, slopes and some noise, different for each seed. */
    static float[] scene(int height, int width, long seed) {
        Random random = new Random(seed);
        float[] plane = new float[height * width];
        double[] wave = random.doubles(6, 0.02, 0.25).toArray();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double value =
                        120 + 50 * Math.sin(wave[0] * x + wave[1] * y) + 30 * Math.cos(wave[2] * y - wave[3] * x);
                if ((x - width / 3) * wave[4] > (y - height / 2) * wave[5]) {
                    value += 45;
                }
                value += x > width / 2 ? 12 * random.nextGaussian() : random.nextGaussian();
                plane[y * width + x] = (float) Math.max(0, Math.min(255, Math.rint(value)));
            }
        }
        return plane;
    }

    static PlaneTensors planes(int count, int height, int width, long seed) {
        return new PlaneTensors(
                batch(count, height, width, seed),
                batch(count, height / 2, width / 2, seed + 1000),
                batch(count, height / 2, width / 2, seed + 2000));
    }

    private static Tensor batch(int count, int height, int width, long seed) {
        float[] all = new float[count * height * width];
        for (int i = 0; i < count; i++) {
            System.arraycopy(scene(height, width, seed + i), 0, all, i * height * width, height * width);
        }
        return Tensor.create(all, count, 1, height, width);
    }
}
