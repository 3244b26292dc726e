package org.mvjpeg.training.proxy;

import org.bytedeco.pytorch.Tensor;
import org.mvjpeg.codec.I420;
import org.mvjpeg.training.tensor.Tensors;

/** Single pictures as tensors and back. */
final class Pictures {
    private Pictures() {}

    static PlaneTensors tensors(I420 picture) {
        long height = picture.height();
        long width = picture.width();
        return new PlaneTensors(
                tensor(picture.y(), height, width),
                tensor(picture.u(), height / 2, width / 2),
                tensor(picture.v(), height / 2, width / 2));
    }

    private static Tensor tensor(byte[] samples, long height, long width) {
        float[] floats = new float[samples.length];
        for (int i = 0; i < samples.length; i++) {
            floats[i] = samples[i] & 0xFF;
        }
        return Tensor.create(floats, 1, 1, height, width);
    }

    /** The one picture of a batch, rounded. */
    static I420 picture(PlaneTensors planes) {
        return new I420(
                (int) planes.width(), (int) planes.height(), bytes(planes.y()), bytes(planes.u()), bytes(planes.v()));
    }

    private static byte[] bytes(Tensor plane) {
        float[] floats = Tensors.floats(plane);
        byte[] samples = new byte[floats.length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) Math.max(0, Math.min(255, Math.round(floats[i])));
        }
        return samples;
    }
}
