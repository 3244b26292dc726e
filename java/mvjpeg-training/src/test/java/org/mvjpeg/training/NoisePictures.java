package org.mvjpeg.training;

import java.util.Random;
import org.mvjpeg.codec.I420;

/** Pictures of which every sample is random. */
public final class NoisePictures {
    private NoisePictures() {}

    /** @param width even @param height even */
    public static I420 next(int width, int height, Random random) {
        byte[] y = new byte[width * height];
        byte[] u = new byte[width * height / 4];
        byte[] v = new byte[width * height / 4];
        random.nextBytes(y);
        random.nextBytes(u);
        random.nextBytes(v);
        return new I420(width, height, y, u, v);
    }
}
