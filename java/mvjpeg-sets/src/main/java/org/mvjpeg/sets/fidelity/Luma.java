package org.mvjpeg.sets.fidelity;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;

/** Luma of pictures: full-range BT.601, the matrix of the files. */
public final class Luma {
    private Luma() {}

    /** The luma of a {@code TYPE_3BYTE_BGR} picture, not rounded. */
    public static Plane of(BufferedImage picture) {
        byte[] bgr = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
        float[] luma = new float[bgr.length / 3];
        for (int i = 0, at = 0; i < luma.length; i++, at += 3) {
            float y = 0.114f * (bgr[at] & 0xFF) + 0.587f * (bgr[at + 1] & 0xFF) + 0.299f * (bgr[at + 2] & 0xFF);
            luma[i] = Math.min(y, 255);
        }
        return Plane.of(picture.getWidth(), picture.getHeight(), luma);
    }
}
