package org.mvjpeg.training;

import org.mvjpeg.training.photos.Photo;

/** Interleaved 8-bit pictures as planes of floats. */
final class Planar {
    private Planar() {}

    /** Writes a picture as the one of an index in [N, 3, H, W]. */
    static void put(Photo photo, float[] batch, int index) {
        byte[] rgb = photo.rgb();
        int pixels = rgb.length / 3;
        int start = index * rgb.length;
        for (int i = 0; i < pixels; i++) {
            batch[start + i] = rgb[3 * i] & 0xFF;
            batch[start + pixels + i] = rgb[3 * i + 1] & 0xFF;
            batch[start + 2 * pixels + i] = rgb[3 * i + 2] & 0xFF;
        }
    }
}
