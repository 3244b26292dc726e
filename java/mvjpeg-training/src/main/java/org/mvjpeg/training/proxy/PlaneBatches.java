package org.mvjpeg.training.proxy;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.mvjpeg.codec.I420;
import org.mvjpeg.training.tensor.Tensors;

/** Batches of planes as the codec's single pictures, and back. */
public final class PlaneBatches {
    private PlaneBatches() {}

    /** Copies of the pictures, rounded. */
    public static List<I420> pictures(PlaneTensors planes) {
        float[] y = Tensors.floats(planes.y());
        float[] u = Tensors.floats(planes.u());
        float[] v = Tensors.floats(planes.v());
        int width = (int) planes.width();
        int height = (int) planes.height();
        int samples = width * height;
        return IntStream.range(0, (int) planes.count())
                .mapToObj(i -> new I420(
                        width, height, bytes(y, i, samples), bytes(u, i, samples / 4), bytes(v, i, samples / 4)))
                .toList();
    }

    private static byte[] bytes(float[] batch, int index, int samples) {
        byte[] plane = new byte[samples];
        for (int i = 0; i < samples; i++) {
            plane[i] = (byte) Math.max(0, Math.min(255, Math.round(batch[index * samples + i])));
        }
        return plane;
    }

    /** Pictures of one size as a batch that belongs to the calling thread's PointerScope. */
    public static PlaneTensors tensors(List<I420> pictures) {
        int height = pictures.get(0).height();
        int width = pictures.get(0).width();
        return new PlaneTensors(
                tensor(pictures, I420::y, height, width),
                tensor(pictures, I420::u, height / 2, width / 2),
                tensor(pictures, I420::v, height / 2, width / 2));
    }

    private static Tensor tensor(List<I420> pictures, Function<I420, byte[]> plane, int height, int width) {
        float[] samples = new float[pictures.size() * height * width];
        int at = 0;
        for (I420 picture : pictures) {
            for (byte sample : plane.apply(picture)) {
                samples[at++] = sample & 0xFF;
            }
        }
        return Tensors.of(samples, pictures.size(), 1, height, width);
    }
}
